#include "ui/result_delegate.h"

#include "ui/kind_mark.h"
#include "ui/traffic_model.h"

namespace pushpoint {

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
    const int side = option->fontMetrics.height() * 2 / 3;
    const qreal pixelRatio = option->widget ? option->widget->devicePixelRatioF() : 1.0;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = {side, side};
    option->icon = QIcon(kindMark(static_cast<TrafficKind>(kind.toInt()), side, pixelRatio));
}

} // namespace pushpoint
