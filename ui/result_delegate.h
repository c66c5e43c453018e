#pragma once

#include <QStyledItemDelegate>

namespace pushpoint {

/// Paints the traffic table's cells as plain text; before the result stands a mark whose shape and
/// colour say its kind, and what a gap row says is in italics. GUI thread; a child of its table.
class ResultDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace pushpoint
