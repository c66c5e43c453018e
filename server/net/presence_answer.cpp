#include "server/net/presence_answer.h"

#include "server/broker/envelope.h"
#include "server/net/http_writer.h"
#include "server/protocol/json_text.h"

#include <algorithm>
#include <map>

namespace pushpoint {

namespace {

struct Everywhere
{
    int connections = 0;
    std::vector<std::pair<QByteArray, int>> nodes; ///< name of the node, connections
};

std::map<QByteArray, Everywhere> byName(const PresenceAnswer &answer)
{
    std::map<QByteArray, Everywhere> names;
    for (const NodePresence &node : answer.nodes) {
        for (const NamePresence &presence : node.names) {
            Everywhere &everywhere = names[presence.name];
            everywhere.connections += presence.connections;
            everywhere.nodes.emplace_back(nodeNameOf(node.node), presence.connections);
        }
    }
    for (auto &[name, everywhere] : names)
        std::ranges::sort(everywhere.nodes);
    return names;
}

QByteArray json(const QByteArray &name, const Everywhere &everywhere, bool detailed)
{
    QByteArray out = "{\"name\":" + jsonQuoted(QByteArrayView(name))
        + ",\"connections\":" + QByteArray::number(everywhere.connections);
    if (!detailed)
        return out + '}';
    out += ",\"nodes\":[";
    for (const auto &[node, connections] : everywhere.nodes) {
        if (!out.endsWith('['))
            out += ',';
        out += "{\"node\":" + jsonQuoted(QByteArrayView(node))
            + ",\"connections\":" + QByteArray::number(connections) + '}';
    }
    return out + "]}";
}

HttpReply replyOf(const PresenceAnswer &answer, const QByteArray &body)
{
    HttpReply reply = jsonReply(body);
    if (!answer.complete)
        reply.headers.append(HttpHeader{"Pushpoint-Complete", "false"});
    return reply;
}

} // namespace

HttpReply presencePage(const PresenceAnswer &answer, int limit, bool detailed)
{
    QByteArray body("[");
    int count = 0;
    for (const auto &[name, everywhere] : byName(answer)) {
        if (++count > limit)
            break;
        if (count > 1)
            body += ',';
        body += json(name, everywhere, detailed);
    }
    return replyOf(answer, body + ']');
}

HttpReply presenceOf(const PresenceAnswer &answer, const QByteArray &name, bool detailed,
                     bool isHead)
{
    const auto names = byName(answer);
    const auto found = names.find(name);
    const Everywhere everywhere = found == names.end() ? Everywhere{} : found->second;
    HttpReply reply = replyOf(answer, json(name, everywhere, detailed));
    if (isHead && everywhere.connections == 0)
        reply.status = 404;
    return reply;
}

} // namespace pushpoint
