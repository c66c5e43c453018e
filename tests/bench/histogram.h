#pragma once

#include <array>
#include <cstdint>

namespace pushpoint::bench {

/// Counts values of any size in constant memory, each kept to within one part in 128 (a log-linear
/// histogram, as HdrHistogram's). A value type; one thread; never allocates.
class Histogram
{
public:
    /// Negative values count as 0.
    void record(std::int64_t value);
    void add(const Histogram &other);

    std::uint64_t count() const { return m_count; }
    /// Exact, unlike the percentiles; 0 where nothing was recorded.
    std::int64_t max() const { return m_max; }
    double mean() const { return m_count == 0 ? 0.0 : m_sum / double(m_count); }

    /// The smallest value that at least `percent` (0 to 100) of the recorded ones do not exceed,
    /// rounded up to its bucket's end, and never more than max().
    std::int64_t percentile(double percent) const;

private:
    static constexpr int stepBits = 7; ///< 128 steps for each doubling
    static constexpr int bucketCount = (64 - stepBits) << stepBits;

    static int bucketOf(std::uint64_t value);
    static std::uint64_t lastValueOf(int bucket);

    std::array<std::uint64_t, bucketCount> m_buckets{};
    std::uint64_t m_count = 0;
    std::int64_t m_max = 0;
    double m_sum = 0;
};

} // namespace pushpoint::bench
