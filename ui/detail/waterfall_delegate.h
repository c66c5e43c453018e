#pragma once

#include <QStyledItemDelegate>

namespace pushpoint::ui {

/// Paints a step of TimingModel as a bar from where it began to where it ended. GUI thread.
class WaterfallDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

} // namespace pushpoint::ui
