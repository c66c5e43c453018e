#include "tests/broker/in_process_broker.h"

#include <QDateTime>
#include <QDeadlineTimer>

#include "server/broker/wire/cluster_watch.h"

namespace pushpoint {

namespace {

qint64 steadyMs()
{
    return QDeadlineTimer::current().deadline();
}

} // namespace

void InProcessExchange::carry(const UserName &name, const QByteArray &bytes)
{
    const auto members = m_members; // taking may change it
    for (InProcessBroker *member : members) {
        if (member->isConfirmed(name))
            member->take(bytes);
    }
}

InProcessBroker::InProcessBroker(InProcessExchange &exchange, const QByteArray &nodeName,
                                 QObject *parent)
    : broker::Broker(parent), m_exchange(exchange), m_id(broker::newNodeId(nodeName)),
      m_sequences(m_id)
{ }

InProcessBroker::~InProcessBroker()
{
    m_exchange.m_members.removeOne(this);
}

void InProcessBroker::start()
{
    m_exchange.m_members.append(this);
    setLinkStatus({broker::LinkStatus::State::Linked, {}});
}

void InProcessBroker::stop()
{
    m_exchange.m_members.removeOne(this);
    setLinkStatus({broker::LinkStatus::State::Lost, {}});
}

void InProcessBroker::setCut(bool cut)
{
    setLinkStatus({cut ? broker::LinkStatus::State::Lost : broker::LinkStatus::State::Linked, {}});
}

broker::Envelope InProcessBroker::envelopeOf(const Message &message, bool wantsAck)
{
    return {m_id, ++m_lastSequence, 0, steadyMs() + publishTimeMax.count(), wantsAck, message};
}

void InProcessBroker::forward(const Message &message)
{
    if (!isLinked())
        return;
    const broker::Envelope envelope = envelopeOf(message, false);
    QMetaObject::invokeMethod(
        this,
        [this, envelope] {
            m_exchange.carry(envelope.message.to, broker::encodeEnvelope(envelope));
        },
        Qt::QueuedConnection);
}

void InProcessBroker::publish(const Message &message, Answer answer)
{
    const broker::Envelope envelope = envelopeOf(message, true);
    QMetaObject::invokeMethod(
        this, [this, envelope, answer = std::move(answer)] { answer(ask(envelope)); },
        Qt::QueuedConnection);
}

broker::Verdict InProcessBroker::ask(const broker::Envelope &envelope)
{
    if (!isLinked())
        return {};
    broker::Verdict verdict{broker::Verdict::Kind::Offline, 0, {}};
    const QByteArray bytes = broker::encodeEnvelope(envelope);
    const auto members = m_exchange.m_members; // taking may change it
    for (InProcessBroker *member : members) {
        if (!member->isLinked()) {
            if (verdict.kind == broker::Verdict::Kind::Offline)
                verdict.kind = broker::Verdict::Kind::Unknown;
            continue;
        }
        if (!member->isConfirmed(envelope.message.to))
            continue;
        const auto connections = member->take(bytes);
        if (connections.value_or(0) > 0 && verdict.kind != broker::Verdict::Kind::Delivered)
            verdict = {broker::Verdict::Kind::Delivered, *connections,
                       broker::nodeNameOf(member->m_id)};
    }
    return verdict;
}

std::optional<int> InProcessBroker::take(const QByteArray &bytes)
{
    const auto item = broker::decodeWireItem(bytes);
    if (!item || !std::holds_alternative<broker::Envelope>(*item)) {
        m_sequences.countGarbage();
        return {};
    }
    return m_sequences.take(
        std::get<broker::Envelope>(*item), steadyMs(), [this](const broker::Envelope &envelope) {
            return receive(envelope.message, broker::nodeNameOf(envelope.origin));
        });
}

void InProcessBroker::probe(const Message &message, Acks then)
{
    const broker::Envelope envelope = envelopeOf(message, true);
    QMetaObject::invokeMethod(
        this,
        [this, envelope, then = std::move(then)] {
            std::vector<ProbeAck> acks;
            const QByteArray bytes = broker::encodeEnvelope(envelope);
            const auto members = m_exchange.m_members; // taking may change it
            for (InProcessBroker *member : members) {
                const bool reached = member != this && isLinked() && member->isLinked()
                    && member->isConfirmed(envelope.message.to);
                if (const auto taken = reached ? member->take(bytes) : std::nullopt)
                    acks.push_back({member->m_id, *taken, 0});
            }
            then(acks);
        },
        Qt::QueuedConnection);
}

void InProcessBroker::askPresence(const broker::PresenceQuery &query,
                                  broker::PresenceLedger::Then then)
{
    QMetaObject::invokeMethod(
        this,
        [this, query, then = std::move(then)] {
            broker::PresenceAnswer answer;
            answer.complete = isLinked();
            const auto members = m_exchange.m_members;
            for (const InProcessBroker *member : members) {
                answer.complete = answer.complete && member->isLinked();
                if (member != this && isLinked() && member->isLinked())
                    answer.nodes.push_back({member->m_id, member->directory(query)});
            }
            then(answer);
        },
        Qt::QueuedConnection);
}

void InProcessBroker::subscribe(const UserName &name, Confirmation confirmation)
{
    m_names.insert(name.utf8());
    if (confirmation)
        QMetaObject::invokeMethod(
            this, [this, confirmation = std::move(confirmation)] { confirmation(isLinked()); },
            Qt::QueuedConnection);
}

bool InProcessBroker::isConfirmed(const UserName &name) const
{
    return isLinked() && m_names.contains(name.utf8());
}

void InProcessBroker::unsubscribe(const UserName &name)
{
    m_names.remove(name.utf8());
}

std::vector<NodeView> InProcessBroker::nodes() const
{
    const broker::ClusterWatch::Now now{steadyMs(), QDateTime::currentMSecsSinceEpoch()};
    broker::ClusterWatch watch(m_id);
    for (const InProcessBroker *member : m_exchange.m_members) {
        if (member == this || member->isLinked())
            watch.hear(member->m_id, member->facts(), now);
    }
    return watch.nodes(isLinked(), now);
}

} // namespace pushpoint
