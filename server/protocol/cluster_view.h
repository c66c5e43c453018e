#pragma once

#include "server/protocol/message.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <vector>

namespace pushpoint {

/// What a node tells of itself. A value; the last two only grow.
struct NodeFacts
{
    quint64 names = 0;
    quint64 connections = 0;
    quint64 publishes = 0;
    quint64 deliveries = 0;
};

/// One node as another one sees it. A value.
struct NodeView
{
    enum class State {
        Joined, ///< said something within the last seconds
        Silent, ///< is believed to live and says nothing: frozen, cut off, or about to be gone
        Gone,   ///< said good-bye, or was silent for too long; shown for a while
        OtherVersion, ///< lives, and neither understands this one nor is understood
    };
    QByteArray id;   ///< its name and what no other start of any node has
    QByteArray name; ///< UTF-8, for people
    bool isSelf = false;
    State state = State::Silent;
    qint64 stateSinceMs = 0; ///< since the epoch, UTC
    int wireVersion = 0;     ///< of what it says to other nodes; 0: nothing was heard yet
    bool hasFacts = false;   ///< false: nothing was heard yet, and the rest says nothing
    NodeFacts facts;         ///< the last that was heard
    double publishesPerSecond = 0;
    double deliveriesPerSecond = 0;
};

/// One state of the link to the broker, and why. A value.
struct LinkChange
{
    qint64 wallClockMs = 0; ///< since the epoch, UTC
    bool linked = false;
    QByteArray word; ///< stable, such as "linked" or "wrong_password"
    QString text;    ///< one sentence for people, with the reason
};

/// The nodes that are joined, as this one sees them. A value.
struct ClusterView
{
    bool isJoined = false;        ///< false: this node serves alone, and the rest is empty
    QString broker;               ///< its address, without the password
    std::vector<LinkChange> link; ///< its history: oldest first, the last one holds now
    std::vector<NodeView> nodes;  ///< this one first, the others by name

    bool isLinked() const { return !link.empty() && link.back().linked; }
    static constexpr size_t linkChangesMax = 200;
};

/// What one node said about a probe. A value.
struct ProbeRow
{
    QByteArray node; ///< its id
    QByteArray name; ///< for people
    bool isSelf = false;
    bool answered = false; ///< false: it is believed to live and said nothing in time
    int connections = 0;   ///< of the probe's name, that it has
    int taken = 0;         ///< how many of them took the message
    qint64 tookUs = -1;    ///< until its word was here; below zero: none

    /// It has connections of the name, and they did not get the message.
    bool isMissing() const { return answered && connections > 0 && taken == 0; }
};

/// What became of a message that every node was asked about. A value.
struct ProbeOutcome
{
    PublishOutcome outcome;
    std::vector<ProbeRow> rows; ///< this node first, the others by name
};

} // namespace pushpoint

Q_DECLARE_METATYPE(pushpoint::ProbeOutcome)
