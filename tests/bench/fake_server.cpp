#include "tests/bench/fake_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace pushpoint::bench {

namespace {

constexpr int faultEvery = 10;

std::string textFrame(const std::string &payload)
{
    std::string frame = "\x81";
    if (payload.size() < 126) {
        frame += char(payload.size());
    } else {
        frame += char(126);
        frame += char(payload.size() >> 8);
        frame += char(payload.size() & 0xff);
    }
    return frame + payload;
}

std::string answer(const std::string &status, const std::string &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
        + body;
}

void sendAll(int descriptor, const std::string &bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t sent = send(descriptor, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        at += std::size_t(sent);
    }
}

std::string fieldOf(const std::string &json, const std::string &key)
{
    const std::string start = '"' + key + "\":\"";
    const std::size_t at = json.find(start) + start.size();
    return json.substr(at, json.find('"', at) - at);
}

} // namespace

FakeServer::FakeServer(Fault fault) : m_fault(fault)
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t bytes = sizeof address;
    bind(m_listener, reinterpret_cast<sockaddr *>(&address), bytes);
    listen(m_listener, 128);
    getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &bytes);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

FakeServer::~FakeServer()
{
    m_isStopping = true;
    m_thread.join();
    for (const auto &[descriptor, peer] : m_peers)
        close(descriptor);
    close(m_listener);
}

void FakeServer::serve()
{
    while (!m_isStopping) {
        std::vector<pollfd> waiting{{m_listener, POLLIN, 0}};
        for (const auto &[descriptor, peer] : m_peers)
            waiting.push_back({descriptor, POLLIN, 0});
        poll(waiting.data(), waiting.size(), 10);
        for (const pollfd &each : waiting) {
            if (each.revents == 0)
                continue;
            if (each.fd == m_listener)
                acceptOne();
            else if (m_peers.contains(each.fd))
                readFrom(each.fd);
        }
    }
}

void FakeServer::acceptOne()
{
    const int descriptor = accept(m_listener, nullptr, nullptr);
    if (descriptor >= 0)
        m_peers[descriptor] = {};
}

void FakeServer::readFrom(int descriptor)
{
    char bytes[4096];
    const ssize_t got = recv(descriptor, bytes, sizeof bytes, 0);
    Peer &peer = m_peers[descriptor];
    if (got <= 0) {
        close(descriptor);
        m_peers.erase(descriptor);
        return;
    }
    peer.unread.append(bytes, std::size_t(got));
    while (m_peers.contains(descriptor) && peer.name.empty()) {
        const std::size_t headEnd = peer.unread.find("\r\n\r\n");
        if (headEnd == std::string::npos)
            return;
        const std::string head = peer.unread.substr(0, headEnd);
        const std::size_t lengthAt = head.find("Content-Length: ");
        const std::size_t length = lengthAt == std::string::npos
            ? 0
            : std::strtoul(head.c_str() + lengthAt + 16, nullptr, 10);
        if (peer.unread.size() < headEnd + 4 + length)
            return;
        const std::string body = peer.unread.substr(headEnd + 4, length);
        peer.unread.erase(0, headEnd + 4 + length);
        takeRequest(descriptor, head, body);
    }
    if (m_peers.contains(descriptor))
        takeFrames(peer);
}

void FakeServer::takeRequest(int descriptor, const std::string &head, const std::string &body)
{
    if (!head.starts_with("GET /ws/"))
        return publish(descriptor, body);
    m_peers[descriptor].name = head.substr(8, head.find(' ', 8) - 8);
    sendAll(descriptor,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
}

// Looks for pongs of 4 bytes ("ping"); anything else is skipped as a whole.
void FakeServer::takeFrames(Peer &peer)
{
    const std::string &in = peer.unread;
    while (in.size() >= 10 && in[0] == char(0x8a) && in[1] == char(0x84)) {
        std::string payload = in.substr(6, 4);
        for (std::size_t i = 0; i < 4; ++i)
            payload[i] = char(payload[i] ^ in[2 + i]);
        m_rightPongs += payload == "ping" ? 1 : 0;
        peer.unread.erase(0, 10);
    }
}

void FakeServer::push(const std::string &name, const std::string &payload)
{
    for (const auto &[descriptor, peer] : m_peers) {
        if (peer.name.empty() || (!name.empty() && peer.name != name))
            continue;
        if (m_fault == Fault::Pings)
            sendAll(descriptor, "\x89\x04ping");
        sendAll(descriptor, textFrame(payload));
    }
}

void FakeServer::publish(int descriptor, const std::string &body)
{
    const std::string name = fieldOf(body, "to");
    const std::string payload = R"({"from":"fake","content":")" + fieldOf(body, "content") + "\"}";
    const Fault fault = ++m_messages % faultEvery == 0 ? m_fault : Fault::None;
    std::string answered = answer("200 OK", R"({"succeed":true})");
    switch (fault) {
    case Fault::Drops:
        break;
    case Fault::Swaps:
        m_heldBack[name] = payload;
        break;
    case Fault::Misdirects:
        push({}, payload);
        break;
    case Fault::Refuses:
        answered = answer("503 Service Unavailable", "{}");
        break;
    case Fault::CutsReceivers:
        for (const auto &[receiver, peer] : m_peers)
            if (peer.name == name)
                sendAll(receiver, "\x88\x02\x0f\xa8");
        break;
    case Fault::Doubles:
        push(name, payload);
        [[fallthrough]];
    case Fault::None:
    case Fault::Pings:
    case Fault::Denies:
        push(name, payload);
        break;
    }
    if (fault == Fault::Denies)
        answered = answer("200 OK", R"({"succeed":false})");
    if (fault != Fault::Swaps && m_heldBack.contains(name)) {
        push(name, m_heldBack[name]);
        m_heldBack.erase(name);
    }
    sendAll(descriptor, answered);
}

} // namespace pushpoint::bench
