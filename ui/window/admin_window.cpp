#include "ui/window/admin_window.h"

#include "resources/language/retranslation.h"
#include "ui/charts/charts_panel.h"
#include "ui/cluster/cluster_page.h"
#include "ui/connections/connections_panel.h"
#include "ui/detail/detail_panel.h"
#include "ui/record/record_actions.h"
#include "ui/ring/traffic_moment.h"
#include "ui/send/send_form.h"
#include "ui/server_page/server_bar.h"
#include "ui/server_page/server_page.h"
#include "ui/traffic/traffic_model.h"
#include "ui/traffic/traffic_panel.h"
#include "ui/window/feed_pulse.h"
#include "ui/window/totals_bar.h"
#include "ui/window/tray_icon.h"
#include "ui/window/window_layout.h"
#include "ui/window/window_menu.h"
#include "ui/words/display_text.h"

#include <QCloseEvent>
#include <QDateTime>
#include <QDockWidget>
#include <QMenu>
#include <QStatusBar>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 connectionsIntervalMs = 500;
constexpr qint64 totalsIntervalMs = 250; // figures that change faster cannot be read
constexpr int statusMessageMs = 3'000;
} // namespace

AdminWindow::AdminWindow(TrafficFeed &feed, const QList<UserName> &offeredNames,
                         TrafficBounds bounds, QWidget *parent)
    : QMainWindow(parent), m_feed(feed), m_pulse(new FeedPulse(feed, this)),
      m_serverBar(new ServerBar), m_connections(new ConnectionsPanel),
      m_traffic(new TrafficPanel(bounds)), m_charts(new ChartsPanel), m_detail(new DetailPanel),
      m_sendForm(new SendForm), m_totals(new TotalsBar), m_cluster(new ClusterPage),
      m_serverPage(new ServerPage), m_tray(new TrayIcon(this)), m_menu(new WindowMenu(this)),
      m_record(new RecordActions(recordRowsOf(m_traffic), this)),
      m_layout(new WindowLayout(this,
                                {m_serverBar, m_connections, m_traffic, m_charts, m_serverPage,
                                 m_cluster, m_sendForm, m_detail}))
{
    for (const UserName &name : offeredNames)
        m_offeredNames += name.text();
    statusBar()->addWidget(m_totals, 1);
    m_layout->fillMenu(m_menu);
    keepTranslated(this, [this] { setTexts(); });
    connectParts();
    connectMenu();
    connectTray();
    connectRecord();
    offerNames();
    showStopped();
    restoreLayout();

    m_clock.start();
    connect(m_pulse, &FeedPulse::taken, this, &AdminWindow::takeBatch);
    m_pulse->start();
}

AdminWindow::~AdminWindow() = default;

void AdminWindow::setTexts()
{
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
        m_layout->showOverview();
        m_traffic->editFilter();
    });
}

void AdminWindow::connectParts()
{
    connect(m_serverBar, &ServerBar::startRequested, this, &AdminWindow::startRequested);
    connect(m_serverBar, &ServerBar::stopRequested, this, &AdminWindow::stopRequested);
    connect(m_serverBar, &ServerBar::pageOpening, this, [this] { m_pulse->goAnywhere(); });
    connect(m_serverBar, &ServerBar::addressCopied, this,
            [this] { statusBar()->showMessage(tr("Address copied"), statusMessageMs); });
    connect(m_traffic, &TrafficPanel::rowChosen, m_detail, &DetailPanel::showRow);
    connect(m_traffic, &TrafficPanel::detailRequested, m_layout->detailDock(), &QWidget::show);
    connect(m_connections, &ConnectionsPanel::disconnectRequested, this,
            &AdminWindow::disconnectRequested);
    connect(m_connections, &ConnectionsPanel::pingRequested, this, &AdminWindow::pingRequested);
    connect(m_connections, &ConnectionsPanel::writeRequested, this, [this](const QString &name) {
        m_layout->sendDock()->show();
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
    m_menu->addFileAction(m_tray->goOnAction());
    connect(m_traffic, &TrafficPanel::contextMenuRequested, m_record,
            qOverload<QMenu *>(&RecordActions::fill));
    connect(m_detail, &DetailPanel::sendAgainRequested, m_record,
            qOverload<const TrafficRow &>(&RecordActions::sendAgain));
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
    m_layout->showOverview();
    m_traffic->setFilterText(filter);
}

void AdminWindow::showMoment(qint64 wallClockMs)
{
    m_layout->showOverview();
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
    m_detail->setServing(listening);
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

void AdminWindow::showOpenToOthers(bool isOpen)
{
    m_serverBar->showOpenToOthers(isOpen);
}

void AdminWindow::showStopped()
{
    m_url.clear();
    m_pulse->goAnywhere(); // so does the server's next thread
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
        const QString hint = tr("Nothing has happened yet. Start the server first.");
        m_traffic->setHint(hint);
        m_charts->setEmptyText(hint);
        return;
    }
    const QString address = visibleText(m_url.toString());
    m_connections->setHint(tr("Nobody is connected yet. Open %1 in a browser.").arg(address));
    const QString hint = tr("Nothing has happened yet. Open %1 in two browser windows and let them "
                            "talk, or send a message from here.")
                             .arg(address);
    m_traffic->setHint(hint);
    m_charts->setEmptyText(hint);
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

void AdminWindow::takeBatch(const TrafficFeed::Batch &batch)
{
    m_traffic->append(batch);
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
    const bool askForTable = !m_url.isEmpty() && m_pulse->canBeSeen()
        && nowMs - m_connectionsAskedMs >= connectionsIntervalMs;
    if (askForTable) {
        m_connectionsAskedMs = nowMs;
        Q_EMIT connectionsRequested();
    }
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
    m_layout->save({{"connectionsHeader"_L1, m_connections->header()},
                    {"trafficHeader"_L1, m_traffic->header()}});
}

void AdminWindow::restoreLayout()
{
    m_layout->restore({{"connectionsHeader"_L1, m_connections->header()},
                       {"trafficHeader"_L1, m_traffic->header()}});
}

} // namespace pushpoint::ui
