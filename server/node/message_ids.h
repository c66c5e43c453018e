#pragma once

#include <QByteArray>

namespace pushpoint {

/// Makes ids of 26 characters (Crockford's base 32): 48 bits of milliseconds and 80 of chance, the
/// form known as ULID. Ids of one source sort in the order in which they were made, also within one
/// millisecond. One thread.
class MessageIds
{
public:
    /// @param wallClockMs since the epoch; a clock that jumps back does not disturb the order.
    QByteArray next(qint64 wallClockMs);

private:
    qint64 m_lastMs = -1;
    quint64 m_high = 0; ///< 40 bits of chance, fixed for a millisecond
    quint64 m_low = 0;  ///< 40 bits: chance, then counted up
};

} // namespace pushpoint
