#include "client/bubbles/bubble_delegate.h"

#include "client/bubbles/bubble_text.h"
#include "client/bubbles/tones.h"
#include "client/conversation/conversation_model.h"
#include "client/conversation/links.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>

namespace pushpoint::client {

namespace {

constexpr qreal bubbleRadius = 12;

int rowWidth(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

quint64 idOf(const QModelIndex &index)
{
    return index.data(ConversationModel::IdRole).toULongLong();
}

QColor bubbleColor(const QPalette &palette, Direction direction, Delivery delivery)
{
    if (direction == Direction::Incoming)
        return blend(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.08);
    if (hasFailed(delivery))
        return blend(palette.color(QPalette::Base), failureColor(palette), 0.14);
    return blend(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.26);
}

// A line on each side of the words, as far as the row is wide.
void paintDate(QPainter &painter, const BubbleLayout &layout, const QPalette &palette)
{
    const QRect &row = layout.dateRect;
    const int half = QFontMetrics(layout.smallFont).horizontalAdvance(layout.date) / 2 + 12;
    const int middle = row.center().y();
    painter.setPen(blend(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.18));
    painter.drawLine(row.left(), middle, row.center().x() - half, middle);
    painter.drawLine(row.center().x() + half, middle, row.right(), middle);
    painter.setFont(layout.smallFont);
    painter.setPen(mutedColor(palette));
    painter.drawText(row, Qt::AlignCenter, layout.date);
}

// A button: filled where Enter would press it.
void paintAgain(QPainter &painter, const BubbleLayout &layout, const QStyleOptionViewItem &option)
{
    if (layout.again.isEmpty())
        return;
    const bool isFilled = option.state.testFlag(QStyle::State_HasFocus);
    const QPalette &palette = option.palette;
    const QColor line = palette.color(isFilled ? QPalette::Highlight : QPalette::Link);
    painter.setPen(line);
    painter.setBrush(isFilled ? QBrush(line) : QBrush(Qt::NoBrush));
    const QRectF shape = QRectF(layout.againRect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
    painter.setPen(palette.color(isFilled ? QPalette::HighlightedText : QPalette::Link));
    painter.drawText(layout.againRect, Qt::AlignCenter, layout.again);
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
    painter.drawText(layout.stateRect, bubbleStateFlags, layout.state);
    paintAgain(painter, layout, option);
    if (!layout.fold.isEmpty()) {
        painter.setPen(palette.color(QPalette::Link));
        painter.drawText(layout.foldRect, Qt::AlignLeft | Qt::AlignVCenter, layout.fold);
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

void BubbleDelegate::setUnfolded(const QModelIndex &index, bool isUnfolded)
{
    const quint64 id = idOf(index);
    if (isUnfolded)
        m_unfolded.insert(id);
    else
        m_unfolded.remove(id);
    m_heights.remove(id);
    Q_EMIT sizeHintChanged(index);
}

bool BubbleDelegate::isUnfolded(const QModelIndex &index) const
{
    return m_unfolded.contains(idOf(index));
}

bool BubbleDelegate::isLong(const QModelIndex &index)
{
    return bubbleText(index.data().toString(), false).canUnfold;
}

void BubbleDelegate::startAnew()
{
    m_unfolded.clear();
    m_heights.clear();
}

bool BubbleDelegate::isClickable(const QStyleOptionViewItem &option, const QModelIndex &index,
                                 QPoint position) const
{
    const BubbleLayout layout = layOut(option, index);
    const QPoint inRow = position - option.rect.topLeft();
    return partAt(layout, inRow) != BubblePart::None || linkUnder(layout, inRow);
}

BubbleLayout BubbleDelegate::layOut(const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    return layOutBubble(index, {option.font, rowWidth(option), m_today, isUnfolded(index)});
}

void BubbleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const BubbleLayout layout = layOut(option, index);
    const auto direction = Direction(index.data(ConversationModel::DirectionRole).toInt());
    const auto delivery = Delivery(index.data(ConversationModel::DeliveryRole).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(option.rect.topLeft());
    if (!layout.date.isEmpty())
        paintDate(*painter, layout, option.palette);
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
    // Lines before this one come and go, so its date is no part of what is remembered.
    const int date = isFirstOfDay(index) ? dateHeight(option.font) : 0;
    int &height = m_heights[idOf(index)];
    if (height == 0)
        height = layOut(option, index).height - date;
    return {width, height + date};
}

bool BubbleDelegate::editorEvent(QEvent *event, QAbstractItemModel *model,
                                 const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<const QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton && click(option, index, mouse->position().toPoint()))
            return true;
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

bool BubbleDelegate::click(const QStyleOptionViewItem &option, const QModelIndex &index,
                           QPoint position)
{
    const BubbleLayout layout = layOut(option, index);
    const QPoint inRow = position - option.rect.topLeft();
    switch (partAt(layout, inRow)) {
    case BubblePart::Again:
        Q_EMIT sendAgainClicked(index);
        return true;
    case BubblePart::Fold:
        Q_EMIT foldClicked(index);
        return true;
    case BubblePart::None:
        break;
    }
    const auto link = linkUnder(layout, inRow);
    if (link)
        Q_EMIT linkClicked(*link);
    return link.has_value();
}

} // namespace pushpoint::client
