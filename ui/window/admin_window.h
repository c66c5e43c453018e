#pragma once

#include "server/protocol/close_code.h"
#include "server/protocol/cluster_view.h"
#include "server/protocol/error.h"
#include "server/protocol/message.h"
#include "server/traffic/traffic_feed.h"
#include "ui/ring/traffic_row.h"
#include "ui/window/rate_meter.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QUrl>

namespace pushpoint::ui {

class ChartsPanel;
class ClusterPage;
class ConnectionsPanel;
class DetailPanel;
class FeedPulse;
class RecordActions;
class SendForm;
class ServerBar;
class ServerPage;
class TotalsBar;
class TrafficPanel;
class TrayIcon;
class WindowLayout;
class WindowMenu;
struct LogLine;
struct OptionValue;

/// The window that shows a server at work and lets its owner act: start, stop, send, disconnect.
///
/// Polls the feed by one timer at its own pace, slower while the window is hidden, and never makes
/// the server wait. It knows no server: actions go out as signals, facts come in as calls, and the
/// composition root, which owns it, connects the two. GUI thread; the feed must outlive it and
/// counts as watched for as long as it lives.
class AdminWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// @param offeredNames for the send form, besides the names online.
    /// @param bounds how much of the traffic is kept.
    explicit AdminWindow(TrafficFeed &feed, const QList<UserName> &offeredNames,
                         TrafficBounds bounds = {}, QWidget *parent = nullptr);
    ~AdminWindow() override;

    /// The server accepts connections at this address.
    /// @param reachableUrl where other devices reach it; empty: they do not.
    void showListening(const QUrl &url, const QUrl &reachableUrl = {});
    /// Warns, while the server listens, that everyone who reaches it may do everything.
    void showOpenToOthers(bool isOpen);
    /// The server has stopped; its connections are gone.
    void showStopped();
    /// The server did not start. For AddressInUse the window offers another port.
    void showFailure(const pushpoint::Error &error);
    /// What the server was started with.
    void showOptions(const QList<OptionValue> &options);
    void addLogLine(const pushpoint::ui::LogLine &line);
    /// To the front, from wherever it is.
    void bringUp();
    /// Marks the language in the menu; empty: the system's.
    void showLanguage(const QString &language);
    /// What became of the message that was sent with this ticket.
    void showOutcome(quint64 ticket, const pushpoint::PublishOutcome &outcome);
    /// What the nodes said about the probe that was sent with this ticket.
    void showProbe(quint64 ticket, const pushpoint::ProbeOutcome &outcome);

Q_SIGNALS:
    /// @param port 0: any free one.
    void startRequested(quint16 port);
    void stopRequested();
    /// @param ticket to be given back to showOutcome(); never twice the same.
    void publishRequested(quint64 ticket, const pushpoint::Message &message);
    /// @param ticket to be given back to showProbe(); never twice the same.
    void probeRequested(quint64 ticket, const pushpoint::Message &message);
    void disconnectRequested(const QList<quint64> &connectionIds, pushpoint::CloseCode code,
                             const QString &reason);
    void pingRequested(const QList<quint64> &connectionIds);
    /// The feed should get a fresh table of connections.
    void connectionsRequested();
    /// All windows should speak this language; empty: the system's. See Language.
    void languageChosen(const QString &language);
    /// The program should end, whatever closing the window would do.
    void quitRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void connectParts();
    void connectMenu();
    void connectTray();
    void connectRecord();
    void quit();
    void setListening(bool listening);
    void showTraffic(const QString &filter);
    void showMoment(qint64 wallClockMs);
    void setTexts();
    void restoreLayout();
    void saveLayout() const;
    void takeBatch(const TrafficFeed::Batch &batch);
    void offerNames();
    void showHints();

    TrafficFeed &m_feed;
    FeedPulse *m_pulse;
    QStringList m_offeredNames;
    ServerBar *m_serverBar;
    ConnectionsPanel *m_connections;
    TrafficPanel *m_traffic;
    ChartsPanel *m_charts;
    DetailPanel *m_detail;
    SendForm *m_sendForm;
    TotalsBar *m_totals;
    ClusterPage *m_cluster;
    ServerPage *m_serverPage;
    TrayIcon *m_tray;
    WindowMenu *m_menu;
    RecordActions *m_record;
    WindowLayout *m_layout;
    QElapsedTimer m_clock;
    RateMeter m_rates;
    qint64 m_connectionsAskedMs = 0; ///< by m_clock
    qint64 m_totalsShownMs = 0;      ///< by m_clock
    QUrl m_url;                      ///< empty while the server does not listen
};

} // namespace pushpoint::ui
