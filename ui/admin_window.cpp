#include "ui/admin_window.h"

#include "resources/language/retranslation.h"
#include "ui/charts/charts_panel.h"
#include "ui/cluster/cluster_page.h"
#include "ui/connections_panel.h"
#include "ui/detail/detail_panel.h"
#include "ui/display_text.h"
#include "ui/record/record_actions.h"
#include "ui/send_form.h"
#include "ui/server_bar.h"
#include "ui/server_page/server_page.h"
#include "ui/totals_bar.h"
#include "ui/traffic_model.h"
#include "ui/traffic_moment.h"
#include "ui/traffic_panel.h"
#include "ui/tray_icon.h"
#include "ui/window_menu.h"

#include <QCloseEvent>
#include <QDateTime>
#include <QDockWidget>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <chrono>

namespace pushpoint {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto pollInterval = 66ms; // 15 a second: smooth enough to read
// What goes by so fast nobody reads, and each batch is painted on a core the server may need.
constexpr auto busyPollInterval = 100ms;
constexpr size_t busyBatchEvents = 500;
constexpr auto hiddenPollInterval = 700ms; // only keeps the feed from running over
constexpr qint64 connectionsIntervalMs = 500;
constexpr qint64 totalsIntervalMs = 250; // figures that change faster cannot be read
constexpr int statusMessageMs = 3'000;
/// Of docks and bars; a layout of another version is not restored.
constexpr int layoutVersion = 1;

} // namespace

AdminWindow::AdminWindow(TrafficFeed &feed, const QList<UserName> &offeredNames,
                         TrafficBounds bounds, QWidget *parent)
    : QMainWindow(parent), m_feed(feed), m_serverBar(new ServerBar),
      m_connections(new ConnectionsPanel), m_traffic(new TrafficPanel(bounds)),
      m_charts(new ChartsPanel), m_detail(new DetailPanel), m_sendForm(new SendForm),
      m_totals(new TotalsBar), m_cluster(new ClusterPage), m_serverPage(new ServerPage),
      m_tray(new TrayIcon(this)), m_menu(new WindowMenu(this)),
      m_record(new RecordActions(recordRowsOf(m_traffic), this)), m_pages(new QTabWidget)
{
    for (const UserName &name : offeredNames)
        m_offeredNames += name.text();
    makeLayout();
    connectParts();
    connectMenu();
    connectTray();
    connectRecord();
    offerNames();
    showStopped();
    restoreLayout();

    m_clock.start();
    m_feed.setWatched(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &AdminWindow::poll);
    adaptPace();
    m_pollTimer.start();
}

AdminWindow::~AdminWindow()
{
    m_feed.setWatched(false);
}

void AdminWindow::makeLayout()
{
    m_tables = new QSplitter(Qt::Vertical);
    m_tables->addWidget(m_connections);
    m_tables->addWidget(m_traffic);
    m_tables->setStretchFactor(0, 2);
    m_tables->setStretchFactor(1, 3);
    m_tables->setChildrenCollapsible(false);
    m_pages->setObjectName(u"pages"_s);
    m_pages->setDocumentMode(true);
    // Said here, or the widest page would keep the window from being made small.
    for (QWidget *page : std::initializer_list<QWidget *>{m_charts, m_cluster, m_serverPage})
        page->setMinimumSize(400, 300);
    m_pages->addTab(m_tables, QString());
    m_pages->addTab(m_charts, QString());
    m_pages->addTab(m_serverPage, QString());
    m_pages->addTab(m_cluster, QString());

    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->addWidget(m_serverBar);
    layout->addWidget(m_pages, 1);
    setCentralWidget(content);
    m_sendDock = addDock(u"sendDock"_s, m_sendForm, Qt::RightDockWidgetArea);
    m_detailDock = addDock(u"detailDock"_s, m_detail, Qt::BottomDockWidgetArea);
    statusBar()->addWidget(m_totals, 1);
    resize(1320, 800); // all columns of both tables, and still on a small screen
    resizeDocks({m_sendDock}, {270}, Qt::Horizontal);
    keepTranslated(this, [this] { setTexts(); });
    m_menu->addPages(m_pages);
    m_menu->addDock(m_sendDock, Qt::CTRL | Qt::Key_M);
    m_menu->addDock(m_detailDock, Qt::CTRL | Qt::Key_D);
    m_detailDock->hide(); // until it is asked for: small screens
}

QDockWidget *AdminWindow::addDock(const QString &objectName, QWidget *part, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget;
    dock->setObjectName(objectName); // saveState() knows it by that
    dock->setWidget(part);
    addDockWidget(area, dock);
    return dock;
}

