#include "server/traffic/traffic_totals.h"

namespace pushpoint {

namespace {

quint64 read(const TrafficCounters::Counter &counter)
{
    return counter.load(std::memory_order_relaxed);
}

template <size_t size>
std::array<quint64, size> read(const std::array<TrafficCounters::Counter, size> &counters)
{
    std::array<quint64, size> values;
    std::ranges::transform(counters, values.begin(),
                           [](const TrafficCounters::Counter &counter) { return read(counter); });
    return values;
}

ClientClose clientCloseOf(int closeCode)
{
    if (closeCode == int(CloseCode::Normal))
        return ClientClose::Normal;
    return closeCode == int(CloseCode::GoingAway) ? ClientClose::GoingAway : ClientClose::Other;
}

} // namespace

std::vector<TrafficTotals::Refusals> TrafficTotals::refusalsByCause() const
{
    std::vector<Refusals> causes;
    for (size_t i = 0; i < refusedBy.size(); ++i) {
        if (refusedBy[i] > 0)
            causes.push_back({Error{ErrorCode(i), {}}.word(), refusedBy[i]});
    }
    return causes;
}

void TrafficCounters::countRefusal(ErrorCode cause)
{
    addRelaxed(refused, 1);
    addRelaxed(refusedBy[size_t(cause)], 1);
}

void TrafficCounters::countLimited(Share share)
{
    addRelaxed(limited[size_t(share)], 1);
}

void TrafficCounters::countClose(EndedBy by, int closeCode)
{
    switch (by) {
    case EndedBy::Server: {
        const auto found = std::ranges::find(closeCodes, CloseCode(closeCode));
        if (found != closeCodes.end())
            addRelaxed(closedByServer[size_t(found - closeCodes.begin())], 1);
        break;
    }
    case EndedBy::Client:
        addRelaxed(closedByClient[size_t(clientCloseOf(closeCode))], 1);
        break;
    case EndedBy::Network:
        addRelaxed(closedByNetwork, 1);
        break;
    }
}

void TrafficCounters::countEventLoopLag(qint64 lagNs)
{
    eventLoopLags.add(lagNs);
    lastEventLoopLagNs.store(quint64(std::max<qint64>(lagNs, 0)), std::memory_order_relaxed);
}

TrafficTotals TrafficCounters::totals() const
{
    TrafficTotals totals;
    totals.publishes = read(publishes);
    totals.deliveries = read(deliveries);
    totals.offline = read(offline);
    totals.refused = read(refused);
    totals.bytesIn = read(bytesIn);
    totals.bytesOut = read(bytesOut);
    totals.connectionsOpen = read(connectionsOpen);
    totals.namesOnline = read(namesOnline);
    totals.refusedBy = read(refusedBy);
    totals.limited = read(limited);
    totals.connectionsOpened = read(connectionsOpened);
    totals.connectionsDropped = read(connectionsDropped);
    totals.acceptErrors = read(acceptErrors);
    totals.closedByServer = read(closedByServer);
    totals.closedByClient = read(closedByClient);
    totals.closedByNetwork = read(closedByNetwork);
    totals.bytesWaiting = read(bytesWaiting);
    totals.httpConnectionsOpen = read(httpConnectionsOpen);
    totals.eventsLost = read(eventsLost);
    totals.publishDurations = publishDurations.counts();
    totals.eventLoopLags = eventLoopLags.counts();
    totals.lastEventLoopLagNs = read(lastEventLoopLagNs);
    return totals;
}

} // namespace pushpoint
