#pragma once

#include "server/broker/wire/envelope.h"

#include <QHash>

#include <array>
#include <functional>
#include <memory>

namespace pushpoint::broker {

/// Decides which envelopes of other nodes are delivered: not our own echo, not what was delivered
/// before, not what comes too late. Bounded: so many origins, and of each a window of sequence
/// numbers. A value's worth of state, no I/O and no clock. Server thread; owned by a broker.
class SequenceWindow
{
public:
    explicit SequenceWindow(QByteArray ownId) : m_ownId(std::move(ownId)) { }

    struct Counts
    {
        quint64 delivered = 0;
        quint64 echoes = 0;  ///< our own
        quint64 repeats = 0; ///< delivered before
        quint64 late = 0;    ///< past their deadline, or older than the window
        quint64 garbage = 0; ///< not ours at all; counted by the broker
        quint64 others = 0;  ///< of another version; counted by the broker
    };

    /// Hands the envelope to `deliver` if it is new and in time. Returns how many connections got
    /// it (for a repeat: got it before), or nothing if it must not be acknowledged.
    std::optional<int> take(const Envelope &envelope, qint64 nowMs,
                            const std::function<int(const Envelope &)> &deliver);
    void countGarbage() { ++m_counts.garbage; }
    void countLate() { ++m_counts.late; }
    void countOther() { ++m_counts.others; }
    const Counts &counts() const { return m_counts; }

    static constexpr size_t windowSize = 1024;
    static constexpr qsizetype originsMax = 1000; ///< the one heard longest ago is forgotten

private:
    struct Slot
    {
        quint64 sequence = 0; ///< 0: free; sequences begin with 1
        int connections = 0;
    };
    struct Origin
    {
        std::array<Slot, windowSize> window;
        quint64 lastUse = 0;
    };
    Origin &originOf(const QByteArray &id);

    const QByteArray m_ownId;
    Counts m_counts;
    quint64 m_uses = 0;
    QHash<QByteArray, std::shared_ptr<Origin>> m_origins;
};

} // namespace pushpoint::broker
