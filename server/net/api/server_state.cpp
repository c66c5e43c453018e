#include "server/net/api/server_state.h"

#include "server/protocol/json/json_text.h"

namespace pushpoint::net {

namespace {

/// A JSON object, member by member.
class Object
{
public:
    void add(QByteArrayView key, const QByteArray &json)
    {
        m_text += (m_text.isEmpty() ? "" : ",") + jsonQuoted(key) + ':' + json;
    }
    void add(QByteArrayView key, quint64 number) { add(key, QByteArray::number(number)); }
    void add(QByteArrayView key, bool is) { add(key, QByteArray(is ? "true" : "false")); }

    QByteArray text() const { return '{' + m_text + '}'; }

private:
    QByteArray m_text;
};

QByteArray countersJson(const TrafficTotals &totals)
{
    Object counters;
    counters.add("publishes", totals.publishes);
    counters.add("offline", totals.offline);
    counters.add("deliveries", totals.deliveries);
    counters.add("published_bytes", totals.bytesIn);
    counters.add("delivered_bytes", totals.bytesOut);
    counters.add("refused", totals.refused);
    Object limited;
    for (size_t i = 0; i < shareWords.size(); ++i)
        limited.add(shareWords[i], totals.limited[i]);
    counters.add("limited", limited.text());
    counters.add("websockets_opened", totals.connectionsOpened);
    return counters.text();
}

// A second's of each share; 0: no limit.
QByteArray sharesJson(const Limits &limits)
{
    Object shares;
    shares.add("socket_publishes", quint64(limits.socketPublishesPerSecondMax));
    shares.add("name_publishes", quint64(limits.namePublishesPerSecondMax.value_or(0)));
    shares.add("address_publishes", quint64(limits.addressPublishesPerSecondMax.value_or(0)));
    shares.add("address_upgrades", quint64(limits.addressUpgradesPerSecondMax.value_or(0)));
    return shares.text();
}

QByteArray optionsJson(const QList<ToldOption> &options)
{
    Object all;
    for (const ToldOption &option : options) {
        Object one;
        one.add("value", jsonQuoted(option.value));
        one.add("default", jsonQuoted(option.usual));
        all.add(option.name.toUtf8(), one.text());
    }
    return all.text();
}

} // namespace

QByteArray serverStateJson(const ServerState &state, const Limits &limits,
                           const QList<ToldOption> &options)
{
    Object server;
    server.add("version", jsonQuoted(QByteArrayView(PUSHPOINT_VERSION)));
    server.add("qt", jsonQuoted(QByteArrayView(qVersion())));
    server.add("node", jsonQuoted(QByteArrayView(state.node)));
    server.add("uptime_seconds", quint64(state.uptimeSeconds));
    server.add("joined", state.isJoined);
    server.add("stopping", state.isStopping);
    Object connections;
    connections.add("websockets", state.totals.connectionsOpen);
    connections.add("names", state.totals.namesOnline);
    connections.add("http", state.totals.httpConnectionsOpen);
    server.add("connections", connections.text());
    server.add("counters", countersJson(state.totals));
    server.add("shares", sharesJson(limits));
    server.add("options", optionsJson(options));
    return server.text();
}

} // namespace pushpoint::net
