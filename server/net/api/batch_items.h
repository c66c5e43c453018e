#pragma once

#include "server/net/http/body_type.h"
#include "server/protocol/result.h"

#include <QByteArrayView>

#include <vector>

namespace pushpoint::net {

/// The messages of a batch's body, one after the other: the elements of a JSON array, or lines that
/// are not empty. The body must outlive this. A value; any thread.
class BatchItems
{
public:
    /// One look at each byte, and not further than to the first message too many. Errors: BadJson
    /// (it is no array), BodyTooLarge (too many messages): nothing of it may be published.
    static Result<BatchItems> parse(QByteArrayView body, BodyType type, int itemsMax);

    /// How many there are in all.
    qsizetype size() const { return qsizetype(m_items.size()); }
    /// The first of all; an empty view where there is none.
    QByteArrayView first() const { return m_items.empty() ? QByteArrayView() : m_items.front(); }

    /// The next message, whether it is one or not; an empty view where there are no more.
    QByteArrayView next() { return m_next < m_items.size() ? m_items[m_next++] : QByteArrayView(); }

private:
    BatchItems() = default;

    std::vector<QByteArrayView> m_items;
    size_t m_next = 0;
};

} // namespace pushpoint::net
