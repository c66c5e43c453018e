#include "ui/traffic_columns.h"

#include "ui/traffic_model.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QSettings>
#include <QTableView>

#include <algorithm>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

constexpr auto timeKey = "traffic/time"_L1;

} // namespace

TrafficColumnsMenu::TrafficColumnsMenu(QTableView *table, TrafficModel *model)
    : QMenu(table), m_table(table), m_model(model)
{
    setTitle(tr("Columns"));
    addTimes();
    addColumns();
    connect(this, &QMenu::aboutToShow, this, &TrafficColumnsMenu::showState);
    QHeaderView *header = table->horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this,
            [this, header](const QPoint &at) { popup(header->mapToGlobal(at)); });
    const int kept = QSettings().value(timeKey).toInt();
    m_model->setTimeOf(static_cast<TrafficModel::TimeOf>(std::clamp(kept, 0, 2)));
}

void TrafficColumnsMenu::addTimes()
{
    addSection(tr("Time"));
    auto *group = new QActionGroup(this);
    for (const QString &text :
         {tr("Clock"), tr("Since the previous row"), tr("Since the server's start")}) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        group->addAction(action);
        const auto timeOf = static_cast<TrafficModel::TimeOf>(m_times.size());
        connect(action, &QAction::triggered, this, [this, timeOf] {
            m_model->setTimeOf(timeOf);
            QSettings().setValue(timeKey, static_cast<int>(timeOf));
        });
        m_times += action;
    }
}

void TrafficColumnsMenu::addColumns()
{
    addSection(tr("Columns"));
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const QString title = column == TrafficModel::Time
            ? tr("Time")
            : m_model->headerData(column, Qt::Horizontal).toString();
        QAction *action = addAction(title);
        action->setCheckable(true);
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { m_table->setColumnHidden(column, !shown); });
        m_columns += action;
    }
}

void TrafficColumnsMenu::showState()
{
    m_times[static_cast<int>(m_model->timeOf())]->setChecked(true);
    for (int column = 0; column < m_columns.size(); ++column)
        m_columns[column]->setChecked(!m_table->isColumnHidden(column));
    // The last one stays: without a column there would be no header to bring one back.
    const auto shown = std::count_if(m_columns.cbegin(), m_columns.cend(),
                                     [](const QAction *action) { return action->isChecked(); });
    for (QAction *action : std::as_const(m_columns))
        action->setEnabled(shown > 1 || !action->isChecked());
}

} // namespace pushpoint
