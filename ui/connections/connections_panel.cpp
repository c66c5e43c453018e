#include "ui/connections/connections_panel.h"

#include "resources/language/retranslation.h"
#include "ui/connections/connections_model.h"
#include "ui/connections/disconnect_dialog.h"
#include "ui/parts/hint_tree.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// More in a drop-down list help nobody and cost time at every change.
constexpr qsizetype namesMax = 500;

} // namespace

QString trafficFilterTo(const QString &name)
{
    static const QRegularExpression plain(u"^[\\w.@-]+$"_s,
                                          QRegularExpression::UseUnicodePropertiesOption);
    if (plain.match(name).hasMatch())
        return u"to:"_s + name;
    QString quoted = name;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u"to:\""_s + quoted + u'"';
}

ConnectionsPanel::ConnectionsPanel(QWidget *parent)
    : QWidget(parent), m_model(new ConnectionsModel(this)), m_tree(new HintTree),
      m_title(new QLabel), m_filter(new QLineEdit), m_ping(new QPushButton),
      m_disconnect(new QPushButton), m_writeAction(new QAction(this)),
      m_trafficAction(new QAction(this)), m_pingAction(new QAction(this)),
      m_disconnectAction(new QAction(this))
{
    makeTree();
    makeActions();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeHeading());
    layout->addWidget(m_tree, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text.trimmed());
        onSelectionChanged();
        showHint();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ConnectionsPanel::onSelectionChanged);
    onSelectionChanged();
    keepTranslated(this, [this] { setTexts(); });
}

QWidget *ConnectionsPanel::makeHeading()
{
    auto *heading = new QWidget;
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setBuddy(m_tree);
    m_filter->setObjectName(u"connectionsFilter"_s);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(40 * fontMetrics().averageCharWidth());
    m_ping->setObjectName(u"ping"_s);
    m_disconnect->setObjectName(u"disconnect"_s);
    auto *line = new QHBoxLayout(heading);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_title);
    line->addStretch();
    line->addWidget(m_filter, 1);
    line->addWidget(m_ping);
    line->addWidget(m_disconnect);
    return heading;
}

void ConnectionsPanel::makeTree()
{
    m_tree->setObjectName(u"connections"_s);
    m_tree->setModel(m_model);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(ConnectionColumn::Since, Qt::AscendingOrder);
    m_tree->setColumnSamples(
        {u"> ● A name online"_s, u"192.168.1.10:65535"_s, u"https://example.org"_s,
         u"Mozilla/5.0 (X11; Linux x86_64)"_s, u"23:59:59"_s, u"100 s"_s, u"0.99 ms"_s,
         u"100,000"_s, u"9,999/s"_s, u"100,000"_s, u"9,999/s"_s, u"999 KiB"_s, u"999 KiB/s"_s,
         u"999 KiB"_s, u"999 KiB/s"_s, u"999 KiB"_s, u"other nodes out of reach"_s});
    for (int column = 0; column < ConnectionColumn::Count; ++column)
        m_tree->setColumnHidden(column, !ConnectionColumn::isShownAtFirst(column));
}

void ConnectionsPanel::makeActions()
{
    m_disconnectAction->setShortcut(QKeySequence::Delete);
    m_pingAction->setShortcut(Qt::CTRL | Qt::Key_P);
    m_trafficAction->setShortcut(Qt::CTRL | Qt::Key_T);
    m_writeAction->setShortcut(Qt::CTRL | Qt::Key_E);
    const QList<QAction *> actions{m_writeAction, m_trafficAction, m_pingAction,
                                   m_disconnectAction};
    for (QAction *action : actions)
        action->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addActions(actions);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_disconnect, &QPushButton::clicked, m_disconnectAction, &QAction::trigger);
    connect(m_ping, &QPushButton::clicked, m_pingAction, &QAction::trigger);
    connect(m_disconnectAction, &QAction::triggered, this, &ConnectionsPanel::askToDisconnect);
    connect(m_pingAction, &QAction::triggered, this,
            [this] { Q_EMIT pingRequested(selectedIds()); });
    connect(m_trafficAction, &QAction::triggered, this, &ConnectionsPanel::showTraffic);
    connect(m_writeAction, &QAction::triggered, this, [this] {
        Q_EMIT writeRequested(m_tree->currentIndex().data(ConnectionsModel::NameRole).toString());
    });
}

void ConnectionsPanel::setTexts()
{
    m_title->setText(tr("Co&nnections"));
    m_tree->setAccessibleName(tr("Connections"));
    m_filter->setPlaceholderText(tr("Filter by name, address, origin or user agent"));
    m_filter->setAccessibleName(tr("Filter connections"));
    m_ping->setText(tr("Pin&g"));
    m_ping->setToolTip(tr("Ping the selected connections now; see the round trip"));
    m_disconnect->setText(tr("&Disconnect…"));
    m_disconnect->setToolTip(tr("Close the selected connections (Del)"));
    m_writeAction->setText(tr("Send to this name"));
    m_trafficAction->setText(tr("Show only its traffic"));
    m_pingAction->setText(tr("Ping now"));
    m_disconnectAction->setText(tr("Disconnect…"));
    showHint();
}

void ConnectionsPanel::update(const ConnectionTable &table, qint64 steadyMs)
{
    if (m_model->update(table, steadyMs))
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
    return m_tree->header();
}

void ConnectionsPanel::showHint()
{
    const bool filtered = !m_filter->text().trimmed().isEmpty() && m_model->connectionCount() > 0;
    m_tree->setHint(filtered ? tr("No connection matches the filter.") : m_hint);
}

QList<quint64> ConnectionsPanel::selectedIds() const
{
    QSet<quint64> distinct; // a name and one of its connections may both be selected
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        const auto ids = row.data(ConnectionsModel::IdsRole).value<QList<quint64>>();
        distinct.unite({ids.begin(), ids.end()});
    }
    QList<quint64> ids(distinct.begin(), distinct.end());
    std::sort(ids.begin(), ids.end());
    return ids;
}

void ConnectionsPanel::askToDisconnect()
{
    const QList<quint64> ids = selectedIds(); // those that were seen when asked
    if (ids.isEmpty())
        return;
    auto *dialog = new DisconnectDialog(ids.size(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, ids] {
        Q_EMIT disconnectRequested(ids, dialog->code(), dialog->reason());
    });
    dialog->open();
}

void ConnectionsPanel::showTraffic()
{
    const QModelIndex row = m_tree->currentIndex();
    if (row.data(ConnectionsModel::IsNameRole).toBool()) {
        Q_EMIT trafficRequested(trafficFilterTo(row.data(ConnectionsModel::NameRole).toString()));
        return;
    }
    const auto ids = row.data(ConnectionsModel::IdsRole).value<QList<quint64>>();
    if (!ids.isEmpty())
        Q_EMIT trafficRequested(u"conn:"_s + QString::number(ids.first()));
}

void ConnectionsPanel::onSelectionChanged()
{
    const bool any = m_tree->selectionModel()->hasSelection();
    for (QWidget *button : {m_ping, m_disconnect})
        button->setEnabled(any);
    for (QAction *action : {m_writeAction, m_trafficAction, m_pingAction, m_disconnectAction})
        action->setEnabled(any);
}

} // namespace pushpoint::ui
