#pragma once

#include "ui/parts/cell_text.h"

#include <QStyledItemDelegate>

namespace pushpoint::ui {

/// Paints the traffic table's cells as plain text: the result with a mark in front, whose shape and
/// colour show its kind, and gap rows in italics. It draws the text itself, because the style would
/// lay it out three times for each cell. GUI thread; a child of its table.
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
    mutable CellText m_texts; ///< caches layouts; painting changes nothing else
};

} // namespace pushpoint::ui
