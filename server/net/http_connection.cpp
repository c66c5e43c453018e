#include "server/net/http_connection.h"

#include "server/net/handshake.h"
#include "server/net/plain_reads.h"
#include "server/net/websocket_gateway.h"

#include <array>

namespace pushpoint {

namespace {

constexpr qint64 fileChunkBytes = 64 * 1024;
constexpr qint64 scratchBytesKept = 256 * 1024;

} // namespace

HttpConnection::HttpConnection(ServerSocket &socket, Door &door)
    : QObject(&socket), m_socket(socket), m_door(door), m_scanner(door.limits)
{
    m_door.connections.insert(this);
    enter(State::Idle);
    connect(&m_socket, &QTcpSocket::readyRead, this, &HttpConnection::readBytes);
    connect(&m_socket, &QTcpSocket::disconnected, &m_socket, &QObject::deleteLater);
}

HttpConnection::~HttpConnection()
{
    m_door.connections.remove(this);
}

bool HttpConnection::isReading() const
{
    return (m_state == State::Idle || m_state == State::Head || m_state == State::Body)
        && m_socket.isOpen();
}

void HttpConnection::enter(State state)
{
    const Limits &limits = m_door.limits;
    std::chrono::milliseconds time = limits.idleTimeMax;
    if (state == State::Head)
        time = limits.headTimeMax;
    else if (state == State::Body)
        time = limits.bodyTimeMax;
    else if (state == State::Draining)
        time = limits.closeWaitMax;
    m_state = state;
    m_deadlineMs = m_door.clock.elapsed() + time.count();
}

void HttpConnection::readBytes()
{
    if (!m_socket.isOpen())
        return;
    if (m_state == State::Draining) {
        m_socket.skip(m_socket.bytesAvailable());
        return;
    }
    std::array<char, 16 * 1024> buffer;
    while (isReading() || takesMore()) {
        const qint64 size = m_socket.read(buffer.data(), buffer.size());
        if (size <= 0)
            break;
        const QByteArrayView fresh(buffer.data(), size);
        m_readNs = m_door.gateway.nowNs();
        if (m_pending.isEmpty()) {
            m_pending = fresh.sliced(consume(fresh)).toByteArray();
        } else {
            m_pending.append(fresh);
            m_pending.remove(0, consume(m_pending));
        }
    }
    flushAnswers();
}

qsizetype HttpConnection::consume(QByteArrayView input)
{
    qsizetype done = 0;
    while ((isReading() || takesMore()) && done < input.size()) {
        const QByteArrayView rest = input.sliced(done);
        if (m_state == State::Waiting && !isWholePublish(rest)) {
            m_isBehindPlaces = true;
            break;
        }
        if (m_acceptedNs == 0)
            m_acceptedNs = m_readNs;
        // RFC 9112 §2.2: an empty line before a request is ignored.
        if (m_wanted.headBytes == 0 && rest.startsWith("\r\n")) {
            done += 2;
            m_scanner.reset(); // it may have seen the CR alone
            m_state = State::Idle;
            continue;
        }
        if (m_wanted.headBytes == 0 && !takeHead(rest))
            break;
        if (rest.size() < m_wanted.allBytes)
            break;
        const auto head = parseHttpHead(rest.first(m_wanted.headBytes), m_request);
        m_isHead = m_request.method == "HEAD";
        if (!head) {
            refuse(head.error());
            break;
        }
        if (!isWhole(rest, *head))
            break;
        done += m_wanted.allBytes;
        m_request.body = QByteArray::fromRawData(rest.data() + m_wanted.headBytes,
                                                 m_wanted.allBytes - m_wanted.headBytes);
        m_request.arrival
            = {std::exchange(m_acceptedNs, 0), m_readNs, rest.first(m_wanted.headBytes)};
        dispatch(rest, *head);
        m_wanted = {};
        m_scanner.reset();
        m_continueSent = false;
        m_isHead = false;
        if (isReading())
            enter(State::Idle);
    }
    return isReading() || m_state == State::Streaming || m_state == State::Waiting ? done
                                                                                   : input.size();
}

// Finds the head's end; false while it is not there, or after a refusal.
bool HttpConnection::takeHead(QByteArrayView input)
{
    const auto found = m_scanner.scan(input);
    if (!found) {
        refuse(found.error());
        return false;
    }
    if (!*found) {
        if (m_state == State::Idle)
            enter(State::Head);
        return false;
    }
    m_wanted = {**found, 0};
    return true;
}

// Looks at the head before the body is taken in; false while the body is not there, or after a
// refusal.
bool HttpConnection::isWhole(QByteArrayView input, const HttpHead &head)
{
    if (m_wanted.allBytes == 0) {
        if (const auto refusal
            = m_door.gateway.refuseEarly(m_request, head, m_socket.localAddress())) {
            refuse(refusal->error, refusal->allow);
            return false;
        }
        m_wanted.allBytes = m_wanted.headBytes + qsizetype(head.contentLength.value_or(0));
    }
    if (input.size() >= m_wanted.allBytes)
        return true;
    if (m_state != State::Body)
        enter(State::Body);
    if (head.expectsContinue && !m_continueSent && input.size() == m_wanted.headBytes) {
        m_door.scratch.append("HTTP/1.1 100 Continue\r\n\r\n"); // RFC 9110 §10.1.1
        m_continueSent = true;
    }
    return false;
}

void HttpConnection::dispatch(QByteArrayView input, const HttpHead &head)
{
    if (head.upgradesToWebSocket && isWebSocketPath(m_request.path())) {
        if (m_stopping) {
            refuse({ErrorCode::ShuttingDown, {}});
            return;
        }
        upgrade(input.sliced(m_wanted.allBytes), head);
        return;
    }
    // QHttpServer has an idea of its own of what an upgrade is.
    const bool plain = head.keepAlive && !m_stopping && m_request.body.isEmpty() && !head.hasUpgrade
        && m_door.gateway.isPlainRead(m_request);
    if (plain) {
        m_door.scratch.append(
            m_door.plainReads.answer(input.first(m_wanted.allBytes), m_request, head));
        return;
    }
    const bool closes = !head.keepAlive || m_stopping;
    const HttpReply reply = m_door.gateway.answer(m_request, head);
    if (reply.later) {
        awaitReply(*reply.later, {m_request.method == "HEAD", closes});
        return;
    }
    if (m_state == State::Waiting) { // behind answers that are not known yet
        m_places.push_back({++m_lastPlace, {false, closes}, reply});
        return;
    }
    answer(reply, {m_request.method == "HEAD", closes});
    if (reply.file && m_request.method != "HEAD")
        startStreaming(*reply.file, closes);
    else if (closes)
        drain();
}

void HttpConnection::upgrade(QByteArrayView behind, const HttpHead &head)
{
    auto handshake = checkHandshake(m_request, head);
    if (!handshake) {
        refuse(handshake.error(), "GET");
        return;
    }
    if (const auto refusal = m_door.gateway.refuseUpgrade()) {
        refuse(*refusal);
        return;
    }
    flushAnswers();
    // It was reset while it waited to be looked at: nothing would ever tell the session so.
    if (m_socket.state() == QAbstractSocket::UnconnectedState)
        return;
    m_state = State::HandedOver;
    m_door.connections.remove(this);
    m_socket.disconnect(this);
    disconnect(&m_socket, &QTcpSocket::disconnected, &m_socket, &QObject::deleteLater);
    m_door.webSockets.accept(m_socket, std::move(handshake).value(), behind);
    deleteLater();
}

void HttpConnection::answer(const HttpReply &reply, HttpWriting writing)
{
    appendReply(m_door.scratch, reply, writing);
}

void HttpConnection::refuse(const Error &error, const QByteArray &allow)
{
    m_door.gateway.noteRefusal(error);
    answer(errorReply(error, allow), {m_isHead, true});
    drain();
}

void HttpConnection::startStreaming(const FileBody &file, bool closes)
{
    flushAnswers();
    m_file = std::make_unique<QFile>(file.filePath);
    m_fileBytesLeft = file.sizeBytes;
    m_closesAfterFile = closes;
    if (!m_file->open(QIODevice::ReadOnly) || !m_file->seek(file.offsetBytes)) {
        m_socket.abort(); // a length was promised that cannot be kept
        return;
    }
    enter(State::Streaming);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::writeMore);
    writeMore();
}

