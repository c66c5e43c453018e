#include "ui/parts/tail_follower.h"

#include <QScrollBar>

#include <algorithm>

namespace pushpoint::ui {

TailFollower::TailFollower(QTableView *table, QAbstractItemModel *model)
    : QObject(table), m_table(table)
{
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &TailFollower::onAboutToRemove);
    table->setModel(model);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &TailFollower::onRemoved);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TailFollower::onInserted);
    connect(model, &QAbstractItemModel::modelReset, this, &TailFollower::follow);
    const QScrollBar *bar = table->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, &TailFollower::onScrolled);
    connect(bar, &QScrollBar::rangeChanged, this, &TailFollower::onRangeChanged);
}

void TailFollower::follow()
{
    m_following = true;
    m_unseenRows = 0;
    m_table->scrollToBottom();
    Q_EMIT changed();
}

void TailFollower::onScrolled(int value)
{
    const bool atEnd = value >= m_table->verticalScrollBar()->maximum();
    if (atEnd == m_following)
        return;
    m_following = atEnd;
    m_unseenRows = 0;
    Q_EMIT changed();
}

void TailFollower::onRangeChanged(int, int max)
{
    if (m_following)
        m_table->verticalScrollBar()->setValue(max);
}

void TailFollower::onAboutToRemove(const QModelIndex &, int, int last)
{
    // The selection model would make the next row the current one, and the table would go there.
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid() && current.row() <= last)
        m_table->selectionModel()->clearCurrentIndex();
}

void TailFollower::onRemoved(const QModelIndex &, int first, int last)
{
    QScrollBar *bar = m_table->verticalScrollBar();
    if (!m_following)
        bar->setValue(bar->value() - (last - first + 1));
}

void TailFollower::onInserted(const QModelIndex &, int first, int last)
{
    if (m_following)
        return;
    const bool atFront = first == 0 && last + 1 < m_table->model()->rowCount();
    if (atFront) { // older ones: those being read stay where they are
        QScrollBar *bar = m_table->verticalScrollBar();
        const int value = bar->value() + last + 1;
        bar->setMaximum(std::max(bar->maximum(), value)); // the table's own reckoning comes later
        bar->setValue(value);
        return;
    }
    m_unseenRows += static_cast<quint64>(last - first + 1);
    Q_EMIT changed();
}

} // namespace pushpoint::ui
