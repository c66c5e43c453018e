#pragma once

#include "server/broker/broker.h"
#include "server/broker/wire/cluster_watch.h"
#include "server/broker/wire/publish_ledger.h"
#include "server/broker/wire/sequence_window.h"

#include <QElapsedTimer>

namespace pushpoint::broker {

/// What nodes say to each other, whatever carries it: takes apart what came, answers it, and holds
/// who waits here for an answer. Bytes and rules; the broker sends. Server thread; owned by a
/// broker.
class ClusterTalk : public QObject
{
    Q_OBJECT

public:
    /// The other nodes that may live.
    struct Others
    {
        QList<QByteArray> ids;
        bool isPartial = false; ///< there may be more that nobody here has heard of
    };

    /// What a broker does for it. Outlives the talk.
    class Wire
    {
    public:
        /// False: what is sent now arrives nowhere.
        virtual bool isUp() const = 0;
        /// False: so much is sent and not taken that no more is to be begun.
        virtual bool hasRoom() const = 0;
        /// Milliseconds of the clock that all nodes share; nothing while it is not known.
        virtual std::optional<qint64> sharedMs() const = 0;
        /// Nothing where they could not be heard now.
        virtual std::optional<Others> others() const = 0;
        virtual void sendToNode(const QByteArray &node, const QByteArray &bytes) = 0;
        virtual void sendToAll(const QByteArray &bytes) = 0;
        /// To all that have the name. What becomes of it is not asked.
        virtual void sendToName(const UserName &name, const QByteArray &bytes) = 0;
        /// An attempt at a publish is due. What is counted, or fails, is told to the ledger.
        virtual void sendAttempt(const Envelope &envelope) = 0;
        /// A message of another node is there; returns how many connections took it.
        virtual int deliver(const Message &message, const QByteArray &originNode) = 0;
        virtual std::vector<NamePresence> namesHere(const PresenceQuery &query) = 0;
        /// This node spoke, in whatever version.
        virtual void noteHeard(const QByteArray &node) = 0;
        /// What this node sent to itself came.
        virtual void noteOwnProbe(quint64 number) = 0;
        /// Told once for each node of another version.
        virtual void noteOtherVersion(const QByteArray &nodeName, int version) = 0;

    protected:
        ~Wire() = default;
    };

    ClusterTalk(Wire &wire, const QByteArray &ownId, QObject *parent);

    const QByteArray &ownId() const { return m_id; }
    /// By which all times here go that are not shared.
    qint64 steadyMs() const { return m_clock.elapsed(); }
    PublishLedger &ledger() { return m_ledger; }
    /// This node said so of itself, or these are believed to live: for people.
    void hearSelf(const NodeFacts &facts) { m_watch.hear(m_id, facts, now()); }
    void see(const QList<QByteArray> &others) { m_watch.see(others, now()); }
    std::vector<NodeView> nodes(bool isLinked) const { return m_watch.nodes(isLinked, now()); }

    /// Sends to all that have the name, and does not ask what becomes of it.
    void forward(const Message &message);
    /// Call sweep() from now on until isIdle().
    void publish(const Message &message, Broker::Answer answer);
    void probe(const Message &message, Broker::Acks then);
    /// Call sweep() from now on until isIdle().
    void askPresence(const PresenceQuery &query, PresenceLedger::Then then);

    /// Bytes that came, of which nothing is trusted.
    void take(QByteArrayView bytes);
    /// Sends the attempts that are due, and ends what has waited too long.
    void sweep();
    bool isIdle() const { return m_ledger.isEmpty() && m_presence.isEmpty(); }
    /// Ends all that waits, and says what is still to be said.
    void endAll();

    static constexpr qsizetype pendingMax = 20'000; ///< publishes; beyond, all is unknown

private:
    void takeEnvelope(const Envelope &envelope);
    void takeAck(const Ack &ack);
    void takeOther(const OtherVersion &other);
    void answer(const Question &question);
    void sendAck(const QByteArray &origin, const Ack &ack);
    void flushAcks();
    ClusterWatch::Now now() const;

    struct ProbeUnderWay
    {
        qint64 sentNs = 0; ///< by m_clock
        std::vector<Broker::ProbeAck> acks;
    };

    Wire &m_wire;
    const QByteArray m_id;
    QElapsedTimer m_clock;
    SequenceWindow m_sequences;
    PublishLedger m_ledger;
    PresenceLedger m_presence;
    ClusterWatch m_watch;
    QHash<QByteArray, WireAcks> m_unsentAcks; ///< by the node they are for; gone at the turn's end
    QHash<quint64, ProbeUnderWay> m_probes;   ///< by sequence
    quint64 m_lastSequence = 0;
};

} // namespace pushpoint::broker
