#pragma once

#include "server/net/api/batch.h"
#include "server/protocol/limits.h"

#include <QObject>

#include <chrono>
#include <deque>

namespace pushpoint::net {

/// Publishes many messages at once: a JSON array, or one object a line. The answer has one result
/// per message, in the same order and the same form; a bad one does not spoil the rest. Where the
/// array itself is broken, or has too many, nothing is published. All batches together get so much
/// of a turn of the event loop that everybody else is served meanwhile; a small one is done at
/// once. Server thread; owned by the gateway.
class BatchRunner : public QObject
{
    Q_OBJECT

public:
    /// The node and the limits must outlive the runner.
    /// @param turnTimeMax what all batches together get of a turn; a few messages are always done.
    /// What leaves at the turn's end, once for each of the receivers, takes several times as long.
    BatchRunner(Node &node, const Limits &limits,
                std::chrono::nanoseconds turnTimeMax = std::chrono::milliseconds(1));

    HttpReply answer(QByteArrayView body, const BatchWish &wish, const Arrival &arrival);

private:
    void spend(qint64 beganNs);
    void add(const std::shared_ptr<Batch> &batch);
    void wake();
    void runTurn();

    Node &m_node;
    const Limits &m_limits;
    std::deque<std::shared_ptr<Batch>> m_batches; ///< those that can work, in turn
    const qint64 m_turnNsMax;
    qint64 m_leftNs; ///< of this turn
    bool m_isWoken = false;
};

} // namespace pushpoint::net
