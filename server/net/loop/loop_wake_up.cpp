#include "server/net/loop/loop_wake_up.h"

#include <cerrno>

#include <sys/eventfd.h>

namespace pushpoint::net {

LoopWakeUp::LoopWakeUp(OwnedDescriptor eventDescriptor) : m_descriptor(std::move(eventDescriptor))
{ }

OwnedDescriptor LoopWakeUp::makeDescriptor()
{
    return OwnedDescriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
}

void LoopWakeUp::wakeUp()
{
    if (m_state.exchange(State::Woken) != State::Sleeping)
        return;
    m_writes.fetch_add(1, std::memory_order_relaxed);
    // EAGAIN would mean that it is readable already.
    while (::eventfd_write(m_descriptor.get(), 1) == -1 && errno == EINTR) { }
}

bool LoopWakeUp::beginRunning()
{
    return m_state.exchange(State::Running) == State::Woken;
}

bool LoopWakeUp::beginSleeping()
{
    State expected = State::Running;
    return m_state.compare_exchange_strong(expected, State::Sleeping);
}

void LoopWakeUp::drain()
{
    eventfd_t ignored = 0;
    while (::eventfd_read(m_descriptor.get(), &ignored) == -1 && errno == EINTR) { }
}

} // namespace pushpoint::net
