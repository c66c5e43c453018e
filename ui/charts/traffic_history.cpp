#include "ui/charts/traffic_history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pushpoint::ui {

namespace {

constexpr double nsPerMs = 1e6;
constexpr double absent = std::numeric_limits<double>::quiet_NaN();

HistoryPoint difference(qint64 beginMs, qint64 lengthMs, const TrafficTotals &before,
                        const TrafficTotals &after)
{
    HistoryPoint point;
    point.wallClockMs = beginMs;
    const auto put
        = [&](Figure figure, double value) { point.values[static_cast<size_t>(figure)] = value; };
    const auto rate = [&](Figure figure, quint64 TrafficTotals::*total) {
        const quint64 grown = after.*total - std::min(before.*total, after.*total);
        put(figure, static_cast<double>(grown) * 1000 / static_cast<double>(lengthMs));
    };
    rate(Figure::Published, &TrafficTotals::publishes);
    rate(Figure::Delivered, &TrafficTotals::deliveries);
    rate(Figure::Offline, &TrafficTotals::offline);
    rate(Figure::Refused, &TrafficTotals::refused);
    rate(Figure::BytesIn, &TrafficTotals::bytesIn);
    rate(Figure::BytesOut, &TrafficTotals::bytesOut);
    put(Figure::Connections, static_cast<double>(after.connectionsOpen));
    put(Figure::Names, static_cast<double>(after.namesOnline));
    const auto &from = before.publishDurations;
    const auto &to = after.publishDurations;
    put(Figure::MedianLatencyMs, percentileMs(from, to, 0.5).value_or(absent));
    put(Figure::P99LatencyMs, percentileMs(from, to, 0.99).value_or(absent));
    return point;
}

} // namespace

qint64 spanMs(Span span)
{
    switch (span) {
    case Span::Minute:
        return 60'000;
    case Span::QuarterHour:
        return 15 * 60'000;
    case Span::Day:
        return 24 * 60 * 60'000;
    }
    Q_UNREACHABLE();
}

qint64 stepMs(Span span)
{
    return span == Span::Day ? 60'000 : 1'000;
}

void TrafficHistory::sample(qint64 wallClockMs, const TrafficTotals &totals)
{
    m_seconds.sample(wallClockMs, totals);
    m_minutes.sample(wallClockMs, totals);
}

void TrafficHistory::Series::sample(qint64 wallClockMs, const TrafficTotals &totals)
{
    const qint64 stepBeginMs = wallClockMs - wallClockMs % stepMs;
    if (beginMs == stepBeginMs)
        return;
    // A clock that was set back begins anew: points in two orders could not be drawn.
    if (beginMs && stepBeginMs < *beginMs)
        points.clear();
    else if (beginMs)
        points.push_back(difference(*beginMs, stepBeginMs - *beginMs, atBegin, totals));
    if (points.size() > pointsMax)
        points.pop_front();
    beginMs = stepBeginMs;
    atBegin = totals;
}

std::vector<HistoryPoint> TrafficHistory::points(Span span) const
{
    const Series &series = span == Span::Day ? m_minutes : m_seconds;
    if (series.points.empty())
        return {};
    const qint64 sinceMs = series.points.back().wallClockMs - spanMs(span);
    const auto first = std::ranges::find_if(
        series.points, [sinceMs](const HistoryPoint &p) { return p.wallClockMs > sinceMs; });
    return {first, series.points.end()};
}

std::optional<double> percentileMs(const DurationCounts &before, const DurationCounts &after,
                                   double share)
{
    const auto grown = [&](size_t i) {
        return static_cast<double>(after.buckets[i]
                                   - std::min(before.buckets[i], after.buckets[i]));
    };
    double total = 0;
    for (size_t i = 0; i < after.buckets.size(); ++i)
        total += grown(i);
    if (total <= 0)
        return {};
    double wanted = share * total;
    for (size_t i = 0; i < durationBoundsNs.size(); ++i) {
        const double count = grown(i);
        if (count > 0 && wanted <= count) {
            const double low = i == 0 ? 0 : static_cast<double>(durationBoundsNs[i - 1]);
            const double high = static_cast<double>(durationBoundsNs[i]);
            return (low + (high - low) * wanted / count) / nsPerMs;
        }
        wanted -= count;
    }
    return static_cast<double>(durationBoundsNs.back()) / nsPerMs; // or longer: it is not known
}

} // namespace pushpoint::ui
