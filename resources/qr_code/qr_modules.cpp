#include "resources/qr_code/qr_modules.h"

#include <memory>

#include <qrencode.h>

namespace pushpoint {

std::optional<QrModules> QrModules::encode(QByteArrayView utf8, QrCare care)
{
    const QByteArray text = utf8.toByteArray(); // ends with a NUL
    const std::unique_ptr<QRcode, void (*)(QRcode *)> code(
        QRcode_encodeString8bit(text.constData(), 0,
                                care == QrCare::Low ? QR_ECLEVEL_L : QR_ECLEVEL_M),
        &QRcode_free);
    if (!code)
        return std::nullopt;
    QByteArray modules(code->width * code->width, '\0');
    for (qsizetype at = 0; at < modules.size(); ++at)
        modules[at] = char(code->data[at] & 1); // the other bits are of the encoder
    return QrModules(code->width, modules);
}

bool QrModules::isDark(int x, int y) const
{
    const bool isInside = x >= 0 && y >= 0 && x < m_side && y < m_side;
    return isInside && m_modules[qsizetype(y) * m_side + x] != 0;
}

QByteArray qrForTerminal(const QrModules &code)
{
    // One character is two modules: neither, the upper, the lower, both.
    constexpr const char *halves[]{" ", "\u2580", "\u2584", "\u2588"};
    constexpr int quiet = QrModules::quietModules;
    QByteArray lines;
    for (int y = -quiet; y < code.side() + quiet; y += 2) {
        lines += "\x1b[30;107m"; // black on bright white
        for (int x = -quiet; x < code.side() + quiet; ++x)
            lines += halves[int(code.isDark(x, y)) + 2 * int(code.isDark(x, y + 1))];
        lines += "\x1b[0m\n";
    }
    return lines;
}

} // namespace pushpoint
