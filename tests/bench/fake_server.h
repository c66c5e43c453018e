#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace pushpoint::bench {

/// What a fake server does wrong, once in every ten messages.
enum class Fault {
    None,
    Drops,         ///< answers "succeed" and delivers nothing
    Doubles,       ///< delivers twice
    Swaps,         ///< delivers after the next one of the same name
    Misdirects,    ///< delivers to everybody
    Denies,        ///< delivers and answers that nobody was there
    CutsReceivers, ///< closes the receiver with 4008
    Refuses,       ///< answers 503
    Pings,         ///< nothing wrong: pings before each message
};

/// A push server in a few lines, on a thread of its own, that can be told to do wrong: what the
/// checks are checked with. Speaks just enough HTTP and WebSocket for the generator.
class FakeServer
{
public:
    explicit FakeServer(Fault fault);
    ~FakeServer();
    FakeServer(const FakeServer &) = delete;
    FakeServer &operator=(const FakeServer &) = delete;

    std::uint16_t port() const { return m_port; }
    /// Pongs that bore what the ping did, masked.
    int rightPongs() const { return m_rightPongs; }

private:
    struct Peer
    {
        std::string unread;
        std::string name; ///< of a receiver; empty: a publisher
    };

    void serve();
    void acceptOne();
    void readFrom(int descriptor);
    void takeRequest(int descriptor, const std::string &head, const std::string &body);
    void takeFrames(Peer &peer);
    void publish(int descriptor, const std::string &body);
    void push(const std::string &name, const std::string &payload);

    const Fault m_fault;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::map<int, Peer> m_peers;                   ///< by descriptor
    std::map<std::string, std::string> m_heldBack; ///< by name: to come after the next
    int m_messages = 0;
    std::atomic<int> m_rightPongs{0};
    std::atomic<bool> m_isStopping{false};
    std::thread m_thread;
};

} // namespace pushpoint::bench
