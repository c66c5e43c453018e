#pragma once

#include "server/net/http/body_type.h"

#include <QByteArray>

#include <deque>

namespace pushpoint::net {

/// The results of a batch as the body of its answer, in the order of the messages, also where some
/// become known later than those behind them. A value without I/O or clock.
class BatchResults
{
public:
    /// @param type of the answer: an array for Json, else one result a line.
    explicit BatchResults(BodyType type);

    /// The next message's result.
    void add(const QByteArray &result);
    /// Keeps the next message's place until its result is known. Returns the place's number.
    quint64 addPlace();
    /// The result for a place; once for each.
    void settle(quint64 place, const QByteArray &result);
    /// There are no more messages.
    void close();
    /// From now on nothing is kept: nobody wants it.
    void discard();

    /// Closed, and every result is known.
    bool isComplete() const { return m_isClosed && m_unknown == 0; }
    qsizetype unknown() const { return m_unknown; }
    /// All that is kept; and of it what can leave now.
    qsizetype keptBytes() const { return m_ready.size() + m_heldBytes; }
    qsizetype readyBytes() const { return m_ready.size(); }
    /// Takes what can leave out, no more than so many bytes of it.
    QByteArray take(qsizetype bytesMax);

private:
    void write(const QByteArray &result);
    void writeEnd();

    const bool m_isArray;
    bool m_isClosed = false;
    bool m_isDiscarded = false;
    bool m_isFirst = true;
    QByteArray m_ready;
    std::deque<QByteArray> m_held; ///< from the first unknown one on; empty: not known yet
    quint64 m_firstHeld = 0;       ///< its place's number
    qsizetype m_heldBytes = 0;
    qsizetype m_unknown = 0;
};

} // namespace pushpoint::net
