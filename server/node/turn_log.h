#pragma once

#include "server/registry/registry.h"
#include "server/traffic/traffic_feed.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <vector>

namespace pushpoint {

/// Tells the feed what happened, in order. A publish is told when the turn of the event loop is
/// over, for only then its frames have left (sessions send what they gathered at the turn's end),
/// and a trace must not change once it is told; what happens after it in the same turn waits
/// behind it. Server thread; owned by the node. Never holds anything beyond a turn.
class TurnLog : public QObject
{
    Q_OBJECT

public:
    /// @param startedAt what the times of events and traces are counted from. The registry and the
    /// feed must outlive the log.
    TurnLog(const Registry &registry, TrafficFeed &feed,
            std::chrono::steady_clock::time_point startedAt);

    void tell(const TrafficEventView &event);
    /// The same at the turn's end, with the trace filled in.
    void tellAtTurnsEnd(const TrafficEventView &event, std::shared_ptr<MessageTrace> trace);
    /// The answers to all requests told so far were written.
    void noteAnswersWritten(qint64 nowNs);
    bool isHolding() const { return !m_held.isEmpty(); }

protected:
    bool event(QEvent *event) override;

private:
    void fillIn(MessageTrace &trace) const;

    const Registry &m_registry;
    TrafficFeed &m_feed;
    const std::chrono::steady_clock::time_point m_startedAt;
    EventBuffer m_held;
    std::vector<std::shared_ptr<MessageTrace>> m_traces; ///< of those held, still to be filled in
};

} // namespace pushpoint
