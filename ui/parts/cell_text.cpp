#include "ui/parts/cell_text.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <memory>

namespace pushpoint::ui {

void CellText::draw(QPainter *painter, const QStyleOptionViewItem &option, const QRect &cell,
                    Qt::Alignment alignment, const QString &text)
{
    if (text.isEmpty() || cell.width() <= 0)
        return;
    useFont(option.font);
    const QPalette::ColorGroup group = !(option.state & QStyle::State_Enabled) ? QPalette::Disabled
        : option.state & QStyle::State_Active                                  ? QPalette::Active
                                                                               : QPalette::Inactive;
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->setFont(m_font);
    painter->setPen(
        option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text));
    const auto placed = [&](QSizeF size) {
        return QStyle::alignedRect(option.direction,
                                   QStyle::visualAlignment(option.direction, alignment),
                                   QSize(qRound(size.width()), qRound(size.height())), cell);
    };
    if (option.textElideMode == Qt::ElideRight && m_glyphs->canDraw(text)) {
        const qreal width = std::min(m_glyphs->widthOf(text), qreal(cell.width()));
        const QRect place = placed({width, qreal(option.fontMetrics.height())});
        m_glyphs->draw(painter, QPointF(place.left(), place.top() + option.fontMetrics.ascent()),
                       text, cell.width());
        return;
    }
    const QStaticText &layout = laidOut(option, text, cell.width());
    painter->drawStaticText(placed(layout.size()).topLeft(), layout);
}

void CellText::useFont(const QFont &font)
{
    if (m_glyphs && m_font == font)
        return;
    m_texts.clear();
    m_font = font;
    m_glyphs.emplace(font);
}

const QStaticText &CellText::laidOut(const QStyleOptionViewItem &option, const QString &text,
                                     int width)
{
    const Key key{text, width};
    if (const QStaticText *known = m_texts.object(key))
        return *known;
    const auto laidOutAs = [this](const QString &shown) {
        auto layout = std::make_unique<QStaticText>(shown);
        layout->setTextFormat(Qt::PlainText);
        layout->prepare({}, m_font);
        return layout;
    };
    auto layout = laidOutAs(text);
    if (layout->size().width() > width)
        layout = laidOutAs(option.fontMetrics.elidedText(text, option.textElideMode, width));
    const QStaticText &added = *layout;
    m_texts.insert(key, layout.release());
    return added;
}

} // namespace pushpoint::ui
