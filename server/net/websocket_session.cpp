#include "server/net/websocket_session.h"

#include <QDateTime>
#include <QWebSocket>
#include <QtEndian>

#include <array>
#include <utility>

namespace pushpoint {

namespace {

constexpr int abnormalClosure = 1006; // RFC 6455 §7.4.1: the connection ended without a close frame

} // namespace

WebSocketSession::WebSocketSession(quint64 id, const Handshake &handshake, ServerSocket *tcpSocket,
                                   const Limits &limits, TurnFlush &turnFlush, qint64 nowMs)
    : Session(id, handshake.name), m_tcpSocket(tcpSocket), m_limits(limits), m_turnFlush(turnFlush),
      m_reader(limits),
      // Spread by id, so that connections that came in one burst are not pinged in one.
      m_nextPingMs(nowMs + 1 + qint64(id * 7919) % limits.pingInterval.count()), m_nowMs(nowMs)
{
    m_clock.start();
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
    tcpSocket->setParent(this);
    // Before QWebSocket connects its own slot, so that ours sees the bytes first.
    connect(tcpSocket, &QTcpSocket::readyRead, this, &WebSocketSession::readBytes);
}

void WebSocketSession::open(std::unique_ptr<QWebSocket> webSocket)
{
    // It would send a close frame, and close. And it takes all connections off the socket.
    m_tcpSocket->setSealed(true);
    webSocket.reset();
    m_tcpSocket->setSealed(false);
    connect(m_tcpSocket, &QTcpSocket::readyRead, this, &WebSocketSession::readBytes);
    connect(m_tcpSocket, &QTcpSocket::disconnected, this, &WebSocketSession::takeEnd);
    m_open = true;
    readFrames(std::exchange(m_early, {}));
    readBytes();
    // The handshake's chunks go at once: those of a whole burst, kept until the next sweep, would
    // leave the heap in pieces.
    if (m_tcpSocket && m_tcpSocket->isOpen()) {
        m_tcpSocket->flush();
        m_tcpSocket->releaseBuffers();
    }
}

WebSocketSession::~WebSocketSession()
{
    if (!m_queue.isEmpty())
        m_turnFlush.remove(this);
    if (m_tcpSocket) {
        m_tcpSocket->disconnect(this);
        m_tcpSocket->abort();
    }
}

Session::Taken WebSocketSession::send(const Frame &frame)
{
    if (isClosing() || !isOpen() || !m_tcpSocket
        || m_tcpSocket->state() != QAbstractSocket::ConnectedState)
        return Taken::Closing;
    const qint64 waiting = m_tcpSocket->bytesToWrite() + m_queueBytes;
    if (waiting + frame.wireBytes.size() > m_limits.sendQueueBytesMax)
        return Taken::QueueFull;
    if (m_queue.isEmpty())
        m_turnFlush.add(this);
    m_queue.append(frame.wireBytes);
    m_queueBytes += frame.wireBytes.size();
    m_usedSinceSweep = m_buffersHeld = true;
    ++m_stats.messagesOut;
    m_stats.bytesOut += quint64(frame.payloadBytes);
    return Taken::Yes;
}

// All that came for this receiver in one turn leaves in one call.
void WebSocketSession::flush()
{
    if (m_tcpSocket && m_queueBytes > 0)
        m_tcpSocket->writeNow(m_queue);
    m_queue.clear();
    m_queueBytes = 0;
    if (!m_turnFlush.isTimed())
        return;
    const bool all = m_tcpSocket && m_tcpSocket->bytesToWrite() == 0;
    m_wroteAllAt = all ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point();
}

void WebSocketSession::close(CloseCode code, const QByteArray &reason)
{
    sayGoodbye(EndedBy::Server, int(code), reason);
}

// RFC 6455 §7.1.1 wants the server to close first. But a close with bytes unread would make the
// kernel reset the connection, and the peer might never see our code: so we end our side only,
// throw away what still comes, and cut the rest when the time is over.
void WebSocketSession::sayGoodbye(EndedBy by, int code, const QByteArray &reason)
{
    if (isClosing())
        return;
    m_endedBy = by;
    m_closeCode = code;
    m_closeReason = reason;
    m_closeDueMs = m_nowMs + m_limits.closeWaitMax.count();
    if (!isOpen()) {
        m_tcpSocket->abort();
        return;
    }
    flush(); // what was accepted before goes before
    m_tcpSocket->writeNow(closeFrame(code, reason));
    const auto endOurSide = [this] {
        if (m_tcpSocket->bytesToWrite() == 0)
            m_tcpSocket->closeOurSide();
    };
    connect(m_tcpSocket, &QTcpSocket::bytesWritten, this, endOurSide);
    endOurSide();
}

void WebSocketSession::sweep(qint64 nowMs)
{
    m_nowMs = nowMs;
    if (!isOpen())
        return;
    if (isClosing()) {
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
    if (m_backlog.oldestAge(nowMs, m_tcpSocket->queuedBytes(), quint64(m_tcpSocket->bytesToWrite()),
                            m_limits.sendQueueAgeMax)
        > m_limits.sendQueueAgeMax) {
        close(CloseCode::TooSlow, "what was sent waits too long to be read");
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
        m_tcpSocket->writeNow(pingFrame(QByteArray::number(m_clock.nsecsElapsed())));
    }
}

ConnectionStats WebSocketSession::stats() const
{
    ConnectionStats stats = m_stats;
    stats.bytesWaiting = bytesWaiting();
    return stats;
}

qint64 WebSocketSession::bytesWaiting() const
{
    return m_queueBytes + (m_tcpSocket ? m_tcpSocket->bytesToWrite() : 0);
}

void WebSocketSession::readBytes()
{
    if (!m_tcpSocket || !m_tcpSocket->isOpen())
        return;
    if (!isOpen()) {
        // Until QWebSocketServer has taken the upgrade out, that is what stands first; no frame
        // begins like it. What follows waits for open().
        if (m_tcpSocket->bytesAvailable() > 0 && m_tcpSocket->peek(4) != "GET ")
            m_early.append(m_tcpSocket->readAll());
        return;
    }
    m_usedSinceSweep = m_buffersHeld = true;
    std::array<char, 16 * 1024> buffer;
    while (m_tcpSocket) {
        const qint64 size = m_tcpSocket->read(buffer.data(), buffer.size());
        if (size <= 0)
            break;
        if (!isClosing())
            readFrames({buffer.data(), size});
    }
}

void WebSocketSession::readFrames(QByteArrayView bytes)
{
    std::vector<ReadFrame> frames;
    const auto refusal = m_reader.feed(bytes, frames);
    for (const ReadFrame &frame : frames) {
        if (!isClosing())
            takeFrame(frame);
    }
    if (refusal)
        close(refusal->code, refusal->reason);
    else if (!m_reader.isMidway())
        m_messageDueMs = 0;
    else if (m_messageDueMs == 0)
        m_messageDueMs = m_nowMs + m_limits.clientMessageTimeMax.count();
}

void WebSocketSession::takeFrame(const ReadFrame &frame)
{
    switch (frame.kind) {
    case ReadFrame::Kind::Text:
        takeText(frame.payload);
        break;
    case ReadFrame::Kind::Ping: // RFC 6455 §5.5.3
        if (m_tcpSocket->bytesToWrite() > m_limits.sendQueueBytesMax)
            close(CloseCode::TooSlow, "pings come, but their answers are not read");
        else
            m_tcpSocket->writeNow(pongFrame(frame.payload));
        break;
    case ReadFrame::Kind::Pong:
        takePong(frame.payload);
        break;
    case ReadFrame::Kind::Close: // RFC 6455 §5.5.1: the answer usually repeats the code
        if (frame.payload.isEmpty())
            sayGoodbye(EndedBy::Client, int(CloseCode::Normal), {});
        else
            sayGoodbye(EndedBy::Client, qFromBigEndian<quint16>(frame.payload.constData()),
                       frame.payload.mid(2));
        break;
    }
}

void WebSocketSession::takeText(const QByteArray &utf8)
{
    ++m_stats.messagesIn;
    m_stats.bytesIn += quint64(utf8.size());
    m_stats.lastActivityWallClockMs = QDateTime::currentMSecsSinceEpoch();
    Q_EMIT textReceived(utf8);
}

void WebSocketSession::takePong(const QByteArray &payload)
{
    m_pongDueMs = 0;
    m_stats.lastActivityWallClockMs = QDateTime::currentMSecsSinceEpoch();
    bool ok = false;
    const qint64 sentNs = payload.toLongLong(&ok);
    if (!ok || sentNs <= 0) // an unasked pong may say anything (RFC 6455 §5.5.3)
        return;
    const qint64 roundTripNs = qMax(qint64(0), m_clock.nsecsElapsed() - sentNs);
    m_stats.roundTripUs = roundTripNs / 1000;
    Q_EMIT ponged(roundTripNs);
}

void WebSocketSession::takeEnd()
{
    if (m_closeCode == 0)
        m_closeCode = abnormalClosure;
    Q_EMIT ended();
}

} // namespace pushpoint
