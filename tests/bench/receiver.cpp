#include "tests/bench/receiver.h"

#include "tests/bench/clock.h"
#include "tests/bench/frame_parser.h"

#include <sys/epoll.h>

#include <cstring>

namespace pushpoint::bench {

namespace {

// A mask must be hard to foresee to protect caches on the way (RFC 6455 §10.3). There are none
// here, and what is masked is pongs.
constexpr std::uint32_t mask = 0x37fa213d;

std::string closeReason(std::string_view payload)
{
    if (payload.size() < 2)
        return "closed by the server without a code";
    const int code = std::uint8_t(payload[0]) << 8 | std::uint8_t(payload[1]);
    return "closed by the server: " + std::to_string(code);
}

} // namespace

void Receiver::open(const ServerAddress &server, std::string_view name)
{
    m_state = State::Connecting;
    m_startedNs = nowNs();
    m_request = upgradeRequest(m_dialect, server.host, name);
    if (const int error = m_socket.open(server))
        end(std::strerror(error));
}

void Receiver::close()
{
    if (m_state == State::Open)
        m_socket.write(clientFrame(Opcode::Close, "\x03\xe8", mask));
    m_state = State::Ended;
    m_socket.close();
}

void Receiver::end(std::string_view reason)
{
    if (m_state == State::Ended)
        return;
    const bool wasOpen = m_state == State::Open;
    m_state = State::Ended;
    const std::string kept(reason); // it may lie in the socket's bytes
    m_socket.close();
    if (wasOpen)
        m_observer.receiverLost(*this, kept);
    else
        m_observer.receiverFailed(*this, kept);
}

void Receiver::ready(std::uint32_t events)
{
    if (m_state == State::Ended)
        return;
    if (m_state == State::Connecting) {
        connected();
        return;
    }
    if ((events & EPOLLOUT) != 0 && !m_socket.flush()) {
        end("the connection broke");
        return;
    }
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0)
        return;
    switch (m_socket.read()) {
    case Socket::Read::Nothing:
        return;
    case Socket::Read::Ended:
        end("the connection was cut");
        return;
    case Socket::Read::Some:
        break;
    }
    if (m_state == State::Upgrading)
        readUpgrade();
    if (m_state == State::Joining || m_state == State::Open)
        readFrames();
}

void Receiver::connected()
{
    if (const int error = m_socket.connectError()) {
        end(std::strerror(error));
        return;
    }
    m_state = State::Upgrading;
    if (!m_socket.write(m_request) || !m_socket.flush())
        end("the connection broke");
    m_request = {};
}

void Receiver::readUpgrade()
{
    const HttpResponse response = parseHttpResponse(m_socket.bytes());
    if (response.state == HttpResponse::State::Incomplete) {
        m_socket.consume(0);
        return;
    }
    if (response.state == HttpResponse::State::Bad)
        return end("the upgrade got no HTTP answer");
    if (!acceptsUpgrade(response))
        return end("the upgrade was refused: " + std::to_string(response.status));
    m_socket.consume(response.wireBytes);
    if (m_dialect == Dialect::SocketIo)
        m_state = State::Joining;
    else
        becomeOpen();
}

void Receiver::becomeOpen()
{
    m_state = State::Open;
    m_observer.receiverOpened(*this);
}

void Receiver::readFrames()
{
    const std::string_view bytes = m_socket.bytes();
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ServerFrame frame = parseServerFrame(bytes.substr(at));
        if (frame.state == ServerFrame::State::Incomplete)
            break;
        if (frame.state == ServerFrame::State::Bad)
            return end(std::string("a bad frame: ") + frame.reason);
        at += frame.wireBytes;
        takeFrame(frame);
        if (m_state == State::Ended)
            return;
    }
    m_socket.consume(at);
}

void Receiver::takeFrame(const ServerFrame &frame)
{
    switch (frame.opcode) {
    case Opcode::Ping:
        m_socket.write(clientFrame(Opcode::Pong, frame.payload, mask));
        return;
    case Opcode::Pong:
        return;
    case Opcode::Close:
        end(closeReason(frame.payload));
        return;
    case Opcode::Binary:
        end("a binary message");
        return;
    case Opcode::Text:
        if (m_isInFragments)
            return end("a bad frame: a new message inside another");
        if (frame.isLast)
            return takeText(frame.payload);
        break;
    case Opcode::Continuation:
        if (!m_isInFragments)
            return end("a bad frame: the rest of a message that never began");
        break;
    }
    m_fragment += frame.payload;
    m_isInFragments = !frame.isLast;
    if (frame.isLast) {
        takeText(m_fragment);
        m_fragment.clear();
    }
}

void Receiver::takeText(std::string_view text)
{
    if (m_dialect == Dialect::SocketIo)
        takeEngineIo(text);
    else
        m_observer.receiverGot(*this, text);
}

// Engine.IO 4: 0 open, 1 close, 2 ping, 3 pong, 4 message; inside a message Socket.IO 5: 0
// connected, 2 event, 4 refused.
void Receiver::takeEngineIo(std::string_view text)
{
    if (text.starts_with('0'))
        m_socket.write(clientFrame(Opcode::Text, "40", mask));
    else if (text.starts_with('2'))
        m_socket.write(clientFrame(Opcode::Text, "3" + std::string(text.substr(1)), mask));
    else if (text.starts_with("40") && m_state == State::Joining)
        becomeOpen();
    else if (text.starts_with("44"))
        end("the namespace was refused");
    else if (text.starts_with("42"))
        m_observer.receiverGot(*this, text);
}

} // namespace pushpoint::bench
