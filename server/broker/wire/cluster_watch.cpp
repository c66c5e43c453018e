#include "server/broker/wire/cluster_watch.h"

#include "server/broker/wire/envelope.h"

#include <algorithm>

namespace pushpoint::broker {

void ClusterWatch::setState(NodeView &view, NodeView::State state, qint64 wallClockMs)
{
    if (view.state == state && view.stateSinceMs != 0)
        return;
    view.state = state;
    view.stateSinceMs = wallClockMs;
}

void ClusterWatch::hear(const QByteArray &id, const NodeFacts &facts, const Now &now)
{
    if (!m_nodes.contains(id) && m_nodes.size() >= nodesMax)
        return;
    Heard &heard = m_nodes[id];
    NodeView &view = heard.view;
    const double seconds = double(now.steadyMs - heard.at.steadyMs) / 1000;
    if (view.hasFacts && seconds > 0) {
        // Both only grow; a wire that says otherwise makes no negative rate.
        const auto rate = [seconds](quint64 before, quint64 after) {
            return after > before ? double(after - before) / seconds : 0.0;
        };
        view.publishesPerSecond = rate(view.facts.publishes, facts.publishes);
        view.deliveriesPerSecond = rate(view.facts.deliveries, facts.deliveries);
    }
    view.id = id;
    view.name = nodeNameOf(id);
    view.isSelf = id == m_ownId;
    view.wireVersion = wireVersion;
    view.hasFacts = true;
    view.facts = facts;
    heard.at = now;
    setState(view, NodeView::State::Joined, now.wallClockMs);
}

bool ClusterWatch::hearOther(const QByteArray &id, int version, const Now &now)
{
    if (id == m_ownId || (!m_nodes.contains(id) && m_nodes.size() >= nodesMax))
        return false;
    Heard &heard = m_nodes[id];
    const bool isNews = heard.view.wireVersion != version;
    heard.view.id = id;
    heard.view.name = nodeNameOf(id);
    heard.view.wireVersion = version;
    heard.view.hasFacts = false;
    heard.at = now;
    setState(heard.view, NodeView::State::OtherVersion, now.wallClockMs);
    return isNews;
}

void ClusterWatch::see(const QList<QByteArray> &ids, const Now &now)
{
    for (const QByteArray &id : ids) {
        if (m_nodes.contains(id) || m_nodes.size() >= nodesMax)
            continue;
        Heard &heard = m_nodes[id];
        heard.view.id = id;
        heard.view.name = nodeNameOf(id);
        heard.at = now;
        setState(heard.view, NodeView::State::Silent, now.wallClockMs);
    }
    for (auto it = m_nodes.begin(); it != m_nodes.end();) {
        Heard &heard = it.value();
        NodeView &view = heard.view;
        if (!view.isSelf && !ids.contains(view.id)) {
            // Just heard, and not in the list that is read once in a while.
            if (now.steadyMs - heard.at.steadyMs >= silentAfter.count())
                setState(view, NodeView::State::Gone, now.wallClockMs);
        } else if (view.state == NodeView::State::Gone) {
            setState(view, NodeView::State::Silent, now.wallClockMs);
        }
        const bool over = view.state == NodeView::State::Gone
            && now.wallClockMs - view.stateSinceMs > goneShownFor.count();
        it = over ? m_nodes.erase(it) : std::next(it);
    }
}

std::vector<NodeView> ClusterWatch::nodes(bool isLinked, const Now &now) const
{
    std::vector<NodeView> views;
    for (const Heard &heard : m_nodes) {
        NodeView view = heard.view;
        const bool quiet
            = view.isSelf ? !isLinked : now.steadyMs - heard.at.steadyMs >= silentAfter.count();
        if (quiet && view.state != NodeView::State::Gone && view.state != NodeView::State::Silent) {
            view.state = NodeView::State::Silent;
            view.stateSinceMs = heard.at.wallClockMs;
        }
        if (view.state != NodeView::State::Joined)
            view.publishesPerSecond = view.deliveriesPerSecond = 0;
        views.push_back(std::move(view));
    }
    std::ranges::sort(views, [](const NodeView &a, const NodeView &b) {
        if (a.isSelf != b.isSelf)
            return a.isSelf;
        return std::pair(a.name, a.id) < std::pair(b.name, b.id);
    });
    return views;
}

} // namespace pushpoint::broker
