#pragma once

#include "server/broker/link_status.h"
#include "server/broker/presence.h"
#include "server/protocol/cluster_view.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace pushpoint::broker {

/// What other nodes could say about a message.
struct Verdict
{
    enum class Kind {
        Delivered, ///< a connection of another node took it
        Offline,   ///< no node has the receiver, for certain
        Unknown,   ///< neither could be known in time
    };
    Kind kind = Kind::Unknown;
    int connections = 0; ///< Delivered: how many took it on the node that spoke first
    QByteArray node;     ///< Delivered: that node's name
};

/// What joins nodes: carries messages for names to the nodes that have connections of them, and
/// says what became of them. Values only: it knows no sessions. Lives on the server thread, owned
/// by the server's core. Its callbacks come from the event loop, never inside the call that asked,
/// and each exactly once, unless the broker is destroyed before.
class Broker : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(const Verdict &)>;
    /// True: the other nodes reach us by this name. False: that could not be seen to in time.
    using Confirmation = std::function<void(bool confirmed)>;
    /// Hands a message of another node to the connections here; returns how many took it.
    using Receiver = std::function<int(const Message &message, const QByteArray &originNode)>;

    /// Which names have connections here.
    using Directory = std::function<std::vector<NamePresence>(const PresenceQuery &)>;
    /// What this node tells the others of itself.
    using Facts = std::function<NodeFacts()>;
    /// What another node said about a probe.
    struct ProbeAck
    {
        QByteArray node; ///< its id
        int connections = 0;
        qint64 tookUs = 0; ///< until its word was here
    };
    using Acks = std::function<void(const std::vector<ProbeAck> &acks)>;

    using QObject::QObject;

    void setReceiver(Receiver receiver) { m_receiver = std::move(receiver); }
    void setDirectory(Directory directory) { m_directory = std::move(directory); }
    void setFacts(Facts facts) { m_facts = std::move(facts); }
    /// Begins to link; before the first subscription.
    virtual void start() = 0;
    /// Says good-bye to the others. Nothing may be asked after it.
    virtual void stop() = 0;

    /// Sends a message that connections here have taken already to the name's other connections.
    virtual void forward(const Message &message) = 0;
    /// Sends a message and says what became of it, within publishTimeMax.
    virtual void publish(const Message &message, Answer answer) = 0;

    /// Sends a message to every other node that has the name, and collects for probeTimeMax what
    /// each of them says. For people who look for a fault: it takes its time.
    virtual void probe(const Message &message, Acks then) = 0;
    /// Asks the other nodes which names they have; answers within PresenceLedger::timeMax.
    virtual void askPresence(const PresenceQuery &query, PresenceLedger::Then then) = 0;

    /// From now on messages for this name come to the receiver. The confirmation, where wanted,
    /// comes within confirmTimeMax. Subscribing twice is subscribing once.
    virtual void subscribe(const UserName &name, Confirmation confirmation = {}) = 0;
    /// True where others reach us by this name already: nothing has to be waited for.
    virtual bool isConfirmed(const UserName &name) const = 0;
    virtual void unsubscribe(const UserName &name) = 0;

    const LinkStatus &linkStatus() const { return m_linkStatus; }
    /// All states of the link, with their times and reasons, oldest first; the newest of many.
    const std::vector<LinkChange> &linkHistory() const { return m_linkHistory; }
    /// The nodes as this one sees them, itself first. For people.
    virtual std::vector<NodeView> nodes() const = 0;
    bool isLinked() const { return m_linkStatus.state == LinkStatus::State::Linked; }

    static constexpr std::chrono::milliseconds publishTimeMax{1150};
    static constexpr std::chrono::milliseconds confirmTimeMax{500};
    static constexpr std::chrono::milliseconds probeTimeMax{600};

Q_SIGNALS:
    void linkChanged(const pushpoint::broker::LinkStatus &status);
    /// A node that this one does not understand is there, told once for each; it is in nodes().
    void otherVersionHeard(const QByteArray &node, int wireVersion);

protected:
    void setLinkStatus(const LinkStatus &status);
    int receive(const Message &message, const QByteArray &originNode) const
    {
        return m_receiver ? m_receiver(message, originNode) : 0;
    }
    std::vector<NamePresence> directory(const PresenceQuery &query) const
    {
        return m_directory ? m_directory(query) : std::vector<NamePresence>();
    }
    NodeFacts facts() const { return m_facts ? m_facts() : NodeFacts(); }

private:
    Receiver m_receiver;
    Directory m_directory;
    Facts m_facts;
    LinkStatus m_linkStatus;
    std::vector<LinkChange> m_linkHistory;
};

} // namespace pushpoint::broker