void AdminWindow::setTexts()
{
    m_pages->setTabText(m_pages->indexOf(m_tables), tr("Overview"));
    m_pages->setTabText(m_pages->indexOf(m_charts), tr("Charts"));
    m_pages->setTabText(m_pages->indexOf(m_serverPage), tr("Server"));
    m_pages->setTabText(m_pages->indexOf(m_cluster), tr("Cluster"));
    m_sendDock->setWindowTitle(tr("Send a message"));
    m_detailDock->setWindowTitle(tr("Row in detail"));
    setWindowTitle(m_url.isEmpty() ? tr("Pushpoint")
                                   : tr("Pushpoint — %1").arg(visibleText(m_url.toString())));
    showHints();
}

void AdminWindow::connectMenu()
{
    connect(m_menu, &WindowMenu::startRequested, m_serverBar, &ServerBar::start);
    connect(m_menu, &WindowMenu::stopRequested, m_serverBar, &ServerBar::stop);
    connect(m_menu, &WindowMenu::copyAddressRequested, m_serverBar, &ServerBar::copyAddress);
    connect(m_menu, &WindowMenu::openPageRequested, m_serverBar, &ServerBar::openPage);
    connect(m_menu, &WindowMenu::languageChosen, this, &AdminWindow::languageChosen);
    connect(m_menu, &WindowMenu::closeRequested, this, &QWidget::close);
    connect(m_menu, &WindowMenu::quitRequested, this, &AdminWindow::quit);
    connect(m_menu, &WindowMenu::findRequested, this, [this] {
        m_pages->setCurrentWidget(m_tables);
        m_traffic->editFilter();
    });
}

void AdminWindow::connectParts()
{
    connect(m_serverBar, &ServerBar::startRequested, this, &AdminWindow::startRequested);
    connect(m_serverBar, &ServerBar::stopRequested, this, &AdminWindow::stopRequested);
    connect(m_serverBar, &ServerBar::pageOpening, this, [this] { m_processors.goAnywhere(); });
    connect(m_serverBar, &ServerBar::addressCopied, this,
            [this] { statusBar()->showMessage(tr("Address copied"), statusMessageMs); });
    connect(m_traffic, &TrafficPanel::rowChosen, m_detail, &DetailPanel::showRow);
    connect(m_traffic, &TrafficPanel::detailRequested, m_detailDock, &QWidget::show);
    connect(m_connections, &ConnectionsPanel::disconnectRequested, this,
            &AdminWindow::disconnectRequested);
    connect(m_connections, &ConnectionsPanel::pingRequested, this, &AdminWindow::pingRequested);
    connect(m_connections, &ConnectionsPanel::writeRequested, this, [this](const QString &name) {
        m_sendDock->show();
        m_sendForm->writeTo(name);
    });
    connect(m_sendForm, &SendForm::publishRequested, this, &AdminWindow::publishRequested);
    connect(m_cluster, &ClusterPage::probeRequested, this, &AdminWindow::probeRequested);
}

void AdminWindow::connectTray()
{
    connect(m_tray, &TrayIcon::openRequested, this, &AdminWindow::bringUp);
    connect(m_tray, &TrayIcon::startRequested, m_serverBar, &ServerBar::start);
    connect(m_tray, &TrayIcon::stopRequested, m_serverBar, &ServerBar::stop);
    connect(m_tray, &TrayIcon::quitRequested, this, &AdminWindow::quit);
    connect(m_connections, &ConnectionsPanel::trafficRequested, this, &AdminWindow::showTraffic);
    connect(m_charts, &ChartsPanel::timeChosen, this, &AdminWindow::showMoment);
}

void AdminWindow::connectRecord()
{
    for (QAction *action : {m_record->open(), m_record->saveShown(), m_record->saveSelected()})
        m_menu->addFileAction(action);
    connect(m_traffic, &TrafficPanel::contextMenuRequested, m_record,
            qOverload<QMenu *>(&RecordActions::fill));
    connect(m_record, &RecordActions::publishRequested, this, &AdminWindow::publishRequested);
    connect(m_record, &RecordActions::told, this,
            [this](const QString &text) { statusBar()->showMessage(text, statusMessageMs); });
}

