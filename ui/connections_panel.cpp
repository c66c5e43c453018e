#include "ui/connections_panel.h"

#include "ui/connections_model.h"
#include "ui/hint_table.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

/// More in a drop-down list help nobody and cost time at every change.
constexpr qsizetype namesMax = 500;

} // namespace

ConnectionsPanel::ConnectionsPanel(QWidget *parent)
    : QWidget(parent), m_model(new ConnectionsModel(this)),
      m_sorted(new QSortFilterProxyModel(this)), m_table(new HintTable), m_filter(new QLineEdit),
      m_disconnect(new QPushButton(tr("&Disconnect"))),
      m_disconnectAction(new QAction(tr("Disconnect"), this)),
      m_writeAction(new QAction(tr("Write to this name"), this))
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ConnectionsModel::SortRole);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterKeyColumn(-1);
    makeTable();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeHeading());
    layout->addWidget(m_table, 1);

    const auto disconnectSelected = [this] {
        if (const QList<quint64> ids = selectedIds(); !ids.isEmpty())
            Q_EMIT disconnectRequested(ids);
    };
    connect(m_disconnect, &QPushButton::clicked, this, disconnectSelected);
    connect(m_disconnectAction, &QAction::triggered, this, disconnectSelected);
    connect(m_writeAction, &QAction::triggered, this, [this] {
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        if (!rows.isEmpty())
            Q_EMIT writeRequested(rows.first().data(ConnectionsModel::NameRole).toString());
    });
    connect(m_filter, &QLineEdit::textChanged, this, &ConnectionsPanel::onFilterEdited);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ConnectionsPanel::onSelectionChanged);
    onSelectionChanged();
}

QWidget *ConnectionsPanel::makeHeading()
{
    auto *heading = new QWidget;
    auto *title = new QLabel(tr("Co&nnections"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    title->setBuddy(m_table);
    m_filter->setObjectName(u"connectionsFilter"_s);
    m_filter->setPlaceholderText(tr("Filter by name, address or figure"));
    m_filter->setAccessibleName(tr("Filter connections"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(32 * fontMetrics().averageCharWidth());
    m_disconnect->setObjectName(u"disconnect"_s);
    m_disconnect->setToolTip(tr("Close the selected connections (Del)"));
    auto *line = new QHBoxLayout(heading);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(title);
    line->addStretch();
    line->addWidget(m_filter, 1);
    line->addWidget(m_disconnect);
    return heading;
}

void ConnectionsPanel::makeTable()
{
    m_table->setObjectName(u"connections"_s);
    m_table->setAccessibleName(tr("Connections"));
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ConnectionsModel::Since, Qt::AscendingOrder);
    m_table->setColumnSamples({u"A longer name 李雷"_s, u"[::ffff:127.0.0.1]:65535"_s,
                               u"2026-12-31 23:59:59"_s, u"1,000,000"_s, u"1,000,000"_s,
                               u"999 KiB"_s, u"999 KiB"_s, u"999 KiB"_s});
    m_disconnectAction->setShortcut(QKeySequence::Delete);
    m_disconnectAction->setShortcutContext(Qt::WidgetShortcut);
    m_table->addActions({m_writeAction, m_disconnectAction});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ConnectionsPanel::update(std::shared_ptr<const ConnectionTable> table)
{
    if (m_model->update(std::move(table)))
        m_names = m_model->names(namesMax);
}

void ConnectionsPanel::clear()
{
    m_model->clear();
    m_names.clear();
}

void ConnectionsPanel::setHint(const QString &hint)
{
    m_hint = hint;
    showHint();
}

QHeaderView *ConnectionsPanel::header() const
{
    return m_table->horizontalHeader();
}

void ConnectionsPanel::showHint()
{
    m_table->setHint(m_filter->text().isEmpty() ? m_hint : tr("No connection matches the filter."));
}

QList<quint64> ConnectionsPanel::selectedIds() const
{
    QList<quint64> ids;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        ids += row.data(ConnectionsModel::IdRole).toULongLong();
    return ids;
}

void ConnectionsPanel::onSelectionChanged()
{
    const bool any = m_table->selectionModel()->hasSelection();
    m_disconnect->setEnabled(any);
    m_disconnectAction->setEnabled(any);
    m_writeAction->setEnabled(any);
}

void ConnectionsPanel::onFilterEdited(const QString &text)
{
    m_sorted->setFilterFixedString(text.trimmed());
    showHint();
}

} // namespace pushpoint
