#pragma once

#include "ui/parts/cell_text.h"

#include <QStyledItemDelegate>

namespace pushpoint::ui {

/// Paints the traffic table's cells as plain text; before the result stands a mark whose shape and
/// colour say its kind, and what a gap row says is in italics. GUI thread; a child of its table.
/// Paints by itself what the style would lay out three times over for each cell.
class ResultDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    mutable CellText m_texts; ///< what was laid out; painting changes nothing else
};

} // namespace pushpoint::ui
