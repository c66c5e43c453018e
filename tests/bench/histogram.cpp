#include "tests/bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace pushpoint::bench {

int Histogram::bucketOf(std::uint64_t value)
{
    constexpr std::uint64_t steps = 1u << stepBits;
    if (value < steps)
        return int(value);
    // The leading one and the seven bits behind it; the rest is what is rounded away.
    const int shift = std::bit_width(value) - stepBits - 1;
    return int((std::uint64_t(shift) << stepBits) + (value >> shift));
}

std::uint64_t Histogram::lastValueOf(int bucket)
{
    constexpr int steps = 1 << stepBits;
    if (bucket < 2 * steps)
        return std::uint64_t(bucket);
    const int shift = (bucket >> stepBits) - 1;
    const auto lead = std::uint64_t(bucket - (shift << stepBits));
    return ((lead + 1) << shift) - 1;
}

void Histogram::record(std::int64_t value)
{
    const std::int64_t counted = std::max<std::int64_t>(value, 0);
    ++m_buckets[std::size_t(bucketOf(std::uint64_t(counted)))];
    ++m_count;
    m_sum += double(counted);
    m_max = std::max(m_max, counted);
}

void Histogram::add(const Histogram &other)
{
    for (std::size_t i = 0; i < m_buckets.size(); ++i)
        m_buckets[i] += other.m_buckets[i];
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

std::int64_t Histogram::percentile(double percent) const
{
    if (m_count == 0)
        return 0;
    const double share = std::clamp(percent, 0.0, 100.0) / 100.0;
    const auto wanted
        = std::max<std::uint64_t>(1, std::uint64_t(std::ceil(share * double(m_count))));
    std::uint64_t seen = 0;
    for (int bucket = 0; bucket < bucketCount; ++bucket) {
        seen += m_buckets[std::size_t(bucket)];
        if (seen >= wanted)
            return std::min(std::int64_t(lastValueOf(bucket)), m_max);
    }
    return m_max;
}

} // namespace pushpoint::bench