void AdminWindow::bringUp()
{
    show();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

void AdminWindow::quit()
{
    saveLayout();
    Q_EMIT quitRequested();
}

void AdminWindow::showTraffic(const QString &filter)
{
    m_pages->setCurrentWidget(m_tables);
    m_traffic->setFilterText(filter);
}

void AdminWindow::showMoment(qint64 wallClockMs)
{
    m_pages->setCurrentWidget(m_tables);
    const TrafficRing &ring = m_traffic->model()->ring();
    const quint64 row = firstSince(ring, wallClockMs);
    if (row == ring.end() || m_traffic->goTo(row))
        return;
    m_traffic->setFilterText({}); // which kept it from sight
    m_traffic->goTo(row);
}

void AdminWindow::setListening(bool listening)
{
    m_sendForm->setServing(listening);
    m_menu->setListening(listening);
    m_tray->setListening(listening, m_url.toString());
    m_record->setServer(m_url);
    setTexts();
}

void AdminWindow::showListening(const QUrl &url, const QUrl &reachableUrl)
{
    m_url = url;
    m_serverBar->showListening(url);
    m_serverPage->showListening(reachableUrl);
    setListening(true);
    m_connectionsAskedMs = -connectionsIntervalMs;
}

void AdminWindow::showStopped()
{
    m_url.clear();
    m_processors.goAnywhere(); // so does the server's next thread
    m_serverBar->showStopped();
    m_serverPage->showStopped();
    m_feed.takeConnections(); // a table that came too late
    m_connections->clear();
    m_cluster->showStopped();
    setListening(false);
}

void AdminWindow::showFailure(const Error &error)
{
    showStopped();
    m_serverBar->showFailure(error);
}

void AdminWindow::showHints()
{
    if (m_url.isEmpty()) {
        m_connections->setHint(tr("The server is not running. Press Start."));
        m_traffic->setHint(tr("Nothing has happened yet. Start the server first."));
        return;
    }
    const QString address = visibleText(m_url.toString());
    m_connections->setHint(tr("Nobody is connected yet. Open %1 in a browser.").arg(address));
    m_traffic->setHint(
        tr("Nothing has happened yet. Open %1 in two browser windows and let them talk, or send "
           "a message from here.")
            .arg(address));
}

void AdminWindow::offerNames()
{
    QStringList names = m_offeredNames;
    const QStringList online = m_connections->names();
    for (const QString &name : online) {
        if (!m_offeredNames.contains(name))
            names += name;
    }
    m_sendForm->setNames(names);
    m_cluster->setNames(names);
}

void AdminWindow::poll()
{
    m_feed.take(m_batch);
    const bool isBusy = m_batch.events.size() > busyBatchEvents;
    adaptPace(isBusy);
    // Below that the server has time to spare, and the window may be wherever it likes.
    m_processors.avoid(isBusy ? m_batch.processor : -1);
    m_traffic->append(m_batch);
    if (const auto table = m_feed.takeConnections(); table && !m_url.isEmpty()) {
        m_connections->update(*table, m_clock.elapsed());
        offerNames();
    }
    // Not before the server listens: the first view may be there already, and the only one.
    if (const auto view = m_url.isEmpty() ? nullptr : m_feed.takeCluster())
        m_cluster->update(*view);
    const qint64 nowMs = m_clock.elapsed();
    if (nowMs - m_totalsShownMs >= totalsIntervalMs) {
        m_totalsShownMs = nowMs;
        const TrafficTotals totals = m_feed.totals();
        m_rates.sample(nowMs, totals);
        m_charts->sample(QDateTime::currentMSecsSinceEpoch(), totals);
        m_totals->showTotals(totals, m_rates.rates());
    }
    const bool askForTable
        = !m_url.isEmpty() && canBeSeen() && nowMs - m_connectionsAskedMs >= connectionsIntervalMs;
    if (askForTable) {
        m_connectionsAskedMs = nowMs;
        Q_EMIT connectionsRequested();
    }
}

void AdminWindow::adaptPace(bool busy)
{
    const auto interval = !canBeSeen() ? hiddenPollInterval
        : busy                         ? busyPollInterval
                                       : pollInterval;
    if (interval != m_pollTimer.intervalAsDuration())
        m_pollTimer.setInterval(interval);
}

void AdminWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        adaptPace();
}

void AdminWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    adaptPace();
}

void AdminWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    adaptPace();
}

void AdminWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    if (!m_tray->outlivesTheWindow()) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore(); // a window that was closed would end the program
    hide();
}

void AdminWindow::saveLayout() const
{
    QSettings settings;
    settings.beginGroup("adminWindow"_L1);
    settings.setValue("geometry"_L1, saveGeometry());
    settings.setValue("state"_L1, saveState(layoutVersion));
    settings.setValue("tables"_L1, m_tables->saveState());
    settings.setValue("connectionsHeader"_L1, m_connections->header()->saveState());
    settings.setValue("trafficHeader"_L1, m_traffic->header()->saveState());
}

void AdminWindow::restoreLayout()
{
    QSettings settings;
    settings.beginGroup("adminWindow"_L1);
    // An empty or a strange value restores nothing, and the defaults stand.
    restoreGeometry(settings.value("geometry"_L1).toByteArray());
    restoreState(settings.value("state"_L1).toByteArray(), layoutVersion);
    m_tables->restoreState(settings.value("tables"_L1).toByteArray());
    m_connections->header()->restoreState(settings.value("connectionsHeader"_L1).toByteArray());
    m_traffic->header()->restoreState(settings.value("trafficHeader"_L1).toByteArray());
}

} // namespace pushpoint
