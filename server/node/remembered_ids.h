#pragma once

#include "server/protocol/limits.h"
#include "server/protocol/message.h"

#include <QHash>

#include <deque>
#include <optional>

namespace pushpoint {

/// What was answered to publishes that bear an id of their sender's choice, so that a repeat gets
/// the same answer and is not delivered again. Bounded in number and age. Server thread; owned by
/// Node.
class RememberedIds
{
public:
    explicit RememberedIds(const Limits &limits);

    /// The first answer to this sender and id, or nothing where there was none or it is too old.
    std::optional<PublishOutcome> find(const Message &message, qint64 steadyMs);
    /// Remembers the answer. The message must bear an id.
    void add(const Message &message, const PublishOutcome &outcome, qint64 steadyMs);

    qsizetype size() const { return m_outcomes.size(); }

private:
    using Key = QPair<QByteArray, QString>;
    struct Entry
    {
        qint64 expiresMs;
        Key key;
    };
    void forget(qint64 steadyMs);

    const qint64 m_windowMs;
    const qsizetype m_sizeMax;
    QHash<Key, PublishOutcome> m_outcomes;
    std::deque<Entry> m_oldestFirst;
};

} // namespace pushpoint
