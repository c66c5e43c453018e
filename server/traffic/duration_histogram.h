#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <atomic>

namespace pushpoint {

/// The upper bounds of a histogram's buckets, each included, in nanoseconds: 10 µs to 10 s. Behind
/// them stands one more bucket, for what took longer.
inline constexpr std::array<qint64, 19> durationBoundsNs{
    10'000,        25'000,        50'000,        100'000,       250'000,
    500'000,       1'000'000,     2'500'000,     5'000'000,     10'000'000,
    25'000'000,    50'000'000,    100'000'000,   250'000'000,   500'000'000,
    1'000'000'000, 2'500'000'000, 5'000'000'000, 10'000'000'000};

/// What a histogram has counted. A value.
struct DurationCounts
{
    std::array<quint64, durationBoundsNs.size() + 1> buckets{}; ///< each counts only its own
    quint64 sumNs = 0;

    quint64 total() const
    {
        quint64 sum = 0;
        for (const quint64 bucket : buckets)
            sum += bucket;
        return sum;
    }
};

/// Adds to a counter that has one writer: cheaper than an atomic addition.
inline void addRelaxed(std::atomic<quint64> &counter, quint64 amount)
{
    counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

/// How long things took, in buckets of fixed bounds. One writer, read by anyone; never allocates
/// and never waits.
class DurationHistogram
{
public:
    void add(qint64 durationNs)
    {
        const auto bound = std::ranges::lower_bound(durationBoundsNs, durationNs);
        addRelaxed(m_buckets[size_t(bound - durationBoundsNs.begin())], 1);
        addRelaxed(m_sumNs, quint64(std::max<qint64>(durationNs, 0)));
    }

    DurationCounts counts() const
    {
        DurationCounts counts;
        for (size_t i = 0; i < m_buckets.size(); ++i)
            counts.buckets[i] = m_buckets[i].load(std::memory_order_relaxed);
        counts.sumNs = m_sumNs.load(std::memory_order_relaxed);
        return counts;
    }

private:
    std::array<std::atomic<quint64>, durationBoundsNs.size() + 1> m_buckets{};
    std::atomic<quint64> m_sumNs{0};
};

} // namespace pushpoint
