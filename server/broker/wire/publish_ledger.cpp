#include "server/broker/wire/publish_ledger.h"

#include <array>

namespace pushpoint::broker {

namespace {

// Pauses before the second and further attempts: a node between two links is back in that time.
constexpr std::array<qint64, 4> pausesMs{50, 100, 200, 400};

// Names hold no control characters. Those who give no name have no order among themselves.
QByteArray lineOf(const Message &message, quint64 sequence)
{
    return message.from ? message.from->utf8() + '\0' + message.to.utf8()
                        : QByteArray::number(sequence);
}

} // namespace

bool PublishLedger::begin(Envelope envelope, Broker::Answer answer, qint64 nowMs)
{
    const quint64 sequence = envelope.sequence;
    QByteArray lineKey = lineOf(envelope.message, sequence);
    Line &line = m_lines[lineKey];
    const bool sendsNow = line.waiting.empty();
    Pending pending{std::move(envelope), std::move(answer), std::move(lineKey), nowMs, nowMs};
    if (!sendsNow)
        pending.envelope.attempt = -1; // the first one comes in sweep()
    Pending &added = m_pending.emplace(sequence, std::move(pending)).first->second;
    line.waiting.insert(sequence);
    if (sendsNow)
        markSent(sequence, added);
    return sendsNow;
}

void PublishLedger::noteReading(quint64 sequence, int attempt, const Reading &reading, qint64 nowMs)
{
    const auto place = m_pending.find(sequence);
    if (place == m_pending.end() || place->second.envelope.attempt != attempt
        || !place->second.isSent)
        return;
    Pending &pending = place->second;
    pending.receivers = reading.receivers;
    pending.settled = reading.settled;
    pending.dueMs
        = std::min(nowMs + ackTimeMax.count(), pending.beganMs + Broker::publishTimeMax.count());
    judge(place, nowMs);
}

void PublishLedger::noteCount(quint64 sequence, int attempt, int listeners, qint64 nowMs)
{
    const auto place = m_pending.find(sequence);
    if (place == m_pending.end() || place->second.envelope.attempt != attempt
        || !place->second.isSent)
        return;
    Pending &pending = place->second;
    pending.isUnlooked = true;
    pending.receivers = listeners;
    pending.dueMs = std::min(nowMs + unlookedTimeMax.count(),
                             pending.beganMs + Broker::publishTimeMax.count());
    judge(place, nowMs);
}

void PublishLedger::noteFailure(quint64 sequence, int attempt, qint64 nowMs)
{
    const auto place = m_pending.find(sequence);
    if (place != m_pending.end() && place->second.envelope.attempt == attempt
        && place->second.isSent)
        retry(place, nowMs);
}

void PublishLedger::noteAck(const Ack &ack, qint64 nowMs)
{
    const auto place = m_pending.find(ack.sequence);
    if (place == m_pending.end())
        return;
    if (ack.connections > 0) {
        if (m_reached.size() >= reachedNamesMax)
            m_reached.clear();
        m_reached.insert(place->second.envelope.message.to.utf8());
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
    if (!pending.isSent || pending.receivers < 0 || pending.refusals < pending.receivers)
        return;
    if (pending.isUnlooked) {
        m_reached.remove(pending.envelope.message.to.utf8());
        retryIn(0, place, nowMs);
    } else if (!pending.settled) {
        retry(place, nowMs);
    } else if (pending.isInDoubt || pending.isOvertaken) {
        // Nobody has the name by now, but somebody had it: perhaps for this, or for a younger one.
        end(place, {});
    } else {
        end(place, {Verdict::Kind::Offline, 0, {}});
    }
}

void PublishLedger::retry(Place place, qint64 nowMs)
{
    const auto attempt = size_t(place->second.envelope.attempt);
    if (attempt < pausesMs.size())
        retryIn(pausesMs[attempt], place, nowMs);
    else
        end(place, {});
}

void PublishLedger::retryIn(qint64 pauseMs, Place place, qint64 nowMs)
{
    Pending &pending = place->second;
    if (pending.isOvertaken) {
        end(place, {});
        return;
    }
    Line &line = m_lines[pending.line];
    line.sent.erase(place->first);
    line.waiting.insert(place->first);
    pending.isSent = false;
    pending.dueMs = nowMs + pauseMs;
}

// Not before those that are older, and not behind a younger one of which nobody knows yet whether
// it was delivered.
bool PublishLedger::mayBeSent(quint64 sequence, const Pending &pending) const
{
    const Line &line = m_lines.at(pending.line);
    return *line.waiting.begin() == sequence
        && (line.sent.empty() || *line.sent.rbegin() < sequence);
}

void PublishLedger::markSent(quint64 sequence, Pending &pending)
{
    Line &line = m_lines[pending.line];
    line.waiting.erase(sequence);
    line.sent.insert(sequence);
    pending.isSent = true;
    pending.receivers = -1;
    pending.isUnlooked = false;
    pending.refusals = 0;
    pending.dueMs = pending.beganMs + Broker::publishTimeMax.count();
}

void PublishLedger::notePassed(const Message &message, quint64 sequence)
{
    if (!m_pending.empty() && message.from)
        overtake(lineOf(message, sequence), sequence);
}

void PublishLedger::overtake(const QByteArray &lineKey, quint64 sequence)
{
    const auto line = m_lines.find(lineKey);
    if (line == m_lines.end())
        return;
    for (const quint64 older : line->second.sent) {
        if (older < sequence)
            m_pending.at(older).isOvertaken = true;
    }
    const auto waiting = line->second.waiting; // an answer may begin or end others
    for (const quint64 older : waiting) {
        if (const auto place = m_pending.find(older); older < sequence && place != m_pending.end())
            end(place, {});
    }
}

std::vector<quint64> PublishLedger::sweep(qint64 nowMs)
{
    std::vector<quint64> due;
    std::vector<quint64> over;
    std::vector<quint64> silent;
    for (auto &[sequence, pending] : m_pending) {
        const bool isDue = nowMs >= pending.dueMs;
        if (nowMs >= pending.beganMs + Broker::publishTimeMax.count()) {
            over.push_back(sequence);
        } else if (isDue && pending.isSent) {
            (pending.isUnlooked ? silent : over).push_back(sequence);
        } else if (isDue && mayBeSent(sequence, pending)) {
            ++pending.envelope.attempt;
            markSent(sequence, pending);
            due.push_back(sequence);
        }
    }
    for (const quint64 sequence : silent) {
        const auto place = m_pending.find(sequence);
        if (place == m_pending.end()) // ended with one before
            continue;
        place->second.isInDoubt = true;
        m_reached.remove(place->second.envelope.message.to.utf8());
        retryIn(0, place, nowMs);
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
    const quint64 sequence = place->first;
    const Broker::Answer answer = std::move(place->second.answer);
    const QByteArray lineKey = std::move(place->second.line);
    m_pending.erase(place);
    const auto line = m_lines.find(lineKey);
    line->second.sent.erase(sequence);
    line->second.waiting.erase(sequence);
    if (line->second.sent.empty() && line->second.waiting.empty())
        m_lines.erase(line);
    answer(verdict);
    if (verdict.kind == Verdict::Kind::Delivered)
        overtake(lineKey, sequence);
}

} // namespace pushpoint::broker
