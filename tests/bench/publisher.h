#pragma once

#include "tests/bench/batch.h"
#include "tests/bench/dialect.h"
#include "tests/bench/options.h"
#include "tests/bench/socket.h"
#include "tests/bench/stamp.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pushpoint::bench {

/// Whoever keeps the books: says what to send, and hears what was answered.
class PublisherObserver
{
public:
    /// Fills in the next message of that publisher. False: nothing more for now.
    virtual bool nextMessage(std::uint32_t publisher, Stamp &stamp) = 0;
    virtual void messageAnswered(const Stamp &stamp, Answer answer, int status) = 0;
    /// Its connection ended first.
    virtual void messageUnanswered(const Stamp &stamp) = 0;
    /// A connection could not be opened, broke, or spoke no HTTP.
    virtual void publisherFailed(std::string_view reason) = 0;

protected:
    ~PublisherObserver() = default;
};

/// The requests of a publisher, or the lines of a batch, ready but for the stamp: made once for
/// each name. A message costs two appends then.
using PublishRequests = std::vector<PublishParts>;

/// One keep-alive HTTP connection that always has Options::inFlight requests unanswered (pipelined,
/// RFC 9112 §9.3.2), each of one message or of Options::batch. Opens again when the server closes
/// it. Owned by the run; one thread.
class Publisher final : public Watcher
{
public:
    /// The options and the requests must outlive the publisher.
    Publisher(Poller &poller, PublisherObserver &observer, const Options &options,
              std::uint32_t index, const PublishRequests &requests);

    void open(const ServerAddress &server);
    /// Sends as many messages as there is room for; also after nextMessage() said no for a while.
    void refill();
    /// Messages, not requests.
    std::size_t inFlight() const { return m_inFlight.size(); }
    /// Tells what is unanswered and is done.
    void close();

    void ready(std::uint32_t events) override;

private:
    bool appendRequest();
    void readAnswers();
    void takeAnswer(const HttpResponse &response);
    void broke(std::string_view reason);
    void reopen();
    void forgetInFlight();

    Socket m_socket;
    PublisherObserver &m_observer;
    const Options &m_options;
    std::uint32_t m_index;
    const PublishRequests &m_requests;
    const ServerAddress *m_server = nullptr;
    bool m_isConnected = false;
    int m_failuresInARow = 0;
    std::deque<Stamp> m_inFlight;                ///< in the order of their answers
    std::deque<std::uint32_t> m_requestMessages; ///< how many of them each request bears
    std::string m_wire;                          ///< kept for its capacity
    std::string m_body;                          ///< of a batch; kept for its capacity
};

} // namespace pushpoint::bench
