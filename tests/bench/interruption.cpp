#include "tests/bench/interruption.h"

#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace pushpoint::bench {

Interruption::~Interruption()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

void Interruption::watch(Poller &poller)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    m_descriptor = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    poller.add(m_descriptor, EPOLLIN, this);
}

void Interruption::ready(std::uint32_t)
{
    signalfd_siginfo info{};
    while (read(m_descriptor, &info, sizeof info) == sizeof info)
        ++m_count;
}

} // namespace pushpoint::bench
