#pragma once

#include "server/broker/presence.h"
#include "server/protocol/cluster_view.h"

#include <optional>
#include <variant>
#include <vector>

namespace pushpoint::broker {

/// What nodes say to each other begins with this word, and its number grows with every change that
/// a node of before would read wrongly or not at all. That a hello is "PP<number> h <node> …" on
/// the channel of all holds for every number: by it nodes of different versions know each other.
inline constexpr int wireVersion = 2;
inline constexpr QByteArrayView wireWord("PP2");

/// A message on its way between nodes. Times are milliseconds of the clock that all nodes share.
struct Envelope
{
    QByteArray origin;     ///< the sending node's id
    quint64 sequence = 0;  ///< counts up, per origin; the same for every attempt
    int attempt = 0;       ///< which try at the same message this is
    qint64 deadlineMs = 0; ///< delivered later it would contradict what was answered
    bool wantsAck = false;
    Message message;
};

/// What a node says to an envelope that wants it.
struct Ack
{
    QByteArray node; ///< the speaker's id
    quint64 sequence = 0;
    int attempt = 0;
    int connections = 0; ///< how many took it there; 0: it has none
};

/// What one node says at once to another; all by the same speaker, and never none.
using WireAcks = std::vector<Ack>;
inline constexpr size_t wireAcksMax = 1'000;

/// What a node sends to itself, to see that what is sent comes.
struct Probe
{
    quint64 number = 0;
};

/// What a node tells all the others about itself at each beat.
struct Hello
{
    QByteArray node; ///< the speaker's id
    NodeFacts facts;
};

/// What a node of another version said, which is not looked into.
struct OtherVersion
{
    int version = 0;
    QByteArray node; ///< its id, where it was a hello; else empty
};

/// Asks every node which names it has.
struct Question
{
    QByteArray origin; ///< the asking node's id
    quint64 number = 0;
    PresenceQuery query;
};

/// What a node says to a question.
struct Roll
{
    quint64 number = 0;
    NodePresence presence;
};

using WireItem = std::variant<Envelope, WireAcks, Probe, Hello, Question, Roll, OtherVersion>;

QByteArray encodeEnvelope(const Envelope &envelope);
QByteArray encodeAcks(const WireAcks &acks);
QByteArray encodeProbe(const Probe &probe);
QByteArray encodeHello(const Hello &hello);
QByteArray encodeQuestion(const Question &question);
QByteArray encodeRoll(const Roll &roll);

/// Reads what came from the wire and trusts nothing of it; nothing where it is not exactly ours,
/// nor of another version.
std::optional<WireItem> decodeWireItem(QByteArrayView bytes);

/// What an item of this kind begins with.
QByteArray wireHead(char kind);
/// A node's id: its name, a slash, and 16 digits that no other start of any node has.
QByteArray newNodeId(const QByteArray &nodeName);
/// The id in its escaped form on the wire, or nothing where it is none.
std::optional<QByteArray> decodeNodeId(QByteArrayView escaped);
/// A number as it stands on the wire, up to the largest.
std::optional<quint64> decodeNumber(QByteArrayView text, quint64 largest);
std::optional<WireItem> decodeQuestion(const QList<QByteArray> &words);
std::optional<WireItem> decodeRoll(const QList<QByteArray> &words, QByteArrayView lines);
/// The name in it, for people.
QByteArray nodeNameOf(const QByteArray &nodeId);

/// What is longer is not looked at.
inline constexpr qsizetype wireItemBytesMax = 4 * 1024 * 1024;

} // namespace pushpoint::broker
