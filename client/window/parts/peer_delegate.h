#pragma once

#include <QStyledItemDelegate>

namespace pushpoint::client {

/// Paints one peer: a dot for online, the name, the last line, and how many were not read. Owned by
/// the view; colours come from the palette. Text is never read as markup.
class PeerDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pushpoint::client
