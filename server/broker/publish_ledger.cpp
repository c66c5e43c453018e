#include "server/broker/publish_ledger.h"

#include <array>

namespace pushpoint {

namespace {

// Pauses before the second and further attempts: a node between two links is back in that time.
constexpr std::array<qint64, 4> pausesMs{50, 100, 200, 400};

} // namespace

void PublishLedger::begin(Envelope envelope, Broker::Answer answer, qint64 nowMs)
{
    const quint64 sequence = envelope.sequence;
    Pending pending{std::move(envelope), std::move(answer), nowMs,
                    nowMs + Broker::publishTimeMax.count()};
    m_pending.emplace(sequence, std::move(pending));
}

void PublishLedger::noteReading(quint64 sequence, int attempt, const Reading &reading, qint64 nowMs)
{
    const auto place = m_pending.find(sequence);
    if (place == m_pending.end() || place->second.envelope.attempt != attempt)
        return;
    Pending &pending = place->second;
    pending.receivers = reading.receivers;
    pending.settled = reading.settled;
    pending.dueMs
        = std::min(nowMs + ackTimeMax.count(), pending.beganMs + Broker::publishTimeMax.count());
    judge(place, nowMs);
}

void PublishLedger::noteFailure(quint64 sequence, int attempt, qint64 nowMs)
{
    const auto place = m_pending.find(sequence);
    if (place != m_pending.end() && place->second.envelope.attempt == attempt)
        retry(place, nowMs);
}

void PublishLedger::noteAck(const Ack &ack, qint64 nowMs)
{
    const auto place = m_pending.find(ack.sequence);
    if (place == m_pending.end())
        return;
    if (ack.connections > 0) {
        end(place, {Verdict::Kind::Delivered, ack.connections, nodeNameOf(ack.node)});
        return;
    }
    if (ack.attempt == place->second.envelope.attempt) {
        ++place->second.refusals;
        judge(place, nowMs);
    }
}

// The acks come on another link than the reading, so either may be first.
void PublishLedger::judge(Place place, qint64 nowMs)
{
    const Pending &pending = place->second;
    if (pending.waitsForRetry || pending.receivers < 0 || pending.refusals < pending.receivers)
        return;
    if (pending.settled)
        end(place, {Verdict::Kind::Offline, 0, {}});
    else
        retry(place, nowMs);
}

void PublishLedger::retry(Place place, qint64 nowMs)
{
    Pending &pending = place->second;
    if (size_t(pending.envelope.attempt) >= pausesMs.size()) {
        end(place, {});
        return;
    }
    pending.waitsForRetry = true;
    pending.dueMs = nowMs + pausesMs[size_t(pending.envelope.attempt)];
}

std::vector<quint64> PublishLedger::sweep(qint64 nowMs)
{
    std::vector<quint64> due;
    std::vector<quint64> over;
    for (auto &[sequence, pending] : m_pending) {
        if (nowMs >= pending.beganMs + Broker::publishTimeMax.count()) {
            over.push_back(sequence);
        } else if (nowMs >= pending.dueMs && !pending.waitsForRetry) {
            over.push_back(sequence);
        } else if (nowMs >= pending.dueMs) {
            pending.waitsForRetry = false;
            ++pending.envelope.attempt;
            pending.receivers = -1;
            pending.refusals = 0;
            pending.dueMs = pending.beganMs + Broker::publishTimeMax.count();
            due.push_back(sequence);
        }
    }
    for (const quint64 sequence : over) {
        // An answer may begin or end others.
        if (const auto place = m_pending.find(sequence); place != m_pending.end())
            end(place, {});
    }
    return due;
}

const Envelope *PublishLedger::find(quint64 sequence) const
{
    const auto place = m_pending.find(sequence);
    return place == m_pending.end() ? nullptr : &place->second.envelope;
}

void PublishLedger::endAll()
{
    while (!m_pending.empty())
        end(m_pending.begin(), {});
}

void PublishLedger::end(Place place, const Verdict &verdict)
{
    const Broker::Answer answer = std::move(place->second.answer);
    m_pending.erase(place);
    answer(verdict);
}

} // namespace pushpoint
