#pragma once

#include <cstdint>

namespace pushpoint::bench {

/// Whoever wants to know when a descriptor is ready.
class Watcher
{
public:
    virtual ~Watcher() = default;
    /// `events` as epoll gives them. May come once more after the descriptor was closed in the same
    /// turn.
    virtual void ready(std::uint32_t events) = 0;
};

/// One epoll, level-triggered. One thread; does not own the watchers, which must outlive it or be
/// removed with their descriptor's close.
class Poller
{
public:
    Poller();
    ~Poller();
    Poller(const Poller &) = delete;
    Poller &operator=(const Poller &) = delete;

    void add(int descriptor, std::uint32_t events, Watcher *watcher);
    void change(int descriptor, std::uint32_t events, Watcher *watcher);
    /// Waits for at most `timeoutMs` and tells the watchers. A signal ends the wait early.
    void turn(int timeoutMs);

private:
    int m_epoll;
};

} // namespace pushpoint::bench
