#include "server/broker/wire/envelope.h"

#include "server/protocol/json/json_text.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QList>
#include <QRandomGenerator>

namespace pushpoint::broker {

namespace {

// "PP2 m <origin> <sequence> <attempt> <deadline> <ack?>\n{"to":…,"id":…,"from":…,"content":…}":
// text, so that whoever looks on by redis-cli can read it; the origin percent-encoded, for it may
// hold blanks. The id is there where the sender gave one; nodes that know no ids read over it.
constexpr QByteArrayView wirePrefix("PP");
constexpr quint64 wireVersionMax = 999;
constexpr int attemptMax = 100;
constexpr int nodeIdDigits = 16;
constexpr qsizetype headBytesMax = 1200; // a name percent-encoded is three times as long

std::optional<WireItem> decodeEnvelope(const QList<QByteArray> &words, QByteArrayView json)
{
    if (words.size() != 7)
        return {};
    const auto origin = decodeNodeId(words[2]);
    const auto sequence = decodeNumber(words[3], ~quint64(0));
    const auto attempt = decodeNumber(words[4], attemptMax);
    const auto deadlineMs = decodeNumber(words[5], quint64(1) << 62);
    const auto wantsAck = decodeNumber(words[6], 1);
    if (!origin || !sequence || !attempt || !deadlineMs || !wantsAck)
        return {};
    auto message = parseJsonMessage(json);
    if (!message)
        return {};
    return Envelope{*origin,        *sequence,
                    int(*attempt),  qint64(*deadlineMs),
                    *wantsAck != 0, std::move(message).value()};
}

// The word at the front, up to this end, which is taken off as well; nothing where there is none.
std::optional<QByteArrayView> takeWord(QByteArrayView &text, char end)
{
    const qsizetype size = text.indexOf(end);
    if (size < 0)
        return {};
    const QByteArrayView word = text.first(size);
    text = text.sliced(size + 1);
    return word;
}

// "PP2 a <node>\n", and for each "<sequence> <attempt> <connections>\n".
std::optional<WireItem> decodeAcks(const QList<QByteArray> &words, QByteArrayView lines)
{
    if (words.size() != 3 || lines.isEmpty())
        return {};
    const auto node = decodeNodeId(words[2]);
    if (!node)
        return {};
    WireAcks acks;
    while (!lines.isEmpty() && acks.size() < wireAcksMax) {
        const auto sequenceWord = takeWord(lines, ' ');
        const auto attemptWord = takeWord(lines, ' ');
        const auto connectionsWord = takeWord(lines, '\n');
        if (!sequenceWord || !attemptWord || !connectionsWord)
            return {};
        const auto sequence = decodeNumber(*sequenceWord, ~quint64(0));
        const auto attempt = decodeNumber(*attemptWord, attemptMax);
        const auto connections = decodeNumber(*connectionsWord, 1'000'000'000);
        if (!sequence || !attempt || !connections)
            return {};
        acks.push_back({*node, *sequence, int(*attempt), int(*connections)});
    }
    if (!lines.isEmpty())
        return {};
    return acks;
}

std::optional<WireItem> decodeOtherVersion(const QList<QByteArray> &words)
{
    const auto version
        = decodeNumber(QByteArrayView(words[0]).sliced(wirePrefix.size()), wireVersionMax);
    if (!version || *version == quint64(wireVersion))
        return {};
    const auto node = words[1] == "h" ? decodeNodeId(words[2]) : std::nullopt;
    return OtherVersion{int(*version), node.value_or(QByteArray())};
}

std::optional<WireItem> decodeHello(const QList<QByteArray> &words)
{
    if (words.size() != 7)
        return {};
    constexpr quint64 largest = quint64(1) << 53;
    const auto node = decodeNodeId(words[2]);
    const auto names = decodeNumber(words[3], largest);
    const auto connections = decodeNumber(words[4], largest);
    const auto publishes = decodeNumber(words[5], ~quint64(0));
    const auto deliveries = decodeNumber(words[6], ~quint64(0));
    if (!node || !names || !connections || !publishes || !deliveries)
        return {};
    return Hello{*node, {*names, *connections, *publishes, *deliveries}};
}

} // namespace

std::optional<quint64> decodeNumber(QByteArrayView text, quint64 largest)
{
    bool ok = false;
    const quint64 value = text.toULongLong(&ok);
    if (!ok || text.isEmpty() || text[0] == '+' || text[0] == '-' || value > largest)
        return {};
    return value;
}

std::optional<QByteArray> decodeNodeId(QByteArrayView escaped)
{
    const QByteArray id = QByteArray::fromPercentEncoding(escaped.toByteArray());
    const qsizetype slash = id.lastIndexOf('/');
    if (slash < 1 || id.size() - slash - 1 != nodeIdDigits
        || !UserName::parse(QByteArrayView(id).first(slash)))
        return {};
    return id;
}

QByteArray wireHead(char kind)
{
    return wireWord.toByteArray() + ' ' + kind + ' ';
}

QByteArray encodeEnvelope(const Envelope &envelope)
{
    QByteArray out;
    out.reserve(headBytesMax / 4 + envelope.message.contentJson.size());
    out.append(wireHead('m'));
    out.append(envelope.origin.toPercentEncoding()).append(' ');
    out.append(QByteArray::number(envelope.sequence)).append(' ');
    out.append(QByteArray::number(envelope.attempt)).append(' ');
    out.append(QByteArray::number(envelope.deadlineMs));
    out.append(envelope.wantsAck ? " 1\n" : " 0\n");
    out.append("{\"to\":").append(jsonQuoted(QByteArrayView(envelope.message.to.utf8())));
    if (!envelope.message.senderId.isEmpty())
        out.append(",\"id\":").append(jsonQuoted(QStringView(envelope.message.senderId)));
    return out.append(',').append(QByteArrayView(encodePush(envelope.message)).sliced(1));
}

QByteArray encodeAcks(const WireAcks &acks)
{
    QByteArray out = wireHead('a') + acks.front().node.toPercentEncoding() + '\n';
    for (const Ack &ack : acks) {
        out.append(QByteArray::number(ack.sequence)).append(' ');
        out.append(QByteArray::number(ack.attempt)).append(' ');
        out.append(QByteArray::number(ack.connections)).append('\n');
    }
    return out;
}

QByteArray encodeProbe(const Probe &probe)
{
    return wireHead('p') + QByteArray::number(probe.number);
}

QByteArray encodeHello(const Hello &hello)
{
    QByteArray out = wireHead('h') + hello.node.toPercentEncoding();
    for (const quint64 value : {hello.facts.names, hello.facts.connections, hello.facts.publishes,
                                hello.facts.deliveries})
        out.append(' ').append(QByteArray::number(value));
    return out;
}

std::optional<WireItem> decodeWireItem(QByteArrayView bytes)
{
    if (bytes.size() > wireItemBytesMax)
        return {};
    const qsizetype end = bytes.first(std::min(bytes.size(), headBytesMax)).indexOf('\n');
    const QByteArrayView head = end < 0 ? bytes : bytes.first(end);
    if (head.size() > headBytesMax || !head.startsWith(wirePrefix))
        return {};
    const QList<QByteArray> words = head.toByteArray().split(' ');
    if (words.size() < 3)
        return {};
    if (words[0] != wireWord)
        return decodeOtherVersion(words);
    if (words[1] == "m" && end >= 0)
        return decodeEnvelope(words, bytes.sliced(end + 1));
    if (words[1] == "a" && end >= 0)
        return decodeAcks(words, bytes.sliced(end + 1));
    if (words[1] == "h" && end < 0)
        return decodeHello(words);
    if (words[1] == "q" && end < 0)
        return decodeQuestion(words);
    if (words[1] == "r" && end >= 0)
        return decodeRoll(words, bytes.sliced(end + 1));
    if (words[1] == "p" && end < 0 && words.size() == 3) {
        if (const auto value = decodeNumber(words[2], ~quint64(0)))
            return Probe{*value};
    }
    return {};
}

QByteArray newNodeId(const QByteArray &nodeName)
{
    const QByteArray digits = QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    return nodeName + '/' + digits.rightJustified(nodeIdDigits, '0');
}

QByteArray nodeNameOf(const QByteArray &nodeId)
{
    return nodeId.left(nodeId.lastIndexOf('/'));
}

} // namespace pushpoint::broker
