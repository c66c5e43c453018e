#include "server/broker/wire/envelope.h"

namespace pushpoint::broker {

// "PP2 q <origin> <number> <limit> <exact?> .<name>" and "PP2 r <node> <number>", a line
// "<connections> <name>" for each: all names percent-encoded.

namespace {

constexpr quint64 limitMax = 10'000; // as a page has at the most

} // namespace

QByteArray encodeQuestion(const Question &question)
{
    const PresenceQuery &query = question.query;
    return wireHead('q') + question.origin.toPercentEncoding() + ' '
        + QByteArray::number(question.number) + ' ' + QByteArray::number(query.limit)
        + (query.exact ? " 1 ." : " 0 .") + query.name.toPercentEncoding();
}

QByteArray encodeRoll(const Roll &roll)
{
    QByteArray out = wireHead('r') + roll.presence.node.toPercentEncoding() + ' '
        + QByteArray::number(roll.number) + '\n';
    for (const NamePresence &presence : roll.presence.names)
        out += QByteArray::number(presence.connections) + ' ' + presence.name.toPercentEncoding()
            + '\n';
    return out;
}

std::optional<WireItem> decodeQuestion(const QList<QByteArray> &words)
{
    if (words.size() != 7 || !words[6].startsWith('.'))
        return {};
    const auto origin = decodeNodeId(words[2]);
    const auto number = decodeNumber(words[3], ~quint64(0));
    const auto limit = decodeNumber(words[4], limitMax);
    const auto exact = decodeNumber(words[5], 1);
    const QByteArray name = QByteArray::fromPercentEncoding(words[6].sliced(1));
    if (!origin || !number || !limit || !exact || *limit == 0)
        return {};
    if (*exact != 0 && !UserName::parse(QByteArrayView(name)))
        return {};
    return Question{*origin, *number, {name, int(*limit), *exact != 0}};
}

std::optional<WireItem> decodeRoll(const QList<QByteArray> &words, QByteArrayView lines)
{
    if (words.size() != 4)
        return {};
    const auto node = decodeNodeId(words[2]);
    const auto number = decodeNumber(words[3], ~quint64(0));
    if (!node || !number)
        return {};
    Roll roll{*number, {*node, {}}};
    const QList<QByteArray> rows = lines.toByteArray().split('\n');
    if (rows.size() > qsizetype(limitMax) + 1 || !rows.constLast().isEmpty())
        return {};
    for (const QByteArray &row : rows.first(rows.size() - 1)) {
        const qsizetype blank = row.indexOf(' ');
        if (blank < 0)
            return {};
        const auto connections = decodeNumber(QByteArrayView(row).first(blank), 1'000'000'000);
        const QByteArray name = QByteArray::fromPercentEncoding(row.sliced(blank + 1));
        if (!connections || !UserName::parse(QByteArrayView(name)))
            return {};
        roll.presence.names.push_back({name, int(*connections)});
    }
    return roll;
}

} // namespace pushpoint::broker
