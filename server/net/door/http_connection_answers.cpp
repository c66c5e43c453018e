#include "server/net/door/http_connection.h"

#include "server/net/door/http_connections.h"
#include "server/net/http/request_handler.h"
#include "server/node/traffic_log.h"

#include <QPointer>

#include <utility>

// How answers leave: in pieces where they are long, and no faster than the client takes them.

namespace pushpoint::net {

namespace {

/// What may wait for one client before more is made for it.
constexpr qint64 unsentBytesMax = 64 * 1024;
constexpr qint64 scratchBytesKept = 256 * 1024;

} // namespace

void HttpConnection::answer(const HttpReply &reply, HttpWriting writing)
{
    if (reply.source && !writing.bodyLeftOut) {
        m_answer = std::make_unique<PiecedAnswer>(reply, writing);
        m_answer->source().moreIsThere = [connection = QPointer(this)] {
            if (!connection)
                return;
            connection->m_sourceIsBehind = false;
            connection->workLater();
        };
        m_sourceIsBehind = false;
        enter(State::Streaming);
        sendPiece();
        return;
    }
    appendReply(m_all.scratch, reply, writing);
    if (writing.closes)
        drain();
}

void HttpConnection::refuseFor(const Refusal &refusal)
{
    m_all.handler.noteRefusal(refusal, m_socket.peerAddress());
    answer(refusal.limited ? limitedReply(*refusal.limited)
                           : errorReply(refusal.error, refusal.allow),
           {m_isHead, true});
}

void HttpConnection::sendPiece()
{
    if (!hasRoom() || m_sourceIsBehind || m_part.isOver())
        return;
    m_part.countStep();
    switch (m_answer->appendNext(m_all.scratch)) {
    case BodySource::Piece::More:
        break;
    case BodySource::Piece::Later:
        m_sourceIsBehind = true;
        break;
    case BodySource::Piece::Failed:
        m_answer.reset();
        flushAnswers(); // those before it
        flushBehind();
        m_socket.abort();
        return;
    case BodySource::Piece::Last:
        const bool closes = m_answer->closes() || (m_stopping && m_places.empty());
        m_answer.reset();
        if (closes)
            drain();
        else
            enter(m_places.empty() ? State::Idle : State::Waiting);
        break;
    }
    flushAnswers();
}

bool HttpConnection::hasRoom() const
{
    return unsentBytes() + m_all.scratch.size() <= unsentBytesMax;
}

void HttpConnection::flushAnswers()
{
    QByteArray &scratch = m_all.scratch;
    if (scratch.isEmpty())
        return;
    const bool waits = m_tellsOfMessages && m_all.turnFlush.isWaitedFor();
    if (!m_behind.isEmpty()) // and what was published meanwhile may wait behind us
        m_all.turnFlush.remove(this);
    if (waits || !m_behind.isEmpty()) {
        m_behind.append(scratch);
        m_all.turnFlush.add(this);
    } else {
        write(scratch);
    }
    if (m_state != State::Streaming && m_state != State::Waiting)
        m_tellsOfMessages = false;
    if (scratch.capacity() > scratchBytesKept)
        scratch = QByteArray();
    scratch.resize(0);
}

void HttpConnection::write(QByteArrayView answers)
{
    m_socket.writeNow(answers);
    m_all.log.noteAnswersWritten();
}

void HttpConnection::flush()
{
    write(std::exchange(m_behind, {}));
    settle();
}

void HttpConnection::flushBehind()
{
    if (m_behind.isEmpty())
        return;
    m_all.turnFlush.remove(this);
    write(std::exchange(m_behind, {}));
}

// Sees to it that we are called when there is something to do, and that the client's end of its
// side is not seen before it has got all that it asked for.
void HttpConnection::settle()
{
    if (!isConnected() || m_state == State::HandedOver)
        return;
    if (!m_behind.isEmpty()) { // which is for the rest of this turn, usually
        m_socket.setEndHeld(true);
        return;
    }
    const bool unsent = m_socket.bytesToWrite() > 0;
    if (unsent)
        connect(&m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::workLater,
                Qt::UniqueConnection);
    if (m_state == State::Draining) {
        if (!unsent && !std::exchange(m_hasEnded, true))
            m_socket.closeOurSide();
        m_socket.setInputHeld(unsent);
        return;
    }
    const bool isStreaming = m_state == State::Streaming;
    if (hasRoom() && (isStreaming ? !m_sourceIsBehind : m_inputIsLeft))
        workLater();
    m_socket.setInputHeld(unsent || isStreaming || m_inputIsLeft);
    m_socket.setEndHeld(m_state == State::Waiting); // more publishes may come
}

void HttpConnection::workLater()
{
    if (!std::exchange(m_isQueued, true))
        m_all.turns.workLater(this);
}

void HttpConnection::workInTurn()
{
    m_isQueued = false;
    work();
}

// RFC 9112 §9.6: closing at once with bytes unread would make the kernel reset the connection, and
// the peer might never see the answer. So: the answer, the end of our side, and patience for a
// while.
void HttpConnection::drain()
{
    flushAnswers();
    enter(State::Draining);
    m_pending.clear();
    m_places.clear();
    settle();
}

void HttpConnection::stop()
{
    m_stopping = true;
    endIfIdle();
}

// What has been read is answered before, so that the client knows how far it got.
void HttpConnection::endIfIdle()
{
    if (m_stopping && !m_inputIsLeft && (m_state == State::Idle || m_state == State::Head))
        drain();
}

void HttpConnection::sweep(qint64 nowMs)
{
    if (m_state == State::HandedOver)
        return;
    // What the kernel holds is on its way, too; it counts until we are the ones to close.
    qint64 unsent = unsentBytes();
    if (unsent > 0 || m_state == State::Draining)
        unsent += m_socket.unacknowledgedBytes();
    const auto stalled
        = m_progress.stalledTime(nowMs, unsent > 0, qint64(m_socket.queuedBytes()) - unsent);
    if (stalled >= m_all.limits.answerStallTimeMax) {
        m_socket.abort();
        return;
    }
    if (unsent > 0)
        enter(m_state); // its time begins when everything was taken: until then, nothing is read
    if (nowMs < m_deadlineMs)
        return;
    switch (m_state) {
    case State::Idle:
        drain();
        break;
    case State::Head:
    case State::Body:
        refuse({ErrorCode::RequestTimeout, {}});
        break;
    case State::Draining:
        m_socket.abort();
        break;
    case State::Streaming: // as long as the client takes something
    case State::Waiting:   // the node bounds the time
    case State::HandedOver:
        break;
    }
}

} // namespace pushpoint::net
