#include "server/node/node.h"

namespace pushpoint {

// Also before the receiver is looked for: it may have come since the first was sent, and must not
// get both.
std::optional<Published> Node::firstAnswer(const QByteArray &repeatKey)
{
    if (auto first = m_remembered.find(repeatKey, nowNs() / 1'000'000))
        return Published{*std::move(first), nullptr};
    const auto pending = m_pendingIds.value(repeatKey);
    if (!pending)
        return {};
    pending->noteRepeat();
    PublishOutcome unknown;
    unknown.node = m_name;
    unknown.known = false;
    return Published{unknown, pending};
}

// Only what was delivered is remembered: a sender who tries again after "offline" means to reach a
// receiver who has come meanwhile, and a remembered answer would be a false "offline".
void Node::remember(const QByteArray &repeatKey, const PublishOutcome &outcome)
{
    if (!repeatKey.isEmpty() && outcome.delivered())
        m_remembered.add(repeatKey, outcome, nowNs() / 1'000'000);
}

// The receiver may have come here meanwhile. A copy that another node was asked to send may have
// reached it; and a repeat that was sent after it had come must not be told that it is offline.
// Where it is not certain that nobody has the message, that is no reason to deliver it once more.
void Node::deliverToLatecomers(const Message &message, const QByteArray &repeatKey, bool isRepeated,
                               PublishOutcome &outcome)
{
    if (auto first = m_remembered.find(repeatKey, nowNs() / 1'000'000)) {
        outcome = *std::move(first);
    } else if (outcome.known && isRepeated) {
        outcome.connections = deliver(message, nullptr);
        if (outcome.delivered())
            m_broker->forward(message);
    }
}

} // namespace pushpoint
