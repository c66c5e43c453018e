#include "server/net/api/presence_answer.h"

#include "server/broker/wire/envelope.h"
#include "server/net/http/http_writer.h"
#include "server/protocol/json/json_text.h"

#include <algorithm>
#include <span>
#include <tuple>

namespace pushpoint::net {

namespace {

/// What one node has of a name.
struct Row
{
    QByteArray name;
    QByteArray node;
    int connections;

    friend bool operator<(const Row &a, const Row &b)
    {
        return std::tie(a.name, a.node, a.connections) < std::tie(b.name, b.node, b.connections);
    }
};
using Rows = std::span<const Row>;

/// All there is, the rows of one name together, in the order of names.
std::vector<Row> sortedRows(const broker::PresenceAnswer &answer)
{
    std::vector<Row> rows;
    for (const broker::NodePresence &node : answer.nodes) {
        const QByteArray nodeName = broker::nodeNameOf(node.node);
        for (const broker::NamePresence &presence : node.names)
            rows.push_back({presence.name, nodeName, presence.connections});
    }
    std::ranges::sort(rows, std::less<>());
    return rows;
}

Rows firstNameOf(Rows rows)
{
    const auto end = std::ranges::find_if(
        rows, [&rows](const Row &row) { return row.name != rows.front().name; });
    return rows.first(size_t(end - rows.begin()));
}

int connectionsOf(Rows rows)
{
    int connections = 0;
    for (const Row &row : rows)
        connections += row.connections;
    return connections;
}

void appendJson(QByteArray &out, const QByteArray &name, Rows rows, bool detailed)
{
    out += "{\"name\":" + jsonQuoted(QByteArrayView(name))
        + ",\"connections\":" + QByteArray::number(connectionsOf(rows));
    if (detailed) {
        out += ",\"nodes\":[";
        for (const Row &row : rows) {
            if (!out.endsWith('['))
                out += ',';
            out += "{\"node\":" + jsonQuoted(QByteArrayView(row.node))
                + ",\"connections\":" + QByteArray::number(row.connections) + '}';
        }
        out += ']';
    }
    out += '}';
}

HttpReply replyOf(const broker::PresenceAnswer &answer, const QByteArray &body)
{
    HttpReply reply = jsonReply(body);
    if (!answer.complete)
        reply.headers.append(HttpHeader{"Pushpoint-Complete", "false"});
    return reply;
}

} // namespace

HttpReply presencePage(const broker::PresenceAnswer &answer, int limit, bool detailed)
{
    const std::vector<Row> rows = sortedRows(answer);
    QByteArray body("[");
    for (Rows left(rows); !left.empty() && limit > 0; --limit) {
        const Rows ofName = firstNameOf(left);
        if (body.size() > 1)
            body += ',';
        appendJson(body, ofName.front().name, ofName, detailed);
        left = left.subspan(ofName.size());
    }
    return replyOf(answer, body + ']');
}

HttpReply presenceOf(const broker::PresenceAnswer &answer, const QByteArray &name, bool detailed,
                     bool isHead)
{
    std::vector<Row> rows = sortedRows(answer);
    std::erase_if(rows, [&name](const Row &row) { return row.name != name; });
    QByteArray body;
    appendJson(body, name, rows, detailed);
    HttpReply reply = replyOf(answer, body);
    if (isHead && connectionsOf(rows) == 0)
        reply.status = 404;
    return reply;
}

} // namespace pushpoint::net
