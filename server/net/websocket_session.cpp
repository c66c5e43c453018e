#include "server/net/websocket_session.h"

#include <QDateTime>
#include <QTcpSocket>
#include <QWebSocket>

namespace pushpoint {

WebSocketSession::WebSocketSession(quint64 id, const Handshake &handshake, QWebSocket *webSocket,
                                   QTcpSocket *tcpSocket, const Limits &limits, qint64 nowMs)
    : Session(id, handshake.name), m_webSocket(webSocket), m_tcpSocket(tcpSocket), m_limits(limits),
      // Spread by id, so that connections that came in one burst are not pinged in one.
      m_nextPingMs(nowMs + 1 + qint64(id * 7919) % limits.pingInterval.count()), m_nowMs(nowMs)
{
    m_webSocket->setParent(this);
    m_webSocket->setMaxAllowedIncomingFrameSize(quint64(limits.clientMessageBytesMax));
    m_webSocket->setMaxAllowedIncomingMessageSize(quint64(limits.clientMessageBytesMax));

    m_stats.id = id;
    m_stats.name = name().utf8();
    const bool v6 = tcpSocket->peerAddress().protocol() == QAbstractSocket::IPv6Protocol;
    m_stats.address = (v6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
                          .arg(tcpSocket->peerAddress().toString())
                          .arg(tcpSocket->peerPort());
    m_stats.origin = QString::fromUtf8(handshake.origin);
    m_stats.userAgent = QString::fromUtf8(handshake.userAgent);
    m_stats.openedWallClockMs = QDateTime::currentMSecsSinceEpoch();
    m_stats.lastActivityWallClockMs = m_stats.openedWallClockMs;

    connect(m_webSocket, &QWebSocket::textMessageReceived, this, &WebSocketSession::takeText);
    connect(m_webSocket, &QWebSocket::binaryFrameReceived, this,
            [this] { close(CloseCode::BinaryRefused, "binary is not spoken here"); });
    connect(m_webSocket, &QWebSocket::pong, this, &WebSocketSession::takePong);
    connect(m_webSocket, &QWebSocket::aboutToClose, this, [this] {
        watchClose(int(m_webSocket->closeCode()), m_webSocket->closeReason().toUtf8());
    });
    connect(m_webSocket, &QWebSocket::disconnected, this, &WebSocketSession::takeEnd);
}

WebSocketSession::~WebSocketSession()
{
    // Deleting a connected QWebSocket would leak its socket.
    m_webSocket->disconnect(this);
    if (m_tcpSocket)
        m_tcpSocket->abort();
}

Session::Taken WebSocketSession::send(const Frame &frame)
{
    if (m_closeDueMs != 0 || !m_tcpSocket
        || m_tcpSocket->state() != QAbstractSocket::ConnectedState)
        return Taken::Closing;
    if (m_tcpSocket->bytesToWrite() + frame.wireBytes.size() > m_limits.sendQueueBytesMax)
        return Taken::QueueFull;
    m_tcpSocket->write(frame.wireBytes);
    ++m_stats.messagesOut;
    m_stats.bytesOut += quint64(frame.payloadBytes);
    return Taken::Yes;
}

void WebSocketSession::close(CloseCode code, const QByteArray &reason)
{
    if (m_closeDueMs != 0)
        return;
    watchClose(int(code), reason);
    m_webSocket->close(QWebSocketProtocol::CloseCode(code), QString::fromUtf8(reason));
}

void WebSocketSession::watchClose(int code, const QByteArray &reason)
{
    if (m_closeDueMs != 0)
        return;
    m_closeCode = code;
    m_closeReason = reason;
    m_closeDueMs = m_nowMs + m_limits.closeWaitMax.count();
}

void WebSocketSession::sweep(qint64 nowMs)
{
    m_nowMs = nowMs;
    if (m_closeDueMs != 0) {
        if (nowMs >= m_closeDueMs && m_tcpSocket)
            m_tcpSocket->abort();
        return;
    }
    if (m_pongDueMs != 0 && nowMs >= m_pongDueMs) {
        close(CloseCode::NoPong, "no pong");
        return;
    }
    if (nowMs >= m_nextPingMs) {
        m_nextPingMs = nowMs + m_limits.pingInterval.count();
        if (m_pongDueMs == 0)
            m_pongDueMs = nowMs + m_limits.pongWaitMax.count();
        m_webSocket->ping();
    }
}

ConnectionStats WebSocketSession::stats() const
{
    ConnectionStats stats = m_stats;
    stats.bytesWaiting = m_tcpSocket ? m_tcpSocket->bytesToWrite() : 0;
    return stats;
}

void WebSocketSession::takeText(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    ++m_stats.messagesIn;
    m_stats.bytesIn += quint64(utf8.size());
    m_stats.lastActivityWallClockMs = QDateTime::currentMSecsSinceEpoch();
    Q_EMIT textReceived(utf8);
}

void WebSocketSession::takePong(quint64 elapsedMs)
{
    m_pongDueMs = 0;
    m_stats.roundTripUs = qint64(elapsedMs) * 1000;
    m_stats.lastActivityWallClockMs = QDateTime::currentMSecsSinceEpoch();
}

void WebSocketSession::takeEnd()
{
    if (m_closeCode == 0) {
        m_closeCode = int(m_webSocket->closeCode());
        m_closeReason = m_webSocket->closeReason().toUtf8();
    }
    Q_EMIT ended();
}

} // namespace pushpoint
