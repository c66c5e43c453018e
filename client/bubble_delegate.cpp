#include "client/bubble_delegate.h"

#include "client/bubble_layout.h"
#include "client/conversation_model.h"
#include "client/links.h"
#include "client/tones.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>

namespace pushpoint {

namespace {

constexpr qreal bubbleRadius = 12;

int rowWidth(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

QColor bubbleColor(const QPalette &palette, Direction direction, Delivery delivery)
{
    if (direction == Direction::Incoming)
        return blend(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.08);
    if (hasFailed(delivery))
        return blend(palette.color(QPalette::Base), failureColor(palette), 0.14);
    return blend(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.26);
}

void paintBubble(QPainter &painter, const BubbleLayout &layout, const QStyleOptionViewItem &option,
                 Direction direction, Delivery delivery)
{
    const QPalette &palette = option.palette;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter.setPen(isSelected ? QPen(palette.color(QPalette::Highlight), 2) : QPen(Qt::NoPen));
    painter.setBrush(bubbleColor(palette, direction, delivery));
    painter.drawRoundedRect(layout.bubbleRect, bubbleRadius, bubbleRadius);

    painter.setFont(layout.smallFont);
    painter.setPen(mutedColor(palette));
    const bool isMine = direction == Direction::Outgoing;
    painter.drawText(layout.headerRect,
                     (isMine ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, layout.header);
    if (hasFailed(delivery))
        painter.setPen(failureColor(palette));
    painter.drawText(layout.stateRect, Qt::AlignRight | Qt::AlignVCenter, layout.state);
    if (!layout.again.isEmpty()) {
        QFont underlined = layout.smallFont;
        underlined.setUnderline(true);
        painter.setFont(underlined);
        painter.setPen(palette.color(QPalette::Link));
        painter.drawText(layout.againRect, Qt::AlignCenter, layout.again);
    }
}

std::optional<QUrl> linkUnder(const BubbleLayout &layout, QPoint inRow)
{
    const QPointF inText = inRow - layout.textTopLeft;
    for (int i = 0; i < layout.text->lineCount(); ++i) {
        const QTextLine line = layout.text->lineAt(i);
        if (line.naturalTextRect().contains(inText)) {
            return linkAt(layout.text->text(),
                          line.xToCursor(inText.x(), QTextLine::CursorOnCharacter));
        }
    }
    return {};
}

} // namespace

void BubbleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const BubbleLayout layout = layOutBubble(index, option.font, rowWidth(option));
    const auto direction = Direction(index.data(ConversationModel::DirectionRole).toInt());
    const auto delivery = Delivery(index.data(ConversationModel::DeliveryRole).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(option.rect.topLeft());
    if (direction != Direction::Notice)
        paintBubble(*painter, layout, option, direction, delivery);
    painter->setPen(direction == Direction::Notice ? mutedColor(option.palette)
                                                   : option.palette.color(QPalette::Text));
    layout.text->draw(painter, layout.textTopLeft);
    painter->restore();
}

QSize BubbleDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    constexpr qsizetype heightsMax = 2 * ConversationModel::rowsMaxDefault;
    const int width = rowWidth(option);
    if (width != m_heightsWidth || option.font != m_heightsFont || m_heights.size() > heightsMax) {
        m_heights.clear();
        m_heightsWidth = width;
        m_heightsFont = option.font;
    }
    int &height = m_heights[index.data(ConversationModel::IdRole).toULongLong()];
    if (height == 0)
        height = layOutBubble(index, option.font, width).height;
    return {width, height};
}

bool BubbleDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                 const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<const QMouseEvent *>(event);
        const BubbleLayout layout = layOutBubble(index, option.font, rowWidth(option));
        const QPoint inRow = mouse->position().toPoint() - option.rect.topLeft();
        if (mouse->button() == Qt::LeftButton && layout.againRect.contains(inRow)) {
            Q_EMIT sendAgainClicked(index);
            return true;
        }
        if (const auto link = linkUnder(layout, inRow); link && mouse->button() == Qt::LeftButton) {
            Q_EMIT linkClicked(*link);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace pushpoint