void HttpConnection::writeMore()
{
    while (m_file && m_fileBytesLeft > 0 && m_socket.bytesToWrite() < fileChunkBytes) {
        const QByteArray chunk = m_file->read(std::min(m_fileBytesLeft, fileChunkBytes));
        if (chunk.isEmpty()) { // it was cut short while we read
            m_socket.abort();
            return;
        }
        m_fileBytesLeft -= chunk.size();
        m_socket.write(chunk);
        enter(State::Streaming); // the idle time is counted from the last progress
    }
    if (!m_file || m_fileBytesLeft > 0)
        return;
    m_file.reset();
    disconnect(&m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::writeMore);
    if (m_closesAfterFile || m_stopping) {
        drain();
        return;
    }
    enter(State::Idle);
    // What came meanwhile waits in m_pending and in the socket.
    QMetaObject::invokeMethod(this, &HttpConnection::resume, Qt::QueuedConnection);
}

void HttpConnection::resume()
{
    if (!m_pending.isEmpty() && (isReading() || takesMore())) {
        const QByteArray waiting = std::exchange(m_pending, {});
        m_pending = QByteArrayView(waiting).sliced(consume(waiting)).toByteArray();
    }
    readBytes();
}

void HttpConnection::flushAnswers()
{
    QByteArray &scratch = m_door.scratch;
    if (!scratch.isEmpty()) {
        m_socket.writeNow(scratch);
        m_door.gateway.noteAnswersWritten();
        if (scratch.capacity() > scratchBytesKept)
            scratch = QByteArray();
        scratch.resize(0);
    }
    // Whoever asks and never reads the answers fills memory of ours. Cut by the next sweep: to
    // close the socket here would be to close it inside its own signal.
    if (m_socket.bytesToWrite() > m_door.limits.sendQueueBytesMax) {
        enter(State::Draining);
        m_deadlineMs = 0;
    }
}

// RFC 9112 §9.6: closing at once with bytes unread would make the kernel reset the connection, and
// the peer might never see the answer. So: the answer, the end of our side, and patience for a
// while.
void HttpConnection::drain()
{
    flushAnswers();
    enter(State::Draining);
    m_pending.clear();
    const auto endOurSide = [this] {
        if (m_socket.bytesToWrite() == 0)
            m_socket.closeOurSide();
    };
    m_socket.flush();
    connect(&m_socket, &QTcpSocket::bytesWritten, this, endOurSide);
    endOurSide();
}

void HttpConnection::stop()
{
    m_stopping = true;
    if (m_state == State::Idle || m_state == State::Head)
        drain();
}

void HttpConnection::sweep(qint64 nowMs)
{
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
    case State::Streaming:
    case State::Draining:
        m_socket.abort();
        break;
    case State::Waiting: // the node bounds the time
    case State::HandedOver:
        break;
    }
}

} // namespace pushpoint
