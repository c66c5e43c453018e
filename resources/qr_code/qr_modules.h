#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace pushpoint {

/// How much of a QR code may be damaged, or badly seen, and still be read: more makes it larger.
enum class QrCare { Low, Medium };

/// A QR code (ISO/IEC 18004), without the quiet zone around it. A value; any thread.
class QrModules
{
public:
    /// Nothing where the text is empty or too long.
    static std::optional<QrModules> encode(QByteArrayView utf8, QrCare care = QrCare::Medium);

    int side() const { return m_side; } ///< in modules
    /// False outside, too, where it is quiet.
    bool isDark(int x, int y) const;

    static constexpr int quietModules = 4; ///< that cameras want around it

private:
    QrModules(int side, QByteArray modules) : m_side(side), m_modules(std::move(modules)) { }

    int m_side;
    QByteArray m_modules; ///< row by row, one byte each
};

/// The code and its quiet zone in lines for a terminal, two rows of modules a line: black on white
/// by escape sequences, whatever the terminal's own colours are.
QByteArray qrForTerminal(const QrModules &code);

} // namespace pushpoint
