#include "server/net/websocket_session.h"

#include "server/net/pushed_back.h"

#include <QDateTime>
#include <QScopedValueRollback>
#include <QWebSocket>
#include <QtEndian>

#include <array>
#include <utility>

namespace pushpoint {

namespace {

// Unmasked, and never longer than 125 bytes: one byte of length.
QByteArray controlFrame(const ReadFrame &frame)
{
    const char opcode = frame.kind == ReadFrame::Kind::Close ? 0x8
        : frame.kind == ReadFrame::Kind::Ping                ? 0x9
                                                             : 0xa;
    QByteArray bytes;
    bytes.append(char(0x80 | opcode)).append(char(frame.payload.size())).append(frame.payload);
    return bytes;
}

// RFC 6455 §5.5.1: the code and a reason of at most 123 bytes.
QByteArray closeFrame(CloseCode code, const QByteArray &reason)
{
    constexpr qsizetype reasonBytesMax = 123;
    QByteArray kept = reason.left(reasonBytesMax);
    while (!kept.isValidUtf8()) // cut within a character
        kept.chop(1);
    QByteArray payload(2, '\0');
    qToBigEndian(quint16(code), payload.data());
    return controlFrame({ReadFrame::Kind::Close, payload + kept});
}

} // namespace

WebSocketSession::WebSocketSession(quint64 id, const Handshake &handshake, ServerSocket *tcpSocket,
                                   const Limits &limits, qint64 nowMs)
    : Session(id, handshake.name), m_tcpSocket(tcpSocket), m_limits(limits), m_reader(limits),
      // Spread by id, so that connections that came in one burst are not pinged in one.
      m_nextPingMs(nowMs + 1 + qint64(id * 7919) % limits.pingInterval.count()), m_nowMs(nowMs)
{
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
    // Before QWebSocket connects its own slot, so that ours sees the bytes first.
    connect(tcpSocket, &QTcpSocket::readyRead, this, &WebSocketSession::readBytes);
}

void WebSocketSession::open(QWebSocket *webSocket)
{
    m_webSocket = webSocket;
    m_webSocket->setParent(this);
    connect(m_webSocket, &QWebSocket::pong, this, &WebSocketSession::takePong);
    connect(m_webSocket, &QWebSocket::aboutToClose, this, [this] {
        watchClose(int(m_webSocket->closeCode()), m_webSocket->closeReason().toUtf8());
    });
    connect(m_webSocket, &QWebSocket::disconnected, this, &WebSocketSession::takeEnd);
    readFrames(std::exchange(m_early, {}));
    readBytes();
}

WebSocketSession::~WebSocketSession()
{
    // Deleting a connected QWebSocket would leak its socket.
    if (m_webSocket != nullptr)
        m_webSocket->disconnect(this);
    if (m_tcpSocket)
        m_tcpSocket->abort();
}

Session::Taken WebSocketSession::send(const Frame &frame)
{
    if (m_closeDueMs != 0 || !isOpen() || !m_tcpSocket
        || m_tcpSocket->state() != QAbstractSocket::ConnectedState)
        return Taken::Closing;
    if (m_tcpSocket->bytesToWrite() + frame.wireBytes.size() > m_limits.sendQueueBytesMax)
        return Taken::QueueFull;
    m_tcpSocket->writeNow(frame.wireBytes);
    m_usedSinceSweep = m_buffersHeld = true;
    ++m_stats.messagesOut;
    m_stats.bytesOut += quint64(frame.payloadBytes);
    return Taken::Yes;
}

void WebSocketSession::close(CloseCode code, const QByteArray &reason)
{
    if (m_closeDueMs != 0)
        return;
    watchClose(int(code), reason);
    if (!isOpen()) {
        m_tcpSocket->abort();
        return;
    }
    // Not QWebSocket's close(), which closes the socket at once: where the peer is still sending,
    // and a message too big is just that, the kernel would reset the connection and the peer might
    // never see why. So: the frame, the end of our side, and patience for a while (RFC 6455
    // §7.1.1).
    m_tcpSocket->writeNow(closeFrame(code, reason));
    const auto endOurSide = [socket = m_tcpSocket.data()] {
        if (socket->bytesToWrite() == 0)
            socket->closeOurSide();
    };
    connect(m_tcpSocket, &QTcpSocket::bytesWritten, this, endOurSide);
    endOurSide();
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
    if (!isOpen())
        return;
    if (m_closeDueMs != 0) {
        if (nowMs >= m_closeDueMs && m_tcpSocket)
            m_tcpSocket->abort();
        return;
    }
    if (m_messageDueMs != 0 && nowMs >= m_messageDueMs) {
        close(CloseCode::TooSlow, "a message took too long to arrive");
        return;
    }
    if (m_pongDueMs != 0 && nowMs >= m_pongDueMs) {
        close(CloseCode::NoPong, "no pong");
        return;
    }
    // After a whole interval of rest: a busy connection keeps its buffers.
    if (!std::exchange(m_usedSinceSweep, false) && m_buffersHeld) {
        m_tcpSocket->releaseBuffers();
        m_buffersHeld = false;
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

void WebSocketSession::readBytes()
{
    if (m_passing || !m_tcpSocket || !m_tcpSocket->isOpen())
        return;
    if (!isOpen()) {
        // Until QWebSocketServer has taken the upgrade out, that is what stands first; no frame
        // begins like it. What follows waits for open().
        if (m_tcpSocket->bytesAvailable() > 0 && m_tcpSocket->peek(4) != "GET ")
            m_early.append(m_tcpSocket->readAll());
        return;
    }
    m_usedSinceSweep = m_buffersHeld = true;
    if (m_closeDueMs != 0) { // QWebSocket's slot, which comes next, must find nothing
        m_tcpSocket->skip(m_tcpSocket->bytesAvailable());
        return;
    }
    std::array<char, 16 * 1024> buffer;
    while (m_closeDueMs == 0 && m_tcpSocket) {
        const qint64 size = m_tcpSocket->read(buffer.data(), buffer.size());
        if (size <= 0)
            break;
        readFrames({buffer.data(), size});
    }
    if (m_closeDueMs != 0 && m_tcpSocket && m_tcpSocket->isOpen())
        m_tcpSocket->skip(m_tcpSocket->bytesAvailable());
}

void WebSocketSession::readFrames(QByteArrayView bytes)
{
    std::vector<ReadFrame> frames;
    const auto refusal = m_reader.feed(bytes, frames);
    for (const ReadFrame &frame : frames) {
        if (m_closeDueMs != 0)
            return;
        if (frame.kind == ReadFrame::Kind::Text)
            takeText(frame.payload);
        else
            passOn(frame);
    }
    if (refusal)
        close(refusal->code, refusal->reason);
    else if (!m_reader.isMidway())
        m_messageDueMs = 0;
    else if (m_messageDueMs == 0)
        m_messageDueMs = m_nowMs + m_limits.clientMessageTimeMax.count();
}

// Gives QWebSocket just this control frame to read: whole, checked and unmasked. It answers pings
// and closes, and tells of pongs.
void WebSocketSession::passOn(const ReadFrame &frame)
{
    if (m_tcpSocket->bytesToWrite() > m_limits.sendQueueBytesMax) {
        close(CloseCode::TooSlow, "pings come, but their answers are not read");
        return;
    }
    const QScopedValueRollback passing(m_passing, true);
    // The bytes still unread stand behind it; QWebSocket must not see them.
    const QByteArray unread = m_tcpSocket->readAll();
    pushBack(*m_tcpSocket, controlFrame(frame));
    Q_EMIT m_tcpSocket->readyRead();
    if (!unread.isEmpty() && m_tcpSocket && m_tcpSocket->isOpen())
        pushBack(*m_tcpSocket, unread);
}

void WebSocketSession::takeText(const QByteArray &utf8)
{
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
