#include "server/net/door/http_connection.h"

#include "server/net/body/bounded_growth.h"
#include "server/net/door/http_connections.h"
#include "server/net/door/plain_reads.h"
#include "server/net/http/request_handler.h"
#include "server/node/traffic_log.h"

#include <array>

namespace pushpoint::net {

namespace {

constexpr qsizetype readBytesMax = 16 * 1024; // at once

} // namespace

HttpConnection::HttpConnection(ServerSocket &socket, HttpConnections &all)
    : QObject(&socket), m_socket(socket), m_all(all), m_scanner(all.limits)
{
    m_all.open.insert(this);
    enter(State::Idle);
    if (m_all.expectsProxyProtocol && m_all.trustedProxies.contains(m_socket.peerAddress())) {
        m_proxyHeader = std::make_unique<ProxyProtocolReader>();
        enter(State::Head); // it comes at once, as the spec says
    }
    connect(&m_socket, &QTcpSocket::readyRead, this, &HttpConnection::work);
    connect(&m_socket, &QTcpSocket::disconnected, &m_socket, &QObject::deleteLater);
}

HttpConnection::~HttpConnection()
{
    m_all.open.remove(this);
    if (m_isQueued)
        m_all.turns.remove(this);
    if (!m_behind.isEmpty())
        m_all.turnFlush.remove(this);
}

bool HttpConnection::isReading() const
{
    return (m_state == State::Idle || m_state == State::Head || m_state == State::Body)
        && isConnected();
}

void HttpConnection::enter(State state)
{
    const Limits &limits = m_all.limits;
    std::chrono::milliseconds time = limits.idleTimeMax;
    if (state == State::Head)
        time = limits.headTimeMax;
    else if (state == State::Body)
        time = limits.bodyTimeMax;
    else if (state == State::Draining)
        time = limits.closeWaitMax;
    m_state = state;
    m_deadlineMs = m_all.clock.elapsed() + time.count();
}

// Everything that is done for the client, a part in each turn: what was begun to be sent, what is
// known by now, and what it asks for next.
void HttpConnection::work()
{
    if (!isConnected() || m_state == State::HandedOver)
        return;
    m_socket.setEndHeld(false);
    m_socket.setInputHeld(false);
    if (m_state == State::Draining) {
        m_socket.skip(m_socket.bytesAvailable());
    } else {
        m_part = m_all.turns.takePart();
        if (m_state == State::Streaming)
            sendPiece();
        if (m_state == State::Waiting)
            answerPlaces();
        takeInput();
        flushAnswers();
        endIfIdle();
    }
    settle();
}

void HttpConnection::takeInput()
{
    if (m_proxyHeader && !takeProxyHeader())
        return;
    const auto takes = [this] { return takesRequests() && !m_part.isOver(); };
    if (!m_pending.isEmpty() && takes())
        m_pending.remove(0, consume(m_pending));
    std::array<char, readBytesMax> buffer;
    while (takes()) {
        const qint64 size = m_socket.read(buffer.data(), buffer.size());
        if (size <= 0)
            break;
        const QByteArrayView fresh(buffer.data(), size);
        m_readNs = m_all.log.nowNs();
        if (m_pending.isEmpty()) {
            m_pending = fresh.sliced(consume(fresh)).toByteArray();
        } else {
            appendWithin(m_pending, fresh, m_wanted.allBytes);
            m_pending.remove(0, consume(m_pending));
        }
        if (size < qint64(buffer.size()))
            break; // there is no more
    }
    m_inputIsLeft = (!m_pending.isEmpty() || m_socket.bytesAvailable() > 0)
        && (isReading() || takesMore()) && !takes();
}

qsizetype HttpConnection::consume(QByteArrayView input)
{
    qsizetype done = 0;
    while (done < input.size() && takesRequests() && !m_part.isOver()) {
        QByteArrayView rest = input.sliced(done);
        if (m_acceptedNs == 0)
            m_acceptedNs = m_readNs;
        const bool isNew = m_wanted.headBytes == 0;
        // RFC 9112 §2.2: an empty line before a request is ignored.
        if (isNew && m_state != State::Waiting && rest.startsWith("\r\n")) {
            done += 2;
            m_scanner.reset(); // it may have seen the CR alone
            m_state = State::Idle;
            continue;
        }
        if (isNew && !takeHead(rest))
            break;
        if (isNew && m_body) {
            done += m_wanted.headBytes; // it has a copy of them
            continue;
        }
        if (m_body) {
            const auto taken = m_body->feed(rest);
            if (!taken) {
                refuse(taken.error());
                break;
            }
            done += *taken;
            if (!m_body->isWhole())
                continue;
            rest = m_body->bytes();
            m_wanted.allBytes = rest.size();
        }
        if (rest.size() < m_wanted.allBytes)
            break;
        if (!isNew) // the bytes are elsewhere now
            readHead(rest.first(m_wanted.headBytes));
        m_part.countStep();
        if (!m_body)
            done += m_wanted.allBytes;
        m_request.body = QByteArray::fromRawData(rest.data() + m_wanted.headBytes,
                                                 m_wanted.allBytes - m_wanted.headBytes);
        m_request.arrival
            = {std::exchange(m_acceptedNs, 0), m_readNs, rest.first(m_wanted.headBytes)};
        dispatch(rest);
        forgetRequest();
        m_body.reset();
        m_isHead = false;
        if (isReading())
            enter(State::Idle);
    }
    return isReading() || m_state == State::Streaming || m_state == State::Waiting ? done
                                                                                   : input.size();
}

// Finds the head's end and asks once what is to become of the request, before its body is taken in;
// false while the head is not there, after a refusal, or where it has to wait for its turn.
bool HttpConnection::takeHead(QByteArrayView input)
{
    const auto refusal = admit(input);
    if (m_state == State::Waiting && (refusal || !isWholePublish(input))) {
        m_isBehindPlaces = true;
        forgetRequest();
        return false;
    }
    if (refusal) {
        refuseFor(*refusal);
        return false;
    }
    if (m_wanted.headBytes == 0) {
        if (m_state == State::Idle)
            enter(State::Head);
        return false;
    }
    const Admission &admission = m_wanted.admission;
    const auto bodyBytes
        = m_head.isChunked ? std::nullopt : std::optional(m_head.contentLength.value_or(0));
    if (bodyBytes && (*bodyBytes == 0 || admission.codingToUndo == ContentCoding::Identity))
        m_wanted.allBytes = m_wanted.headBytes + qsizetype(*bodyBytes);
    else
        m_body = std::make_unique<BodyDecoder>(input.first(m_wanted.headBytes), bodyBytes,
                                               admission.codingToUndo, admission.bodyBytesMax,
                                               m_all.limits);
    if (!m_body && input.size() >= m_wanted.allBytes)
        return true;
    enter(State::Body);
    if (m_head.expectsContinue && input.size() == m_wanted.headBytes)
        m_all.scratch.append("HTTP/1.1 100 Continue\r\n\r\n"); // RFC 9110 §10.1.1
    return true;
}

// Why the request is turned away, if so; its head is whole where some bytes of it are wanted.
std::optional<Refusal> HttpConnection::admit(QByteArrayView input)
{
    const auto headBytes = m_scanner.scan(input);
    if (!headBytes)
        return Refusal{headBytes.error()};
    if (!*headBytes)
        return {};
    if (const auto error = readHead(input.first(**headBytes)))
        return Refusal{*error};
    auto admitted = m_all.handler.admit(
        m_request, m_head, {m_socket.localAddress(), m_socket.peerAddress(), m_isForUnknown});
    if (auto *refusal = std::get_if<Refusal>(&admitted))
        return std::move(*refusal);
    m_wanted = {**headBytes, 0, std::get<Admission>(admitted)};
    return {};
}

std::optional<Error> HttpConnection::readHead(QByteArrayView bytes)
{
    const auto head = parseHttpHead(bytes, m_request);
    m_isHead = m_request.method == "HEAD";
    if (!head)
        return head.error();
    m_head = *head;
    return {};
}

void HttpConnection::forgetRequest()
{
    m_wanted = {};
    m_scanner.reset();
}

void HttpConnection::dispatch(QByteArrayView input)
{
    const Admission &admission = m_wanted.admission;
    if (admission.isUpgrade) {
        if (m_stopping)
            refuse({ErrorCode::ShuttingDown, {}});
        else
            upgrade(input.sliced(m_wanted.allBytes));
        return;
    }
    m_tellsOfMessages = m_tellsOfMessages || m_request.method == "POST";
    const bool closes = !m_head.keepAlive || m_stopping;
    const HttpWriting writing{m_isHead, closes, m_request.minorVersion};
    const HttpReply reply = m_all.handler.answer(m_request, m_head, admission);
    if (admission.isPlainRead && !m_stopping)
        m_all.scratch.append(m_all.plainReads.answer(input.first(m_wanted.allBytes), reply));
    else if (reply.later)
        awaitReply(*reply.later, writing);
    else if (m_state == State::Waiting) // behind answers that are not known yet
        m_places.push_back({++m_lastPlace, writing, reply});
    else
        answer(reply, writing);
}

void HttpConnection::upgrade(QByteArrayView behind)
{
    auto checked = m_all.handler.checkUpgrade(m_request, m_head, m_wanted.admission);
    if (const auto *refusal = std::get_if<Refusal>(&checked)) {
        refuseFor(*refusal);
        return;
    }
    if (!becomeOf(m_wanted.admission.client))
        return;
    flushAnswers();
    flushBehind();
    // It was reset while it waited to be looked at: nothing would ever tell the session so.
    if (m_socket.state() == QAbstractSocket::UnconnectedState)
        return;
    m_state = State::HandedOver;
    m_all.open.remove(this);
    m_socket.disconnect(this);
    disconnect(&m_socket, &QTcpSocket::disconnected, &m_socket, &QObject::deleteLater);
    m_all.handler.upgrade(m_socket, std::get<Handshake>(std::move(checked)), behind);
    deleteLater();
}

} // namespace pushpoint::net
