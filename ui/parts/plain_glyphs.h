#pragma once

#include <QFont>
#include <QRawFont>

#include <array>

class QPainter;

namespace pushpoint::ui {

/// Draws texts of Latin letters, figures and signs (ISO 8859-1, and the ellipsis) in one font
/// without laying them out: each letter has its glyph and its width, looked up once. No kerning, no
/// ligatures; that is a tenth of the work, which counts where each of ten pictures a second is of
/// other texts, and little is lost in tables of names and figures. GUI thread.
class PlainGlyphs
{
public:
    /// What can be drawn without layout is up to this long; the rest would not be seen.
    static constexpr qsizetype lettersMax = 512;

    explicit PlainGlyphs(const QFont &font);

    /// Whether the text is of letters that this can draw.
    bool canDraw(QStringView text) const;
    /// In pixels of the widget.
    qreal widthOf(QStringView text) const;
    /// Draws in the painter's pen; with an ellipsis at the end where the width is too small.
    /// @param text such as canDraw() takes.
    /// @param baseline where the text begins.
    void draw(QPainter *painter, QPointF baseline, QStringView text, qreal widthMax) const;

private:
    struct Letter
    {
        quint32 glyph = 0; ///< none: not to be drawn without layout
        qreal width = 0;
    };

    Letter lookUp(char16_t character) const;
    Letter letter(QChar character) const;

    QRawFont m_font;
    std::array<Letter, 256> m_letters;
    Letter m_ellipsis;
};

} // namespace pushpoint::ui
