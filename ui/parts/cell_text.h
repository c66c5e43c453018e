#pragma once

#include "ui/parts/plain_glyphs.h"

#include <QCache>
#include <QFont>
#include <QHash>
#include <QStaticText>
#include <QStyleOptionViewItem>

#include <optional>

class QPainter;

namespace pushpoint::ui {

/// Draws one-line plain texts into cells. Most of the cost of painting is layout, so plain letters
/// are drawn without it, and the layouts of other texts are cached: most cells of busy traffic
/// repeat a text that was shown before. GUI thread.
class CellText
{
public:
    /// Draws the text into the rectangle, in the option's font and colours, elided at its end
    /// if it is too long.
    void draw(QPainter *painter, const QStyleOptionViewItem &option, const QRect &cell,
              Qt::Alignment alignment, const QString &text);

private:
    struct Key
    {
        QString text;
        int width; ///< there is so much room
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed = 0)
        {
            return qHashMulti(seed, key.text, key.width);
        }
    };
    void useFont(const QFont &font);
    const QStaticText &laidOut(const QStyleOptionViewItem &option, const QString &text, int width);

    static constexpr int textsMax = 4'000; ///< some screens full
    QFont m_font;                          ///< of what is remembered
    std::optional<PlainGlyphs> m_glyphs;
    QCache<Key, QStaticText> m_texts{textsMax};
};

} // namespace pushpoint::ui
