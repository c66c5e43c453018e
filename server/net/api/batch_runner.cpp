#include "server/net/api/batch_runner.h"

#include "server/net/http/http_writer.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace pushpoint::net {

namespace {

constexpr qint64 slicesOfATurn = 4; // so that small batches need not wait for long ones

} // namespace

BatchRunner::BatchRunner(Node &node, const Limits &limits, std::chrono::nanoseconds turnTimeMax)
    : m_node(node), m_limits(limits), m_turnNsMax(turnTimeMax.count()), m_leftNs(m_turnNsMax)
{ }

HttpReply BatchRunner::answer(QByteArrayView body, const BatchWish &wish, const Arrival &arrival)
{
    const qint64 beganNs = m_node.log().nowNs();
    QByteArray bytes = body.toByteArray();
    auto items = BatchItems::parse(bytes, wish.type, m_limits.batchItemsMax);
    if (!items)
        return errorReply(items.error());
    const auto batch = std::make_shared<Batch>(
        m_node, m_limits, std::move(bytes), std::move(items).value(), wish, arrival,
        [runner = QPointer(this)](const std::shared_ptr<Batch> &waiting) {
            if (runner)
                runner->add(waiting);
        });
    if (m_batches.empty() && m_leftNs > 0)
        batch->work(beganNs + m_leftNs);
    spend(beganNs);
    if (batch->canWork())
        add(batch);
    return batch->answer();
}

void BatchRunner::spend(qint64 beganNs)
{
    m_leftNs -= m_node.log().nowNs() - beganNs;
    wake(); // so that the next turn has all of its time
}

void BatchRunner::add(const std::shared_ptr<Batch> &batch)
{
    m_batches.push_back(batch);
    wake();
}

void BatchRunner::wake()
{
    if (!std::exchange(m_isWoken, true))
        QMetaObject::invokeMethod(this, &BatchRunner::runTurn, Qt::QueuedConnection);
}

void BatchRunner::runTurn()
{
    m_isWoken = false;
    m_leftNs = m_turnNsMax;
    while (!m_batches.empty() && m_leftNs > 0) {
        const auto batch = std::move(m_batches.front());
        m_batches.pop_front();
        const qint64 beganNs = m_node.log().nowNs();
        batch->work(beganNs + std::min(m_turnNsMax / slicesOfATurn, m_leftNs));
        spend(beganNs);
        if (batch->canWork())
            m_batches.push_back(batch);
        batch->passOn();
    }
}

} // namespace pushpoint::net
