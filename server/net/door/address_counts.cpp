#include "server/net/door/address_counts.h"

namespace pushpoint::net {

/// Falls with the connection: as its child, since all who take a socket over cut its signals.
class AddressCounts::Place : public QObject
{
public:
    Place(AddressCounts &counts, const AddressKey &key, QObject *connection)
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
    const AddressKey m_key;
};

void AddressCounts::add(const QHostAddress &address, QObject *connection)
{
    new Place(*this, addressKeyOf(address), connection);
}

} // namespace pushpoint::net
