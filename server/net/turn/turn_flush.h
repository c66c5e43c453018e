#pragma once

#include "server/traffic/traffic_feed.h"

#include <QObject>

#include <vector>

namespace pushpoint::net {

/// Coalesces the small writes of one turn of the event loop: each connection with something to send
/// asks for a flush, and all are flushed at the end of the turn in the order of asking. If they are
/// so many that others would have to wait, the rest follow at the end of the next turn. One posted
/// event a turn, however many ask. An answer asks after the messages that it reports: the kernel
/// has these before their sender gets the answer, so a server that is killed between the two has
/// never claimed too much. Server thread; owned by the server's core.
class TurnFlush : public QObject
{
    Q_OBJECT

public:
    /// The feed must outlive this object.
    explicit TurnFlush(const TrafficFeed &feed) : m_feed(feed) { }

    class Flushable
    {
    public:
        virtual void flush() = 0;

    protected:
        ~Flushable() = default;
    };

    /// True while somebody looks: who flushes then notes the time.
    bool isTimed() const { return m_feed.isWatched(); }

    /// Will be flushed once, soon. Call once until then.
    void add(Flushable *waiting);
    /// Puts one that waits behind all who wait now. Not once those before it are being flushed: on
    /// a server with too much to do, who is put back each turn would never come.
    void moveBehind(Flushable *waiting);
    /// Somebody waits to be flushed.
    bool isWaitedFor() const { return !m_waiting.empty() || !m_flushing.empty(); }
    /// Will not be flushed. Safe for one that does not wait, also inside a flush.
    void remove(Flushable *waiting);

protected:
    bool event(QEvent *event) override;

private:
    void callSoon();

    const TrafficFeed &m_feed;
    std::vector<Flushable *> m_waiting;  ///< null: removed
    std::vector<Flushable *> m_flushing; ///< the same, while they are flushed
    size_t m_flushed = 0;                ///< of those that are flushed, the first so many are done
    bool m_isCalled = false;
};

} // namespace pushpoint::net
