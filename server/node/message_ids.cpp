#include "server/node/message_ids.h"

#include <QRandomGenerator>

#include <algorithm>

namespace pushpoint {

namespace {

constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr quint64 fortyBits = (quint64(1) << 40) - 1;

void writeBase32(char *out, int characters, quint64 value)
{
    for (int i = characters - 1; i >= 0; --i) {
        out[i] = alphabet[value & 31];
        value >>= 5;
    }
}

} // namespace

QByteArray MessageIds::next(qint64 wallClockMs)
{
    if (wallClockMs > m_lastMs) {
        m_lastMs = wallClockMs;
        m_high = QRandomGenerator::global()->generate64() & fortyBits;
        // The upper half is left free, so that counting cannot run over within a millisecond.
        m_low = QRandomGenerator::global()->generate64() & (fortyBits >> 1);
    } else {
        ++m_low;
    }
    QByteArray id(26, Qt::Uninitialized);
    writeBase32(id.data(), 10, quint64(m_lastMs));
    writeBase32(id.data() + 10, 8, m_high);
    writeBase32(id.data() + 18, 8, m_low);
    return id;
}

} // namespace pushpoint
