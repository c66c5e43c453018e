#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

#include <chrono>

namespace pushpoint::broker {

/// Which other nodes may be alive, so that "nobody listens" is believed only where none of them is
/// between two links. The list in Redis is the truth while the link lasts; after a break it may
/// have been lost, so whoever was known before is held for a while. Times are steady milliseconds.
/// Server thread; owned by a broker.
class KnownNodes
{
public:
    explicit KnownNodes(QByteArray ownId) : m_ownId(std::move(ownId)) { }

    /// All that were seen in Redis' list now.
    void see(const QList<QByteArray> &listed, qint64 nowMs);
    /// One spoke. It may have joined since the list was read: it counts until that is read again.
    void hear(const QByteArray &id, qint64 nowMs);
    /// A new link; `upSeconds` is how long that Redis has run. While it is young, nodes that nobody
    /// here has heard of may be on their way back to it.
    void beginLink(qint64 upSeconds, qint64 nowMs);

    /// Redis' list was emptied meanwhile. Until everybody had the time to be in it again, nobody is
    /// missed.
    void noteListLost(qint64 nowMs)
    {
        if (!isYoung(nowMs))
            beginLink(0, nowMs);
    }

    /// The others that have to be listening for a zero to count.
    QList<QByteArray> ids() const { return m_heldUntilMs.keys(); }
    bool isYoung(qint64 nowMs) const { return nowMs < m_youngUntilMs; }

    /// As long as the longest pause between two tries, and some more.
    static constexpr std::chrono::milliseconds holdTime{6'000};
    /// As long as from one look at the list to the next, and some more.
    static constexpr std::chrono::milliseconds heardTime{2'000};
    static constexpr qsizetype nodesMax = 1'000; ///< the wire is not trusted

private:
    const QByteArray m_ownId;
    QHash<QByteArray, qint64> m_heldUntilMs; ///< 0: as long as it is listed
    qint64 m_youngUntilMs = 0;
};

} // namespace pushpoint::broker
