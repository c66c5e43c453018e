#include "ui/traffic/traffic_columns.h"

#include "resources/language/retranslation.h"
#include "ui/traffic/traffic_model.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QSettings>
#include <QTableView>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto timeKey = "traffic/time"_L1;

} // namespace

TrafficColumnsMenu::TrafficColumnsMenu(QTableView *table, TrafficModel *model)
    : QMenu(table), m_table(table), m_model(model)
{
    addTimes();
    addColumns();
    keepTranslated(this, [this] { setTexts(); });
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
    m_timeSection = addSection(QString());
    auto *group = new QActionGroup(this);
    for (int i = 0; i < 3; ++i) {
        QAction *action = addAction(QString());
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
    m_columnSection = addSection(QString());
    for (int column = 0; column < m_model->columnCount(); ++column) {
        QAction *action = addAction(QString());
        action->setCheckable(true);
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { m_table->setColumnHidden(column, !shown); });
        m_columns += action;
    }
}

void TrafficColumnsMenu::setTexts()
{
    setTitle(tr("Columns"));
    m_timeSection->setText(tr("Time"));
    m_columnSection->setText(tr("Columns"));
    const QStringList times{tr("Clock"), tr("Since the previous row"),
                            tr("Since the server's start")};
    for (int i = 0; i < times.size(); ++i)
        m_times[i]->setText(times[i]);
    for (int column = 0; column < m_columns.size(); ++column)
        m_columns[column]->setText(column == TrafficModel::Time
                                       ? tr("Time")
                                       : m_model->headerData(column, Qt::Horizontal).toString());
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

} // namespace pushpoint::ui
