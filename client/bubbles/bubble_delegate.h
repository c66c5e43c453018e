#pragma once

#include "client/bubbles/bubble_layout.h"

#include <QHash>
#include <QSet>
#include <QStyledItemDelegate>

#include <utility>

namespace pushpoint::client {

/// Paints one line of a conversation: a bubble with time and direction, or a notice in the middle,
/// and above the first of a day its date. All text is painted as it is, never read as markup. Owned
/// by the conversation's view; colours come from the palette, so light and dark need no code of
/// their own.
class BubbleDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// What is called "Today"; true where it was another day.
    bool setToday(QDate today) { return std::exchange(m_today, today) != today; }
    /// Shows a long text as a whole, or its beginning again.
    void setUnfolded(const QModelIndex &index, bool isUnfolded);
    bool isUnfolded(const QModelIndex &index) const;
    /// True where there is something to unfold, or to fold.
    static bool isLong(const QModelIndex &index);
    /// Forgets what belongs to the lines of one model: another one is shown.
    void startAnew();
    /// What the lines say has changed its length, by another language.
    void forgetHeights() { m_heights.clear(); }
    /// True where a click would do something.
    bool isClickable(const QStyleOptionViewItem &option, const QModelIndex &index,
                     QPoint position) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

Q_SIGNALS:
    /// "Send again" was clicked on this line.
    void sendAgainClicked(const QModelIndex &index);
    /// "Show more" or "Show less" was.
    void foldClicked(const QModelIndex &index);
    /// An address in a text was clicked; nothing has been opened.
    void linkClicked(const QUrl &url);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    /// True where there was something to click at.
    bool click(const QStyleOptionViewItem &option, const QModelIndex &index, QPoint position);
    BubbleLayout layOut(const QStyleOptionViewItem &option, const QModelIndex &index) const;

    QDate m_today = QDate::currentDate();
    QSet<quint64> m_unfolded; ///< entry ids
    /// Heights by entry id and without the date. A list view asks for all of them at every new
    /// line.
    mutable QHash<quint64, int> m_heights;
    mutable int m_heightsWidth = 0; ///< the width and font that the heights are for
    mutable QFont m_heightsFont;
};

} // namespace pushpoint::client
