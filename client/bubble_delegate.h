#pragma once

#include <QHash>
#include <QStyledItemDelegate>

namespace pushpoint {

/// Paints one line of a conversation: a bubble with time and direction, or a notice in the middle.
/// All text is painted as it is, never read as markup. Owned by the conversation's view; colours
/// come from the palette, so light and dark need no code of their own.
class BubbleDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

Q_SIGNALS:
    /// "Send again" was clicked on this line.
    void sendAgainClicked(const QModelIndex &index);
    /// An address in a text was clicked; nothing has been opened.
    void linkClicked(const QUrl &url);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    /// Heights by entry id. A list view asks for all of them at every new line.
    mutable QHash<quint64, int> m_heights;
    mutable int m_heightsWidth = 0; ///< the width and font that the heights are for
    mutable QFont m_heightsFont;
};

} // namespace pushpoint
