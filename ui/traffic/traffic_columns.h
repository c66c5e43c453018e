#pragma once

#include <QMenu>

class QTableView;

namespace pushpoint::ui {

class TrafficModel;

/// The menu of the traffic's header: which columns are shown, and what the time tells. GUI thread;
/// a child of the table. Order and widths are the header's own.
class TrafficColumnsMenu : public QMenu
{
    Q_OBJECT

public:
    /// Opens on a right click on the table's header.
    TrafficColumnsMenu(QTableView *table, TrafficModel *model);

private:
    void addTimes();
    void addColumns();
    void setTexts();
    void showState();

    QTableView *const m_table;
    TrafficModel *const m_model;
    QAction *m_timeSection = nullptr;
    QAction *m_columnSection = nullptr;
    QList<QAction *> m_times;
    QList<QAction *> m_columns;
};

} // namespace pushpoint::ui
