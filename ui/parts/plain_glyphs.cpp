#include "ui/parts/plain_glyphs.h"

#include <QGlyphRun>
#include <QPainter>

#include <algorithm>

namespace pushpoint::ui {

PlainGlyphs::PlainGlyphs(const QFont &font)
    : m_font(QRawFont::fromFont(font)), m_ellipsis(lookUp(u'…'))
{
    for (char16_t character = 0; character < char16_t(m_letters.size()); ++character) {
        // A soft hyphen is a letter that is not to be seen.
        if (QChar(character).isPrint() && character != QChar::SoftHyphen)
            m_letters[character] = lookUp(character);
    }
}

PlainGlyphs::Letter PlainGlyphs::lookUp(char16_t character) const
{
    const QList<quint32> glyphs = m_font.glyphIndexesForString(QString(QChar(character)));
    const QList<QPointF> steps = m_font.advancesForGlyphIndexes(glyphs);
    if (glyphs.size() != 1 || steps.size() != 1)
        return {};
    return {glyphs.constFirst(), steps.constFirst().x()};
}

PlainGlyphs::Letter PlainGlyphs::letter(QChar character) const
{
    if (character.unicode() < m_letters.size())
        return m_letters[character.unicode()];
    return character == u'…' ? m_ellipsis : Letter();
}

bool PlainGlyphs::canDraw(QStringView text) const
{
    return m_ellipsis.glyph != 0 && text.size() <= lettersMax
        && std::ranges::all_of(text,
                               [this](QChar character) { return letter(character).glyph != 0; });
}

qreal PlainGlyphs::widthOf(QStringView text) const
{
    qreal width = 0;
    for (const QChar character : text)
        width += letter(character).width;
    return width;
}

void PlainGlyphs::draw(QPainter *painter, QPointF baseline, QStringView text, qreal widthMax) const
{
    std::array<quint32, lettersMax + 1> glyphs;
    std::array<QPointF, lettersMax + 1> places;
    const bool fits = widthOf(text) <= widthMax;
    const qreal end = fits ? widthMax : widthMax - m_ellipsis.width;
    size_t count = 0;
    qreal x = 0;
    const auto add = [&](const Letter &letter) {
        glyphs[count] = letter.glyph;
        places[count] = {x, 0};
        x += letter.width;
        ++count;
    };
    for (const QChar character : text) {
        const Letter next = letter(character);
        if (!fits && x + next.width > end)
            break;
        add(next);
    }
    if (!fits && end >= 0)
        add(m_ellipsis);
    QGlyphRun run;
    run.setRawFont(m_font);
    run.setRawData(glyphs.data(), places.data(), int(count));
    painter->drawGlyphRun(baseline, run);
}

} // namespace pushpoint::ui
