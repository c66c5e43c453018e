#include "ui/traffic/result_delegate.h"

#include "ui/traffic/traffic_model.h"
#include "ui/words/kind_mark.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace pushpoint::ui {

namespace {

int markSide(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.height() * 2 / 3;
}

QPixmap markOf(const QVariant &kind, const QStyleOptionViewItem &option)
{
    const qreal pixelRatio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
    return kindMark(static_cast<TrafficKind>(kind.toInt()), markSide(option), pixelRatio);
}

} // namespace

void ResultDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    if (index.data(TrafficModel::GapRole).isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
    QRect cell = option.rect.adjusted(margin, 0, -margin, 0);
    if (index.column() == TrafficModel::Kind) {
        const int side = markSide(option);
        const QRect mark = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter,
                                               {side, side}, cell);
        painter->drawPixmap(mark.topLeft(), markOf(index.data(TrafficModel::KindRole), option));
        const int room = side + 2 * margin;
        option.direction == Qt::RightToLeft ? cell.setRight(cell.right() - room)
                                            : cell.setLeft(cell.left() + room);
    }
    m_texts.draw(painter, option, cell, Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()),
                 index.data().toString());
    if (option.state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        focus.backgroundColor = option.palette.color(QPalette::Highlight);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
}

void ResultDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(TrafficModel::GapRole).isValid()) {
        option->font.setItalic(true);
        return;
    }
    const QVariant kind = index.data(TrafficModel::KindRole);
    if (index.column() != TrafficModel::Kind || !kind.isValid())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {markSide(*option), markSide(*option)};
    option->icon = QIcon(markOf(kind, *option));
}

} // namespace pushpoint::ui
