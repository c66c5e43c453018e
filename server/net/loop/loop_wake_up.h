#pragma once

#include "server/net/loop/owned_descriptor.h"

#include <QtGlobal>

#include <atomic>

namespace pushpoint::net {

/// Wakes an event loop from any thread, by an eventfd, and only when it sleeps: while it runs, a
/// word in memory is enough, and any number of wake-ups of one sleep cost one write. Owned by its
/// dispatcher; wakeUp() may be called from any thread, all else from the loop's.
class LoopWakeUp
{
public:
    /// Takes an eventfd that does not block.
    explicit LoopWakeUp(OwnedDescriptor eventDescriptor);
    /// An eventfd for the constructor; invalid when there are no descriptors left.
    static OwnedDescriptor makeDescriptor();

    /// Readable when the loop is to wake. To be waited for together with everything else.
    int descriptor() const { return m_descriptor.get(); }

    void wakeUp();

    /// Takes note that the loop runs. True when it was woken since the last call.
    bool beginRunning();
    /// To be called last before a wait. False when the loop was woken since beginRunning(): then it
    /// must not block.
    bool beginSleeping();
    bool isWoken() const { return m_state.load(std::memory_order_acquire) == State::Woken; }
    /// To be called when the descriptor was readable.
    void drain();

    /// How many times the descriptor was written to.
    quint64 writes() const { return m_writes.load(std::memory_order_relaxed); }

private:
    enum class State { Running, Sleeping, Woken };

    const OwnedDescriptor m_descriptor;
    std::atomic<State> m_state = State::Running;
    std::atomic<quint64> m_writes = 0;
};

} // namespace pushpoint::net
