#include "client/transport/inbox.h"

#include "client/transport/close_text.h"
#include "client/transport/send_result.h"
#include "client/trust/server_trust.h"

#include <QDeadlineTimer>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QWebSocket>
#include <QtEndian>

namespace pushpoint::client {

namespace {

/// What one frame, and one message, may weigh. The server takes bodies of 1 MiB at most, so this is
/// only met by a server that is none.
constexpr quint64 incomingBytesMax = 16 * 1024 * 1024;

InboxObstacle obstacleOf(const QString &errorString)
{
    if (const auto status = refusalStatus(errorString)) {
        switch (*status) {
        case 401:
        case 403:
        case 407:
        case 421:
            return InboxObstacle::Refused;
        default:
            return isOfTheMoment(*status) ? InboxObstacle::None : InboxObstacle::NoPushpoint;
        }
    }
    if (isWithoutTls(errorString))
        return InboxObstacle::NoTls;
    return isOtherProtocol(errorString) ? InboxObstacle::NoPushpoint : InboxObstacle::None;
}

QString asSentence(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// Says good-bye and goes on reading until the server has done so as well (RFC 6455 §5.5.1, masked
/// as §5.3 wants it). QWebSocket::close() would close the connection beneath in the same turn, and
/// with it throw away whatever has arrived and was not read.
void sayGoodbye(QWebSocket &socket)
{
    auto *stream = socket.findChild<QTcpSocket *>({}, Qt::FindDirectChildrenOnly);
    if (!stream)
        return socket.close();
    QByteArray frame = QByteArrayLiteral("\x88\x82????\x03\xe8"); // 1000, behind its mask
    qToBigEndian(QRandomGenerator::system()->generate(), frame.data() + 2);
    frame[6] = char(frame[6] ^ frame[2]);
    frame[7] = char(frame[7] ^ frame[3]);
    stream->write(frame);
    stream->flush();
}

/// The signal was renamed in Qt 6.5. A template, so that only the one that there is gets looked at.
template <typename Socket, typename Slot>
void onSocketError(Socket *socket, QObject *context, Slot slot)
{
    // Queued: the socket is still in the middle of its handshake.
    if constexpr (requires { &Socket::errorOccurred; })
        QObject::connect(socket, &Socket::errorOccurred, context, slot, Qt::QueuedConnection);
    else
        QObject::connect(socket, qOverload<QAbstractSocket::SocketError>(&Socket::error), context,
                         slot, Qt::QueuedConnection);
}

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

void Inbox::setTrust(ServerTrust &trust)
{
    m_trust = &trust;
    connect(m_trust, &ServerTrust::changed, this, [this] {
        if (m_state == InboxState::Waiting)
            reconnectNow();
        else if (m_state == InboxState::Connected && m_server.isEncrypted())
            connectSocket(); // to be judged anew
    });
}

void Inbox::open(const UserName &name)
{
    if (m_name == name && m_state != InboxState::Idle)
        return;
    m_name = name;
    m_policy.startAnew();
    connectSocket();
}

void Inbox::close()
{
    retireSocket();
    setState(InboxState::Idle);
}

bool Inbox::isClosed() const
{
    return !m_socket && m_state == InboxState::Idle && m_retired.isEmpty();
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
    m_obstacle = InboxObstacle::None;
    judgeCertificates();
    onSocketError(m_socket, this, [this, socket = m_socket] {
        if (socket == m_socket && m_state == InboxState::Connecting)
            onConnectFailed();
    });
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
    QNetworkRequest request(m_server.socketUrl(*m_name));
    if (m_trust && !m_trust->token().isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_trust->token());
    m_socket->open(request);
}

void Inbox::judgeCertificates()
{
    if (!m_trust || !m_server.isEncrypted())
        return;
    m_socket->setSslConfiguration(m_trust->configuration());
    connect(m_socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        const auto certificate = m_socket->sslConfiguration().peerCertificate();
        const auto ignored = m_trust->judge(certificate, errors);
        if (ignored.isEmpty())
            m_obstacle = InboxObstacle::UntrustedCertificate;
        else
            m_socket->ignoreSslErrors(ignored);
    });
}

void Inbox::onConnectFailed()
{
    if (m_obstacle == InboxObstacle::UntrustedCertificate && m_trust->refusal())
        return endConnection({}, asSentence(m_trust->refusal()->sentence()));
    const QString error = m_socket->errorString();
    m_obstacle = obstacleOf(error);
    endConnection({}, asSentence(connectErrorText(error)));
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
        return onConnectFailed();
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
    connect(socket, &QWebSocket::disconnected, this, [this, socket] { letGo(socket); });
    auto *wait = new QTimer(socket);
    wait->setSingleShot(true);
    connect(wait, &QTimer::timeout, this, [this, socket] {
        socket->disconnect(this);
        socket->abort();
        letGo(socket);
    });
    const QDeadlineTimer latest(10 * m_times.closeWaitMax); // for a server that would never stop
    connect(socket, &QWebSocket::textMessageReceived, wait, [wait, latest] {
        if (!latest.hasExpired())
            wait->start();
    });
    wait->start(m_times.closeWaitMax);
    m_retired.append(socket);
    sayGoodbye(*socket);
}

void Inbox::letGo(QWebSocket *socket)
{
    socket->deleteLater();
    m_retired.removeOne(socket);
    if (isClosed())
        Q_EMIT closed();
}

void Inbox::setState(InboxState state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace pushpoint::client
