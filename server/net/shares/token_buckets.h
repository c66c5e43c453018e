#pragma once

#include "server/net/shares/rate.h"

#include <array>
#include <cstddef>
#include <vector>

namespace pushpoint::net {

/// One token bucket for each of many keys, in memory that is taken at the start and never grows. A
/// full bucket needs no memory, so there is one only for keys that have taken something lately.
/// Where more of these come together than there is room for, those that owe least are forgotten,
/// which is to their good: a flood of keys makes nobody wait who would not wait alone, and does not
/// help out who owes much. Pure but for its state; one thread.
class TokenBuckets
{
public:
    static constexpr size_t bucketsMaxUsual = 65'536; // 1 MiB

    /// @param bucketsMax a power of two, 4 at the least. No memory is taken where there is no
    /// limit.
    explicit TokenBuckets(const Rate &rate, size_t bucketsMax = bucketsMaxUsual);

    bool isLimited() const { return m_rate.isLimited(); }
    /// How long until so many may be taken for this key; 0: now.
    /// @param key a hash that nobody outside can foresee: few keys share a place then.
    qint64 waitNs(quint64 key, int count, qint64 nowNs) const;
    /// Takes them, whatever waitNs() says.
    void take(quint64 key, int count, qint64 nowNs);

    /// For tests: the memory, in bytes.
    size_t bytes() const { return m_sets.capacity() * sizeof(Set); }

private:
    struct Bucket
    {
        quint64 key = 0;
        qint64 fullAtNs = 0; ///< in the past: this bucket is nobody's
    };
    /// The buckets that a key may have: those of one line of the processor's cache.
    using Set = std::array<Bucket, 4>;

    const Set &setOf(quint64 key) const { return m_sets[key & (m_sets.size() - 1)]; }
    qint64 fullAtNs(quint64 key, qint64 nowNs) const;

    const Rate m_rate;
    std::vector<Set> m_sets;
};

} // namespace pushpoint::net
