#pragma once

#include "server/net/loop/owned_descriptor.h"
#include "server/net/loop/timer_queue.h"

#include <QSocketNotifier>

#include <array>
#include <optional>
#include <vector>

struct epoll_event;

namespace pushpoint::net {

/// The socket notifiers of one event loop, and what the kernel's epoll knows of them.
///
/// The kernel is told lazily: what is switched on and off again between two waits never reaches it.
/// Writes of Qt's own sockets go further. Such a socket only buffers what is written to it,
/// switches its write notifier on and off again as soon as the bytes are gone; nearly always there
/// is room for them. So its notifier is activated once without asking, and only if it stays on
/// epoll is told. Other notifiers hear of a descriptor only when it is ready, as with Qt's own
/// dispatchers: their owners may rely on it.
///
/// Level-triggered. Notifiers may be switched, deleted, and their descriptors closed and opened
/// again, in any slot. Loop's thread; owned by its dispatcher; owns no notifier and never deletes
/// or closes what is watched.
class EpollNotifiers
{
public:
    /// How much was done, since the start.
    struct Counters
    {
        quint64 waits = 0;            ///< epoll_wait calls
        quint64 interestChanges = 0;  ///< epoll_ctl calls
        quint64 activations = 0;      ///< after epoll's word
        quint64 optimisticWrites = 0; ///< without it
    };

    /// Takes an epoll descriptor; the wake descriptor, which must outlive this, is watched always.
    EpollNotifiers(OwnedDescriptor epoll, int wakeDescriptor);
    /// An epoll descriptor for the constructor; invalid when there are no descriptors left.
    static OwnedDescriptor makeDescriptor();

    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    /// Activates the write notifiers of Qt's sockets that were switched on since the last call.
    /// Returns how many.
    int activateFreshWrites();
    /// True when there is something to activate that epoll does not know of.
    bool mustNotBlock() const;
    /// Tells epoll what has changed and waits until the deadline (nothing: for ever; long past: not
    /// at all) for anything. True when the wake descriptor was readable.
    bool wait(std::optional<TimerQueue::TimePoint> deadline);
    /// Activates what wait() found ready, here or in an outer loop. Returns how many.
    int activateReady();

    const Counters &counters() const { return m_counters; }

private:
    static constexpr int typeCount = 3; // QSocketNotifier::Read, Write, Exception
    struct Entry
    {
        std::array<QSocketNotifier *, typeCount> notifiers{};
        quint32 told = 0;         ///< the events epoll was told; 0: it does not know the descriptor
        quint8 ready = 0;         ///< a bit a type: found ready and not yet activated
        bool freshWrite = false;  ///< the write notifier waits for its optimistic activation
        bool inFreshList = false; ///< each list holds a descriptor once
        bool inChangedList = false;
        bool alwaysReady = false; ///< a regular file: epoll refuses it, poll calls it ready
    };
    /// First in, first out; keeps its memory.
    class Queue
    {
    public:
        bool isEmpty() const { return m_head == m_items.size(); }
        size_t size() const { return m_items.size() - m_head; }
        void push(int item) { m_items.push_back(item); }
        int take();

    private:
        std::vector<int> m_items;
        size_t m_head = 0;
    };

    static quint32 wantedEvents(const Entry &entry);
    void noteChange(int descriptor);
    void tellChanges();
    void tell(int descriptor);
    /// The number of the error, or 0.
    int control(int operation, int descriptor, quint32 events);
    void forget(int descriptor);
    void disable(int descriptor, int error);
    void markReady(int descriptor, quint32 events);
    /// Leaves behind what epoll reports and nobody watches: a descriptor that was closed while its
    /// notifier was on, and of which a copy is still open somewhere, can no longer be named.
    void startAnew();

    OwnedDescriptor m_epoll;
    const int m_wakeDescriptor;
    std::vector<Entry> m_entries; ///< by descriptor; may move whenever a slot has run
    Queue m_fresh;
    Queue m_ready; ///< descriptor × 4 + type
    std::vector<int> m_changed;
    std::vector<int> m_alwaysReady;
    bool m_hasStray = false; ///< epoll reported what nobody watches
    Counters m_counters;
};

} // namespace pushpoint::net
