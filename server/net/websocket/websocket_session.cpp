#include "server/net/websocket/websocket_session.h"

#include "server/net/turn/turn_budget.h"

#include <QDateTime>
#include <QtEndian>

#include <array>
#include <utility>

namespace pushpoint::net {

namespace {

// RFC 6455 §7.4.1: no close frame, and one without a code.
constexpr int abnormalClosure = 1006;
constexpr int noCode = 1005;

QString addressText(const ServerSocket &socket)
{
    const QString address = socket.peerAddress().toString();
    if (socket.peerPort() == 0) // the proxy in between did not tell
        return address;
    const bool v6 = socket.peerAddress().protocol() == QAbstractSocket::IPv6Protocol;
    return (v6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(address)
        .arg(socket.peerPort());
}

} // namespace

WebSocketSession::WebSocketSession(quint64 id, const Handshake &handshake, ServerSocket &socket,
                                   QByteArrayView behind, const Limits &limits,
                                   TurnFlush &turnFlush, qint64 nowMs)
    : Session(id, handshake.name), m_socket(socket), m_bearer(handshake.bearer), m_limits(limits),
      m_turnFlush(turnFlush), m_reader(limits), m_rest(behind.toByteArray()),
      // Spread by id, so that connections that came in one burst are not pinged in one.
      m_nextPingMs(nowMs + 1 + qint64(id * 7919) % limits.pingInterval.count()), m_nowMs(nowMs)
{
    m_clock.start();
    m_stats.id = id;
    m_stats.name = name().utf8();
    m_stats.address = addressText(socket);
    m_stats.origin = QString::fromUtf8(handshake.origin);
    m_stats.userAgent = QString::fromUtf8(handshake.userAgent);
    m_stats.openedWallClockMs = QDateTime::currentMSecsSinceEpoch();
    m_stats.lastActivityWallClockMs = m_stats.openedWallClockMs;
    socket.setParent(this);
    connect(&socket, &QTcpSocket::disconnected, this, &WebSocketSession::takeEnd);
}

void WebSocketSession::open(const QByteArray &answer)
{
    m_open = true;
    m_socket.writeNow(answer);
    connect(&m_socket, &QTcpSocket::readyRead, this, &WebSocketSession::readBytes);
    readInput(); // what came between the upgrade and its answer
    // The handshake's chunks go at once: those of a whole burst, kept until the next sweep, would
    // leave the heap in pieces.
    m_socket.releaseBuffers();
}

WebSocketSession::~WebSocketSession()
{
    if (!m_queue.isEmpty())
        m_turnFlush.remove(this);
    m_socket.disconnect(this);
    m_socket.abort();
}

Session::Taken WebSocketSession::send(const Frame &frame)
{
    if (isClosing() || !isOpen() || m_socket.state() != QAbstractSocket::ConnectedState)
        return Taken::Closing;
    const qint64 waiting = m_socket.bytesToWrite() + m_queueBytes;
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

void WebSocketSession::sendBehind(const Frame &frame)
{
    if (!m_queue.isEmpty())
        m_turnFlush.moveBehind(this);
    send(frame);
}

// All that came for this receiver in one turn leaves in one call.
void WebSocketSession::flush()
{
    if (m_queueBytes > 0)
        m_socket.writeNow(m_queue);
    m_queue.clear();
    m_queueBytes = 0;
    if (!m_turnFlush.isTimed())
        return;
    const bool all = m_socket.bytesToWrite() == 0;
    m_wroteAllAt = all ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point();
}

void WebSocketSession::close(CloseCode code, const QByteArray &reason)
{
    sayGoodbye(EndedBy::Server, int(code), reason);
}

// RFC 6455 §7.1.1: the server ends the connection, once both close frames are there. Before the
// client's has come we do not even end our side: proxies tear the connection down where it ends
// while they still send, and the client never sees our code. What else comes is thrown away: to
// close with bytes unread would make the kernel reset the connection.
void WebSocketSession::sayGoodbye(EndedBy by, int code, const QByteArray &reason)
{
    if (isClosing())
        return;
    m_endedBy = by;
    m_closeCode = code == noCode ? int(CloseCode::Normal) : code;
    m_closeReason = reason;
    m_closeDueMs = m_nowMs + m_limits.closeWaitMax.count();
    if (!isOpen()) {
        m_socket.abort();
        return;
    }
    flush(); // what was accepted before goes before
    m_socket.writeNow(closeFrame(code, reason));
    connect(&m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_closeHeard)
            endOurSide();
    });
}

void WebSocketSession::endOurSide()
{
    if (m_ourSideEnded || m_socket.bytesToWrite() > 0)
        return;
    m_ourSideEnded = true;
    m_socket.closeOurSide();
}

// Patience is over: with the client's close frame first, then with its end of the connection.
void WebSocketSession::sweepClosing()
{
    if (m_nowMs < m_closeDueMs)
        return;
    m_closeDueMs = m_nowMs + m_limits.closeWaitMax.count();
    if (m_ourSideEnded || m_socket.bytesToWrite() > 0)
        m_socket.abort();
    else
        endOurSide();
}

void WebSocketSession::sweep(qint64 nowMs)
{
    m_nowMs = nowMs;
    if (!isOpen() || m_ended)
        return;
    if (isClosing()) {
        sweepClosing();
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
    if (m_backlog.oldestAge(nowMs, m_socket.queuedBytes(), quint64(m_socket.bytesToWrite()),
                            m_limits.sendQueueAgeMax)
        > m_limits.sendQueueAgeMax) {
        close(CloseCode::TooSlow, "what was sent waits too long to be read");
        return;
    }
    // After a whole interval of rest: a busy connection keeps its buffers.
    if (!std::exchange(m_usedSinceSweep, false) && m_buffersHeld) {
        m_socket.releaseBuffers();
        m_buffersHeld = false;
    }
    if (nowMs >= m_nextPingMs) {
        m_nextPingMs = nowMs + m_limits.pingInterval.count();
        if (m_pongDueMs == 0)
            m_pongDueMs = nowMs + m_limits.pongWaitMax.count();
        m_socket.writeNow(pingFrame(QByteArray::number(m_clock.nsecsElapsed())));
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
    return m_queueBytes + m_socket.bytesToWrite();
}

void WebSocketSession::readBytes()
{
    if (!m_readsLater) // what came before goes before
        readInput();
}

void WebSocketSession::readInput()
{
    m_readsLater = false;
    m_usedSinceSweep = m_buffersHeld = true;
    const TurnBudget budget;
    bool goesOn = takeFrames(std::exchange(m_rest, {}), budget);
    std::array<char, 16 * 1024> buffer;
    while (goesOn && m_socket.isOpen()) {
        const qint64 size = m_socket.read(buffer.data(), buffer.size());
        if (size <= 0)
            break;
        goesOn = takeFrames({buffer.data(), size}, budget);
    }
    if (!goesOn) {
        m_readsLater = true;
        QMetaObject::invokeMethod(this, &WebSocketSession::readInput, Qt::QueuedConnection);
    } else if (m_socket.state() == QAbstractSocket::UnconnectedState) {
        takeEnd();
    }
}

// False where the turn's time was over before the bytes were.
bool WebSocketSession::takeFrames(QByteArrayView bytes, const TurnBudget &budget)
{
    while (!bytes.isEmpty()) {
        if (budget.isSpent()) {
            m_rest = bytes.toByteArray();
            return false;
        }
        const auto [frame, refusal] = m_reader.next(bytes);
        if (refusal)
            close(refusal->code, refusal->reason);
        if (frame)
            takeFrame(*frame);
        // Each message has its own time: the next may have begun in the same piece.
        if (!m_reader.isMidway())
            m_messageDueMs = 0;
        else if (m_messageDueMs == 0)
            m_messageDueMs = m_nowMs + m_limits.clientMessageTimeMax.count();
    }
    return true;
}

void WebSocketSession::takeFrame(const ReadFrame &frame)
{
    if (isClosing() && frame.kind != ReadFrame::Kind::Close)
        return;
    switch (frame.kind) {
    case ReadFrame::Kind::Text:
        takeText(frame.payload);
        break;
    case ReadFrame::Kind::Ping: // RFC 6455 §5.5.3
        if (m_socket.bytesToWrite() > m_limits.sendQueueBytesMax)
            close(CloseCode::TooSlow, "pings come, but their answers are not read");
        else
            m_socket.writeNow(pongFrame(frame.payload));
        break;
    case ReadFrame::Kind::Pong:
        takePong(frame.payload);
        break;
    case ReadFrame::Kind::Close: // RFC 6455 §5.5.1: the answer repeats the code
        m_closeHeard = true;
        if (frame.payload.isEmpty())
            sayGoodbye(EndedBy::Client, noCode, {});
        else
            sayGoodbye(EndedBy::Client, qFromBigEndian<quint16>(frame.payload.constData()),
                       frame.payload.mid(2));
        endOurSide();
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
    if (m_readsLater && m_socket.isOpen()) // there is some more that it said
        return;
    if (std::exchange(m_ended, true))
        return;
    if (m_closeCode == 0 && isOpen())
        m_closeCode = abnormalClosure;
    Q_EMIT ended();
}

} // namespace pushpoint::net
