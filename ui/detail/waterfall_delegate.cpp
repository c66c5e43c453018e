#include "ui/detail/waterfall_delegate.h"

#include "ui/detail/timing_model.h"

#include <QPainter>

#include <algorithm>

namespace pushpoint::ui {

void WaterfallDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QRectF cell = QRectF(option.rect).adjusted(4, 4, -4, -4);
    const double begin = index.data(TimingModel::BarBeginRole).toDouble();
    const double end = index.data(TimingModel::BarEndRole).toDouble();
    // However short, it is seen.
    const double width = std::max(2.0, (end - begin) * cell.width());
    const double left = std::min(cell.left() + begin * cell.width(), cell.right() - width);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(QRectF(left, cell.top(), width, cell.height()),
                      selected ? option.palette.highlightedText() : QColor(0x5B, 0x83, 0xC4));
}

} // namespace pushpoint::ui
