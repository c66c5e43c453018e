#pragma once

#include "server/protocol/cluster_view.h"

#include <QHash>
#include <QList>

#include <chrono>

namespace pushpoint::broker {

/// What is known of each node, for people to look at: nothing that decides about a message. Knows
/// no wire: the broker tells it what it heard. Server thread; owned by a broker.
class ClusterWatch
{
public:
    /// One moment by two clocks.
    struct Now
    {
        qint64 steadyMs = 0;
        qint64 wallClockMs = 0;
    };

    explicit ClusterWatch(QByteArray ownId) : m_ownId(std::move(ownId)) { }

    /// A node, perhaps this one, said this of itself.
    void hear(const QByteArray &id, const NodeFacts &facts, const Now &now);
    /// One of another version spoke. True where that is news.
    bool hearOther(const QByteArray &id, int wireVersion, const Now &now);
    /// These others are believed to live now, and no further ones.
    void see(const QList<QByteArray> &ids, const Now &now);

    /// This node first, the others by name.
    std::vector<NodeView> nodes(bool isLinked, const Now &now) const;

    static constexpr std::chrono::milliseconds silentAfter{4'000}; ///< two beats were missed
    static constexpr std::chrono::milliseconds goneShownFor{60'000};
    static constexpr qsizetype nodesMax = 1'000; ///< the wire is not trusted

private:
    struct Heard
    {
        NodeView view;
        Now at; ///< when it last spoke; steadyMs below zero: never
    };
    static void setState(NodeView &view, NodeView::State state, qint64 wallClockMs);

    const QByteArray m_ownId;
    QHash<QByteArray, Heard> m_nodes;
};

} // namespace pushpoint::broker
