#include "ui/window/rate_meter.h"

namespace pushpoint::ui {

namespace {

constexpr qint64 windowMs = 2'000;
/// Closer samples replace the newest, so that a fast caller makes the memory no bigger.
constexpr qint64 sampleIntervalMsMin = 100;

} // namespace

void RateMeter::sample(qint64 steadyMs, const TrafficTotals &totals)
{
    if (!m_samples.empty() && totals.publishes < m_samples.back().totals.publishes)
        m_samples.clear();
    const bool close = m_samples.size() >= 2
        && steadyMs - m_samples[m_samples.size() - 2].steadyMs < sampleIntervalMsMin;
    if (close)
        m_samples.pop_back();
    m_samples.push_back({steadyMs, totals});
    // One sample older than the window stays as its edge.
    while (m_samples.size() > 2 && steadyMs - m_samples[1].steadyMs >= windowMs)
        m_samples.pop_front();
}

TrafficRates RateMeter::rates() const
{
    if (m_samples.size() < 2)
        return {};
    const Sample &then = m_samples.front();
    const Sample &now = m_samples.back();
    const double seconds = static_cast<double>(now.steadyMs - then.steadyMs) / 1000;
    if (seconds <= 0)
        return {};
    const auto rate = [&](quint64 TrafficTotals::*total) {
        const quint64 before = then.totals.*total;
        const quint64 after = now.totals.*total;
        return after > before ? static_cast<double>(after - before) / seconds : 0.0;
    };
    return {.publishes = rate(&TrafficTotals::publishes),
            .deliveries = rate(&TrafficTotals::deliveries),
            .offline = rate(&TrafficTotals::offline),
            .refused = rate(&TrafficTotals::refused),
            .bytesIn = rate(&TrafficTotals::bytesIn),
            .bytesOut = rate(&TrafficTotals::bytesOut)};
}

} // namespace pushpoint::ui
