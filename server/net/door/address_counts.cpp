#include "server/net/door/address_counts.h"

#include <QtEndian>

namespace pushpoint::net {

/// Falls with the connection: as its child, since all who take a socket over cut its signals.
class AddressCounts::Place : public QObject
{
public:
    Place(AddressCounts &counts, Key key, QObject *connection)
        : QObject(connection), m_counts(counts), m_key(key)
    {
        ++m_counts.m_counts[m_key];
    }
    ~Place() override
    {
        const auto count = m_counts.m_counts.find(m_key);
        if (--count.value() == 0)
            m_counts.m_counts.erase(count);
    }

private:
    AddressCounts &m_counts;
    const Key m_key;
};

void AddressCounts::add(const QHostAddress &address, QObject *connection)
{
    new Place(*this, keyOf(address), connection);
}

AddressCounts::Key AddressCounts::keyOf(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // also of the mapped
    if (isV4)
        return {0, v4};
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return {qFromBigEndian<quint64>(v6.c), 0};
}

} // namespace pushpoint::net
