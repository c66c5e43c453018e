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
    /// The same for a message and its repeats. A value.
    using Key = QByteArray;
    /// The key is the sender, the receiver and the id. Senders without a name cannot be told apart,
    /// so for them the content takes the sender's place: two who choose the same id for the same
    /// receiver lose nothing unless they also say the same. The message must bear an id.
    static Key keyOf(const Message &message);

    explicit RememberedIds(const Limits &limits);

    /// The first answer, or nothing where there was none or it is too old.
    std::optional<PublishOutcome> find(const Key &key, qint64 steadyMs);
    /// Remembers the answer, unless there is one already.
    void add(const Key &key, const PublishOutcome &outcome, qint64 steadyMs);

    qsizetype size() const { return m_outcomes.size(); }

private:
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
