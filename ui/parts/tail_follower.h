#pragma once

#include <QObject>
#include <QTableView>

namespace pushpoint::ui {

/// Keeps a table at its newest row until the user scrolls up, and counts what came since. Where the
/// oldest rows leave, those being read stay where they are. GUI thread; a child of the table.
/// The table scrolls by rows, and the model adds at both ends and removes at the front.
class TailFollower : public QObject
{
    Q_OBJECT

public:
    /// Gives the table its model: this has to hear of removals before the table does.
    TailFollower(QTableView *table, QAbstractItemModel *model);

    bool isFollowing() const { return m_following; }
    /// Rows appended since the user scrolled up; 0 while following.
    quint64 unseenRows() const { return m_unseenRows; }
    /// Goes to the newest row and stays there.
    void follow();

Q_SIGNALS:
    /// isFollowing() or unseenRows() changed.
    void changed();

private:
    void onScrolled(int value);
    void onRangeChanged(int min, int max);
    void onAboutToRemove(const QModelIndex &parent, int first, int last);
    void onRemoved(const QModelIndex &parent, int first, int last);
    void onInserted(const QModelIndex &parent, int first, int last);

    QTableView *const m_table;
    bool m_following = true;
    quint64 m_unseenRows = 0;
};

} // namespace pushpoint::ui
