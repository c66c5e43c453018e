#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>

#include <chrono>
#include <functional>
#include <vector>

namespace pushpoint::broker {

/// A name that a node has. A value.
struct NamePresence
{
    QByteArray name; ///< UTF-8
    int connections = 0;
};

/// Which names are asked for. A value.
struct PresenceQuery
{
    QByteArray name;    ///< the page begins behind it; exact: it alone
    int limit = 1;      ///< so many names of each node at the most
    bool exact = false; ///< one name and no page

    friend bool operator==(const PresenceQuery &, const PresenceQuery &) = default;
};

/// What one node has. A value.
struct NodePresence
{
    QByteArray node; ///< its id
    std::vector<NamePresence> names;
};

/// What all nodes have. A value.
struct PresenceAnswer
{
    std::vector<NodePresence> nodes;
    bool complete = false; ///< every node that may live has answered
};

/// The questions to all nodes that are not answered by all of them yet. Knows no wire. Times are
/// steady milliseconds. Server thread; owned by a broker.
class PresenceLedger
{
public:
    using Then = std::function<void(const PresenceAnswer &)>;

    /// Begins a question to these others and returns its number.
    quint64 begin(const QList<QByteArray> &nodes, Then then, qint64 nowMs);
    void note(quint64 number, NodePresence presence);
    /// Ends what has waited too long with what is there.
    void sweep(qint64 nowMs);
    void endAll();
    bool isEmpty() const { return m_pending.isEmpty(); }
    qsizetype size() const { return m_pending.size(); }

    static constexpr std::chrono::milliseconds timeMax{400};

private:
    struct Pending
    {
        QSet<QByteArray> missing;
        PresenceAnswer answer;
        Then then;
        qint64 dueMs = 0;
    };
    void end(quint64 number);

    QHash<quint64, Pending> m_pending;
    quint64 m_lastNumber = 0;
};

} // namespace pushpoint::broker
