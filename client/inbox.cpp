#include "client/inbox.h"

#include "client/close_text.h"

#include <QWebSocket>

namespace pushpoint {

namespace {

/// What one frame, and one message, may weigh. The server takes bodies of 1 MiB at most, so this is
/// only met by a server that is none.
constexpr quint64 incomingBytesMax = 16 * 1024 * 1024;

} // namespace

Inbox::Inbox(const ServerAddress &server, QObject *parent, const InboxTimes &times,
             ReconnectPolicy::RandomSource random)
    : QObject(parent), m_server(server), m_times(times),
      m_policy(times.steadyAfter, std::move(random))
{
    for (QTimer *timer : {&m_connectTimer, &m_retryTimer, &m_pingTimer, &m_pongTimer})
        timer->setSingleShot(true);
    m_retryTimer.setTimerType(Qt::PreciseTimer); // a coarse one may go beyond the ceiling
    connect(&m_connectTimer, &QTimer::timeout, this,
            [this] { endConnection({}, tr("The server does not answer")); });
    connect(&m_retryTimer, &QTimer::timeout, this, &Inbox::connectSocket);
    connect(&m_pingTimer, &QTimer::timeout, this, &Inbox::sendPing);
    connect(&m_pongTimer, &QTimer::timeout, this,
            [this] { endConnection({}, tr("The server gives no sign of life")); });
}

Inbox::~Inbox()
{
    // A socket deleted while it is open would never say good-bye (and leaks in Qt 6.4).
    for (QWebSocket *socket : findChildren<QWebSocket *>(Qt::FindDirectChildrenOnly)) {
        socket->disconnect(this);
        if (socket->state() == QAbstractSocket::ConnectedState)
            socket->close();
        socket->abort();
    }
}

void Inbox::open(const UserName &name)
{
    if (m_name == name)
        return;
    m_name = name;
    m_policy.startAnew();
    connectSocket();
}

void Inbox::reconnectNow()
{
    if (m_state == InboxState::Stopped)
        m_policy.startAnew();
    if (m_state == InboxState::Stopped || m_state == InboxState::Waiting)
        connectSocket();
}

void Inbox::noteNetworkBack()
{
    if (m_state == InboxState::Waiting) {
        m_policy.startAnew();
        connectSocket();
    } else if (m_state == InboxState::Connected && !m_pongTimer.isActive()) {
        m_pingTimer.stop();
        sendPing();
    }
}

std::chrono::milliseconds Inbox::retryIn() const
{
    return std::max(m_retryTimer.remainingTimeAsDuration(), std::chrono::milliseconds(0));
}

void Inbox::connectSocket()
{
    retireSocket();
    m_closeSeen = false;
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingFrameSize(incomingBytesMax);
    m_socket->setMaxAllowedIncomingMessageSize(incomingBytesMax);
    connect(m_socket, &QWebSocket::connected, this, &Inbox::onConnected);
    connect(m_socket, &QWebSocket::disconnected, this, &Inbox::onDisconnected);
    // Only a close frame, either way, makes this come before disconnected(). Without one,
    // closeCode() says 1000 as well, and a torn cable would look like a good-bye.
    connect(m_socket, &QWebSocket::aboutToClose, this, [this] { m_closeSeen = true; });
    connect(m_socket, &QWebSocket::pong, this, [this] {
        m_pongTimer.stop();
        m_pingTimer.start(m_times.pingInterval);
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this,
            [this, to = *m_name](const QString &frame) {
                Q_EMIT messageArrived(to, parseIncoming(frame));
            });
    m_connectTimer.start(m_times.connectMax);
    setState(InboxState::Connecting);
    m_socket->open(m_server.socketUrl(*m_name));
}

void Inbox::onConnected()
{
    m_connectTimer.stop();
    m_connectedSince.start();
    m_pingTimer.start(m_times.pingInterval);
    m_endReason.clear();
    setState(InboxState::Connected);
}

void Inbox::onDisconnected()
{
    if (m_state == InboxState::Connecting)
        return endConnection({}, connectErrorText(m_socket->errorString()));
    if (!m_closeSeen)
        return endConnection({}, tr("The connection was lost"));
    const int closeCode = m_socket->closeCode();
    endConnection(closeCode, closeText(closeCode, m_socket->closeReason()));
}

void Inbox::sendPing()
{
    m_socket->ping();
    m_pongTimer.start(m_times.pongWaitMax);
}

void Inbox::endConnection(std::optional<int> closeCode, const QString &reason)
{
    const std::chrono::milliseconds heldFor(
        m_state == InboxState::Connected ? m_connectedSince.elapsed() : 0);
    retireSocket();
    m_endReason = reason;
    const auto wait = m_policy.waitAfter(closeCode, heldFor);
    if (!wait)
        return setState(InboxState::Stopped);
    m_retryTimer.start(*wait);
    setState(InboxState::Waiting);
}

void Inbox::retireSocket()
{
    for (QTimer *timer : {&m_connectTimer, &m_retryTimer, &m_pingTimer, &m_pongTimer})
        timer->stop();
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    if (!socket)
        return;
    if (socket->state() != QAbstractSocket::ConnectedState) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
        return;
    }
    // What the server had already accepted for the old name still arrives.
    disconnect(socket, &QWebSocket::connected, this, nullptr);
    disconnect(socket, &QWebSocket::disconnected, this, nullptr);
    disconnect(socket, &QWebSocket::aboutToClose, this, nullptr);
    disconnect(socket, &QWebSocket::pong, this, nullptr);
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(m_times.closeWaitMax, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->close();
}

void Inbox::setState(InboxState state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace pushpoint
