#pragma once

#include "client/address/server_address.h"
#include "client/transport/incoming_message.h"
#include "client/transport/reconnect_policy.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

class QWebSocket;

namespace pushpoint::client {

class ServerTrust;

/// How long the inbox waits for what. The defaults are for users; tests shorten them.
struct InboxTimes
{
    std::chrono::milliseconds connectMax{10'000};   ///< from open to the end of the handshake
    std::chrono::milliseconds pingInterval{25'000}; ///< under the usual idle limits of proxies
    std::chrono::milliseconds pongWaitMax{10'000};  ///< beyond, the connection counts as lost
    std::chrono::milliseconds closeWaitMax{2'000};  ///< for the server's part of a good-bye
    std::chrono::milliseconds steadyAfter{10'000};  ///< a connection that held this long was good,
                                                    ///< and the back-off begins anew
};

enum class InboxState {
    Idle,       ///< no name, no socket
    Connecting, ///< on the way
    Connected,  ///< messages arrive
    Waiting,    ///< lost; tries again by itself after retryIn()
    Stopped,    ///< the server said not to come back; only the user tries again
};

/// What stood in the way of the last attempt, where another one will hardly fare better.
enum class InboxObstacle {
    None,
    UntrustedCertificate, ///< ServerTrust::refusal() says which; nothing was sent
    Refused,              ///< a server said no before it was a connection
    NoPushpoint,          ///< what answers there is something else
    NoTls,                ///< what answers there does not speak TLS
};

/// The receiving socket of one name: opened, watched by pings, and after a loss opened again by
/// back-off, as far as the close code allows. Lives on the thread that made it; owned by an
/// account. Never sends messages, never shows anything.
class Inbox : public QObject
{
    Q_OBJECT

public:
    explicit Inbox(const ServerAddress &server, QObject *parent = nullptr,
                   const InboxTimes &times = {}, ReconnectPolicy::RandomSource random = {});
    ~Inbox() override;

    /// Who judges certificates; outlives this. Without, the authorities that the computer knows.
    void setTrust(ServerTrust &trust);
    /// Receives for this name from now on; the socket of another name is closed first. Nothing if
    /// it is the name already.
    void open(const UserName &name);
    /// Says good-bye, as at the program's end. What the server had accepted by then still arrives;
    /// once the good-bye was answered, or nothing came for closeWaitMax (or no end for ten times as
    /// long), isClosed() is true.
    void close();
    bool isClosed() const;
    /// Tries now instead of later, or again although the server said not to. Nothing while
    /// connecting or connected.
    void reconnectNow();
    /// The computer's network is back: tries at once where it waits, and where it believes to be
    /// connected finds out at once whether that is still true.
    void noteNetworkBack();

    InboxState state() const { return m_state; }
    std::optional<UserName> name() const { return m_name; }
    /// Why the last connection ended, for people; empty while there is nothing to say.
    QString endReason() const { return m_endReason; }
    InboxObstacle obstacle() const { return m_obstacle; }
    /// While Waiting: until the next attempt.
    std::chrono::milliseconds retryIn() const;

Q_SIGNALS:
    void stateChanged(pushpoint::client::InboxState state);
    /// A message came for this name.
    void messageArrived(const pushpoint::UserName &to,
                        const pushpoint::client::IncomingMessage &message);
    /// isClosed() became true.
    void closed();

private:
    void connectSocket();
    void onConnected();
    void onDisconnected();
    void onConnectFailed();
    /// Lets the certificate be judged before anything is sent.
    void judgeCertificates();
    void sendPing();
    /// The end of a connection, with the close code where the server gave one.
    void endConnection(std::optional<int> closeCode, const QString &reason);
    /// Says good-bye to the socket and lets go of it.
    void retireSocket();
    void letGo(QWebSocket *socket);
    void setState(InboxState state);

    const ServerAddress m_server;
    const InboxTimes m_times;
    ServerTrust *m_trust = nullptr;

    std::optional<UserName> m_name;
    InboxState m_state = InboxState::Idle;
    QString m_endReason;
    InboxObstacle m_obstacle = InboxObstacle::None;
    ReconnectPolicy m_policy;

    QWebSocket *m_socket = nullptr; ///< child of this
    QList<QWebSocket *> m_retired;  ///< children as well, until the server has said good-bye
    bool m_closeSeen = false;       ///< a close frame was read or written on m_socket
    QElapsedTimer m_connectedSince;
    QTimer m_connectTimer;
    QTimer m_retryTimer;
    QTimer m_pingTimer;
    QTimer m_pongTimer;
};

} // namespace pushpoint::client
