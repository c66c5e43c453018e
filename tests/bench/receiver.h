#pragma once

#include "tests/bench/dialect.h"
#include "tests/bench/socket.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pushpoint::bench {

class Receiver;

/// Whoever holds the receivers.
class ReceiverObserver
{
public:
    virtual void receiverOpened(Receiver &receiver) = 0;
    /// It never came to be open.
    virtual void receiverFailed(Receiver &receiver, std::string_view reason) = 0;
    /// It was open, and the server ended it.
    virtual void receiverLost(Receiver &receiver, std::string_view reason) = 0;
    virtual void receiverGot(Receiver &receiver, std::string_view text) = 0;

protected:
    ~ReceiverObserver() = default;
};

/// One WebSocket of one name: opens, answers pings, tells of every text message. Owned by the
/// fleet; one thread; never reconnects.
class Receiver final : public Watcher
{
public:
    Receiver(Poller &poller, ReceiverObserver &observer, Dialect dialect, std::uint32_t index)
        : m_socket(poller, this), m_observer(observer), m_dialect(dialect), m_index(index)
    { }

    void open(const ServerAddress &server, std::string_view name);
    /// Says good-bye (1000) and leaves without waiting for the answer.
    void close();

    std::uint32_t index() const { return m_index; }
    bool isOpen() const { return m_state == State::Open; }
    bool isOpening() const { return m_state != State::Open && m_state != State::Ended; }
    std::int64_t startedNs() const { return m_startedNs; }

    void ready(std::uint32_t events) override;
    /// Gives up, as if the server had.
    void end(std::string_view reason);

private:
    enum class State { Connecting, Upgrading, Joining, Open, Ended };

    void connected();
    void readUpgrade();
    void readFrames();
    void takeFrame(const struct ServerFrame &frame);
    void takeText(std::string_view text);
    void takeEngineIo(std::string_view text);
    void becomeOpen();

    Socket m_socket;
    ReceiverObserver &m_observer;
    Dialect m_dialect;
    State m_state = State::Ended;
    std::uint32_t m_index;
    std::int64_t m_startedNs = 0;
    std::string m_request;  ///< the upgrade, until it is sent
    std::string m_fragment; ///< the message so far, where it comes in several frames
    bool m_isInFragments = false;
};

} // namespace pushpoint::bench
