#include "server/broker/wire/envelope.h"
#include "server/node/node.h"

#include <QDateTime>

#include <algorithm>

namespace pushpoint {

namespace {

/// One row for each other node that is believed to live, or that said something.
std::vector<ProbeRow> rowsOf(const std::vector<NodeView> &nodes,
                             const std::vector<broker::Broker::ProbeAck> &acks,
                             const broker::PresenceAnswer &presence)
{
    std::vector<ProbeRow> rows;
    const auto rowOf = [&rows](const QByteArray &id) -> ProbeRow & {
        const auto found = std::ranges::find(rows, id, &ProbeRow::node);
        if (found != rows.end())
            return *found;
        rows.push_back({id, broker::nodeNameOf(id)});
        return rows.back();
    };
    for (const NodeView &node : nodes) {
        if (!node.isSelf && node.state != NodeView::State::Gone)
            rowOf(node.id);
    }
    for (const broker::NodePresence &node : presence.nodes) {
        ProbeRow &row = rowOf(node.node);
        row.answered = true;
        row.connections = node.names.empty() ? 0 : node.names.front().connections;
    }
    for (const broker::Broker::ProbeAck &ack : acks) {
        ProbeRow &row = rowOf(ack.node);
        row.answered = true;
        row.taken = ack.connections;
        row.tookUs = ack.tookUs;
    }
    std::ranges::sort(rows, {}, &ProbeRow::name);
    return rows;
}

// As traffic names several.
QByteArray whoHadIt(const std::vector<ProbeRow> &rows)
{
    QByteArrayList names;
    for (const ProbeRow &row : rows) {
        if (row.taken > 0)
            names.append(row.name);
    }
    return names.join('\n');
}

} // namespace

// The message first and the question behind it: a connection that opens between them was not there
// to get the message, and would be called missed. It is the rarer error, and one more click tells.
void Node::probe(const Message &message, std::function<void(const ProbeOutcome &)> then)
{
    const qint64 beganNs = nowNs();
    ProbeRow self{{}, m_name, true, true, m_registry.connections(message.to)};
    self.taken = deliver(message, nullptr);
    self.tookUs = (nowNs() - beganNs) / 1000;
    ProbeOutcome draft;
    draft.outcome.id = m_ids.next(QDateTime::currentMSecsSinceEpoch());
    draft.outcome.node = m_name;
    draft.outcome.connections = self.taken;
    draft.rows.push_back(self);
    if (m_broker == nullptr) {
        finish(message, draft.outcome, beganNs, nullptr);
        then(draft);
        return;
    }
    m_broker->probe(message, [=, this, then = std::move(then)](const auto &acks) {
        const broker::PresenceQuery query{message.to.utf8(), 1, true};
        m_broker->askPresence(query, [=, this](const broker::PresenceAnswer &presence) {
            ProbeOutcome done = draft;
            done.outcome.known = presence.complete;
            for (ProbeRow &row : rowsOf(m_broker->nodes(), acks, presence)) {
                if (row.taken > 0 && !done.outcome.delivered())
                    done.outcome.node = row.name;
                done.outcome.connections += row.taken;
                done.rows.push_back(std::move(row));
            }
            PublishOutcome told = done.outcome; // all who had it, which only a probe waits to know
            told.node = whoHadIt(done.rows);
            finish(message, told, beganNs, nullptr);
            then(done);
        });
    });
}

} // namespace pushpoint
