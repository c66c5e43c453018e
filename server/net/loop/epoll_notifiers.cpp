#include "server/net/loop/epoll_notifiers.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/epoll.h>

namespace pushpoint::net {

namespace {

// Bounds the time between two looks at timers and posted events; epoll itself goes round the rest.
constexpr int eventsPerWaitMax = 512;

// Set among the told events when the kernel may know something else, or nothing: a descriptor
// number was used again. Never really asked for.
constexpr quint32 uncertain = EPOLLET;

constexpr std::array<quint32, 3> eventOf{EPOLLIN, EPOLLOUT, EPOLLPRI};

constexpr quint8 bitOf(int type)
{
    return quint8(1u << type);
}

const char *nameOf(int type)
{
    static constexpr std::array names{"Read", "Write", "Exception"};
    return names[size_t(type)];
}

// Whose slot is known to write without blocking and to bear that nothing could be written.
bool isOfQtSocket(const QSocketNotifier *notifier)
{
    return notifier->parent() != nullptr && notifier->parent()->inherits("QAbstractSocketEngine");
}

} // namespace

int EpollNotifiers::Queue::take()
{
    const int item = m_items[m_head++];
    if (isEmpty()) {
        m_items.clear();
        m_head = 0;
    }
    return item;
}

EpollNotifiers::EpollNotifiers(OwnedDescriptor epoll, int wakeDescriptor)
    : m_epoll(std::move(epoll)), m_wakeDescriptor(wakeDescriptor)
{
    control(EPOLL_CTL_ADD, m_wakeDescriptor, EPOLLIN);
}

OwnedDescriptor EpollNotifiers::makeDescriptor()
{
    return OwnedDescriptor(::epoll_create1(EPOLL_CLOEXEC));
}

void EpollNotifiers::add(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const int type = notifier->type();
    if (size_t(descriptor) >= m_entries.size())
        m_entries.resize(std::max(size_t(descriptor) + 1, m_entries.size() * 2));
    Entry &entry = m_entries[size_t(descriptor)];
    QSocketNotifier *&place = entry.notifiers[size_t(type)];
    if (place != nullptr && place != notifier) {
        // Somebody closed the descriptor and left the notifier on, or there are really two.
        qWarning("QSocketNotifier: Multiple socket notifiers for same socket %d and type %s",
                 descriptor, nameOf(type));
        entry.ready = 0;
        entry.told |= uncertain;
        if (std::exchange(entry.alwaysReady, false))
            std::erase(m_alwaysReady, descriptor);
    }
    place = notifier;
    if (type == QSocketNotifier::Write && isOfQtSocket(notifier)) {
        entry.freshWrite = true;
        if (!std::exchange(entry.inFreshList, true))
            m_fresh.push(descriptor);
    }
    noteChange(descriptor);
}

void EpollNotifiers::remove(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const int type = notifier->type();
    if (size_t(descriptor) >= m_entries.size())
        return;
    Entry &entry = m_entries[size_t(descriptor)];
    if (entry.notifiers[size_t(type)] != notifier)
        return; // replaced by another
    entry.notifiers[size_t(type)] = nullptr;
    entry.ready &= quint8(~bitOf(type));
    if (type == QSocketNotifier::Write)
        entry.freshWrite = false;
    const bool last = entry.notifiers == decltype(entry.notifiers){};
    // The last one is told at once: the descriptor is probably about to be closed, and if a copy of
    // it lives on, in a child process for instance, epoll would report it for ever.
    if (last)
        forget(descriptor);
    else
        noteChange(descriptor);
}

int EpollNotifiers::activateFreshWrites()
{
    int activated = 0;
    QEvent event(QEvent::SockAct);
    // Those that are switched on meanwhile wait for the next turn, which then does not block.
    for (size_t left = m_fresh.size(); left > 0 && !m_fresh.isEmpty(); --left) {
        const int descriptor = m_fresh.take();
        Entry &entry = m_entries[size_t(descriptor)];
        entry.inFreshList = false;
        if (!std::exchange(entry.freshWrite, false))
            continue;
        QSocketNotifier *notifier = entry.notifiers[QSocketNotifier::Write];
        noteChange(descriptor); // before the slot: it may run a loop of its own
        ++m_counters.optimisticWrites;
        ++activated;
        QCoreApplication::sendEvent(notifier, &event);
    }
    return activated;
}

bool EpollNotifiers::mustNotBlock() const
{
    return !m_fresh.isEmpty() || !m_ready.isEmpty();
}

bool EpollNotifiers::wait(std::optional<TimerQueue::TimePoint> deadline)
{
    tellChanges();
    if (!m_alwaysReady.empty())
        deadline = TimerQueue::TimePoint::min();
    std::array<epoll_event, eventsPerWaitMax> events;
    int count = 0;
    do {
        ++m_counters.waits;
        count
            = ::epoll_wait(m_epoll.get(), events.data(), eventsPerWaitMax, waitTimeoutMs(deadline));
    } while (count == -1 && errno == EINTR);
    if (count == -1)
        qWarning("epoll_wait: %s", std::strerror(errno));
    bool woken = false;
    for (int i = 0; i < count; ++i) {
        const auto &event = events[size_t(i)];
        if (event.data.fd == m_wakeDescriptor)
            woken = true;
        else
            markReady(event.data.fd, event.events);
    }
    for (const int descriptor : m_alwaysReady)
        markReady(descriptor, EPOLLIN | EPOLLOUT);
    if (std::exchange(m_hasStray, false))
        startAnew();
    return woken;
}

int EpollNotifiers::activateReady()
{
    int activated = 0;
    QEvent event(QEvent::SockAct);
    while (!m_ready.isEmpty()) {
        const int item = m_ready.take();
        const int type = item % 4;
        Entry &entry = m_entries[size_t(item / 4)];
        if ((entry.ready & bitOf(type)) == 0)
            continue; // switched off by another's slot
        entry.ready &= quint8(~bitOf(type));
        ++m_counters.activations;
        ++activated;
        QCoreApplication::sendEvent(entry.notifiers[size_t(type)], &event);
    }
    return activated;
}

quint32 EpollNotifiers::wantedEvents(const Entry &entry)
{
    if (entry.alwaysReady)
        return 0;
    quint32 wanted = 0;
    for (size_t type = 0; type < typeCount; ++type) {
        if (entry.notifiers[type] != nullptr)
            wanted |= eventOf[type];
    }
    return entry.freshWrite ? wanted & ~quint32(EPOLLOUT) : wanted;
}

void EpollNotifiers::noteChange(int descriptor)
{
    Entry &entry = m_entries[size_t(descriptor)];
    if (wantedEvents(entry) != entry.told && !std::exchange(entry.inChangedList, true))
        m_changed.push_back(descriptor);
}

void EpollNotifiers::tellChanges()
{
    // No slot runs in here, but a notifier that cannot be watched is switched off, which notes a
    // change: hence by index.
    for (size_t i = 0; i < m_changed.size(); ++i) {
        const int descriptor = m_changed[i];
        m_entries[size_t(descriptor)].inChangedList = false;
        tell(descriptor);
    }
    m_changed.clear();
}

void EpollNotifiers::tell(int descriptor)
{
    Entry &entry = m_entries[size_t(descriptor)];
    const quint32 wanted = wantedEvents(entry);
    if (wanted == entry.told)
        return; // on and off again
    if (wanted == 0)
        return forget(descriptor);
    // The kernel drops closed descriptors by itself, so that what we know may be out of date.
    int error = control(entry.told != 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, wanted);
    if (error == ENOENT)
        error = control(EPOLL_CTL_ADD, descriptor, wanted);
    else if (error == EEXIST)
        error = control(EPOLL_CTL_MOD, descriptor, wanted);
    entry.told = error == 0 ? wanted : 0;
    if (error == EPERM) {
        entry.alwaysReady = true;
        m_alwaysReady.push_back(descriptor);
    } else if (error != 0) {
        disable(descriptor, error);
    }
}

int EpollNotifiers::control(int operation, int descriptor, quint32 events)
{
    ++m_counters.interestChanges;
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    return ::epoll_ctl(m_epoll.get(), operation, descriptor, &event) == 0 ? 0 : errno;
}

void EpollNotifiers::forget(int descriptor)
{
    Entry &entry = m_entries[size_t(descriptor)];
    if (std::exchange(entry.told, 0) != 0)
        control(EPOLL_CTL_DEL, descriptor, 0); // an error means that it is forgotten already
    const bool unwatched = entry.notifiers == decltype(entry.notifiers){};
    if (unwatched && std::exchange(entry.alwaysReady, false))
        std::erase(m_alwaysReady, descriptor);
}

// As Qt's own dispatchers do with descriptors that are none.
void EpollNotifiers::disable(int descriptor, int error)
{
    for (int type = 0; type < typeCount; ++type) {
        QSocketNotifier *notifier = m_entries[size_t(descriptor)].notifiers[size_t(type)];
        if (notifier == nullptr)
            continue;
        qWarning("QSocketNotifier: Invalid socket %d with type %s, disabling... (%s)", descriptor,
                 nameOf(type), std::strerror(error));
        notifier->setEnabled(false);
    }
}

void EpollNotifiers::markReady(int descriptor, quint32 events)
{
    Entry &entry = m_entries[size_t(descriptor)];
    if (entry.told == 0 && !entry.alwaysReady) {
        m_hasStray = true;
        return;
    }
    // Errors and hang-ups wake whoever is there, so that somebody notices.
    const bool broken = (events & (EPOLLHUP | EPOLLERR)) != 0;
    for (int type = 0; type < typeCount; ++type) {
        const bool concerned = broken || (events & eventOf[size_t(type)]) != 0;
        if (!concerned || entry.notifiers[size_t(type)] == nullptr
            || (entry.ready & bitOf(type)) != 0)
            continue;
        entry.ready |= bitOf(type);
        m_ready.push(descriptor * 4 + type);
    }
}

void EpollNotifiers::startAnew()
{
    OwnedDescriptor fresh = makeDescriptor();
    if (!fresh.isValid())
        return; // again at the next report
    m_epoll = std::move(fresh);
    control(EPOLL_CTL_ADD, m_wakeDescriptor, EPOLLIN);
    for (size_t i = 0; i < m_entries.size(); ++i) {
        m_entries[i].told = 0;
        noteChange(int(i));
    }
}

} // namespace pushpoint::net
