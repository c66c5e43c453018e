#include "tests/bench/publisher.h"

#include <sys/epoll.h>

#include <cstring>

namespace pushpoint::bench {

namespace {

// A server that is gone is not asked for ever.
constexpr int failuresInARowMax = 5;

Answer judge(Dialect dialect, const HttpResponse &response)
{
    if (saysDelivered(dialect, response))
        return Answer::Delivered;
    return saysOffline(dialect, response) ? Answer::Offline : Answer::Refused;
}

} // namespace

Publisher::Publisher(Poller &poller, PublisherObserver &observer, const Options &options,
                     std::uint32_t index, const PublishRequests &requests)
    : m_socket(poller, this), m_observer(observer), m_options(options), m_index(index),
      m_requests(requests)
{ }

void Publisher::open(const ServerAddress &server)
{
    m_server = &server;
    m_isConnected = false;
    if (const int error = m_socket.open(server))
        broke(std::strerror(error));
}

void Publisher::close()
{
    forgetInFlight();
    m_socket.close();
    m_isConnected = false;
}

void Publisher::forgetInFlight()
{
    for (const Stamp &stamp : m_inFlight)
        m_observer.messageUnanswered(stamp);
    m_inFlight.clear();
    m_requestMessages.clear();
}

void Publisher::broke(std::string_view reason)
{
    m_observer.publisherFailed(reason);
    ++m_failuresInARow;
    reopen();
}

void Publisher::reopen()
{
    close();
    if (m_failuresInARow < failuresInARowMax)
        open(*m_server);
}

void Publisher::refill()
{
    if (!m_isConnected)
        return;
    m_wire.clear();
    while (m_requestMessages.size() < m_options.inFlight && appendRequest()) { }
    if (!m_wire.empty() && !m_socket.write(m_wire))
        broke("a publisher's connection broke");
}

bool Publisher::appendRequest()
{
    const bool isBatch = m_options.batch > 0;
    const std::uint32_t messagesMax = isBatch ? m_options.batch : 1;
    std::string &text = isBatch ? m_body : m_wire;
    m_body.clear();
    std::uint32_t messages = 0;
    Stamp stamp;
    while (messages < messagesMax && m_observer.nextMessage(m_index, stamp)) {
        const PublishParts &parts = m_requests[stamp.name];
        text += parts.front;
        appendContent(text, stamp, m_options.payloadBytes);
        text += parts.back;
        m_inFlight.push_back(stamp);
        ++messages;
    }
    if (messages == 0)
        return false;
    m_requestMessages.push_back(messages);
    if (isBatch) {
        m_wire += batchHead(m_server->host, m_body.size());
        m_wire += m_body;
    }
    return true;
}

void Publisher::ready(std::uint32_t events)
{
    if (!m_socket.isOpen())
        return;
    if (!m_isConnected) {
        if (const int error = m_socket.connectError())
            return broke(std::strerror(error));
        m_isConnected = true;
        m_socket.flush();
        refill();
        return;
    }
    if ((events & EPOLLOUT) != 0 && !m_socket.flush())
        return broke("a publisher's connection broke");
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0)
        return;
    switch (m_socket.read()) {
    case Socket::Read::Nothing:
        return;
    case Socket::Read::Ended:
        // Between two requests a server may close as it likes.
        if (m_inFlight.empty())
            return reopen();
        return broke("a publisher's connection was cut before the answer");
    case Socket::Read::Some:
        readAnswers();
        return;
    }
}

void Publisher::readAnswers()
{
    const std::string_view bytes = m_socket.bytes();
    std::size_t at = 0;
    while (at < bytes.size()) {
        const HttpResponse response = parseHttpResponse(bytes.substr(at));
        if (response.state == HttpResponse::State::Incomplete)
            break;
        if (response.state == HttpResponse::State::Bad || m_requestMessages.empty())
            return broke("an answer that is none");
        at += response.wireBytes;
        if (response.status < 200)
            continue; // 1xx: the answer is still to come
        m_failuresInARow = 0;
        takeAnswer(response);
        if (response.closesConnection)
            return reopen();
    }
    m_socket.consume(at);
    refill();
}

void Publisher::takeAnswer(const HttpResponse &response)
{
    const std::uint32_t messages = m_requestMessages.front();
    m_requestMessages.pop_front();
    const std::vector<Answer> answers = m_options.batch > 0
        ? batchAnswers(response)
        : std::vector<Answer>{judge(m_options.dialect, response)};
    for (std::uint32_t i = 0; i < messages; ++i) {
        m_observer.messageAnswered(
            m_inFlight.front(), i < answers.size() ? answers[i] : Answer::Refused, response.status);
        m_inFlight.pop_front();
    }
}

} // namespace pushpoint::bench
