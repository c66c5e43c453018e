#include "server/net/shares/token_buckets.h"

#include <bit>

namespace pushpoint::net {

TokenBuckets::TokenBuckets(const Rate &rate, size_t bucketsMax)
    : m_rate(rate), m_sets(rate.isLimited() ? bucketsMax / std::tuple_size_v<Set> : 0)
{
    Q_ASSERT(!isLimited() || std::has_single_bit(m_sets.size()));
}

qint64 TokenBuckets::fullAtNs(quint64 key, qint64 nowNs) const
{
    for (const Bucket &bucket : setOf(key)) {
        if (bucket.key == key && bucket.fullAtNs > nowNs)
            return bucket.fullAtNs;
    }
    return nowNs;
}

qint64 TokenBuckets::waitNs(quint64 key, int count, qint64 nowNs) const
{
    return isLimited() ? m_rate.waitNs(fullAtNs(key, nowNs), count, nowNs) : 0;
}

void TokenBuckets::take(quint64 key, int count, qint64 nowNs)
{
    if (!isLimited())
        return;
    Set &set = m_sets[key & (m_sets.size() - 1)];
    Bucket *place = &set.front();
    for (Bucket &bucket : set) {
        if (bucket.key == key) {
            bucket.fullAtNs = m_rate.fullAtAfter(bucket.fullAtNs, count, nowNs);
            return;
        }
        if (bucket.fullAtNs < place->fullAtNs)
            place = &bucket;
    }
    const qint64 fullAtNs = m_rate.fullAtAfter(nowNs, count, nowNs);
    if (place->fullAtNs <= fullAtNs)
        *place = {key, fullAtNs};
}

} // namespace pushpoint::net
