#include "tests/bench/poller.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace pushpoint::bench {

Poller::Poller() : m_epoll(epoll_create1(EPOLL_CLOEXEC))
{
    if (m_epoll < 0) {
        std::perror("pushpoint-bench: epoll_create1");
        std::abort();
    }
}

Poller::~Poller()
{
    close(m_epoll);
}

void Poller::add(int descriptor, std::uint32_t events, Watcher *watcher)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = watcher;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void Poller::change(int descriptor, std::uint32_t events, Watcher *watcher)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = watcher;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

void Poller::turn(int timeoutMs)
{
    std::array<epoll_event, 512> events;
    const int count = epoll_wait(m_epoll, events.data(), int(events.size()), timeoutMs);
    for (int i = 0; i < count; ++i)
        static_cast<Watcher *>(events[std::size_t(i)].data.ptr)
            ->ready(events[std::size_t(i)].events);
}

} // namespace pushpoint::bench
