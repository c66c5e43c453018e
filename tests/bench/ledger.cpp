#include "tests/bench/ledger.h"

namespace pushpoint::bench {

Ledger::Ledger(std::uint32_t publishers, std::uint32_t names, std::uint32_t connectionsPerName)
    : m_publishers(publishers), m_names(names), m_connectionsPerName(connectionsPerName),
      m_sent(std::size_t(publishers) * names), m_promised(m_sent.size()),
      m_next(m_sent.size() * connectionsPerName), m_openConnections(names, connectionsPerName),
      m_isLost(std::size_t(names) * connectionsPerName)
{ }

std::uint32_t Ledger::published(std::uint32_t publisher, std::uint32_t name)
{
    return m_sent[pairOf(publisher, name)]++;
}

void Ledger::answered(std::uint32_t publisher, std::uint32_t name, std::uint32_t sequence,
                      bool wasDelivered)
{
    const std::size_t pair = pairOf(publisher, name);
    if (wasDelivered) {
        ++m_promised[pair];
        m_owed += m_openConnections[name];
    } else {
        m_refused[pair].insert(sequence);
    }
}

void Ledger::unanswered(std::uint32_t publisher, std::uint32_t name, std::uint32_t sequence)
{
    m_unanswered[pairOf(publisher, name)].insert(sequence);
}

bool Ledger::delivered(std::uint32_t connection, const Stamp &stamp)
{
    const std::uint32_t name = connection / m_connectionsPerName;
    if (stamp.name != name || stamp.publisher >= m_publishers
        || stamp.sequence >= m_sent[pairOf(stamp.publisher, name)]) {
        ++m_faults.misdirected;
        return false;
    }
    const std::size_t entry = entryOf(connection, stamp.publisher);
    std::uint32_t &next = m_next[entry];
    if (stamp.sequence >= next) {
        if (stamp.sequence > next) {
            Sequences &gap = m_gaps[entry];
            for (std::uint32_t skipped = next; skipped < stamp.sequence; ++skipped)
                gap.insert(skipped);
        }
        next = stamp.sequence + 1;
        ++m_arrived;
        return true;
    }
    const auto gap = m_gaps.find(entry);
    if (gap != m_gaps.end() && gap->second.erase(stamp.sequence) != 0) {
        ++m_faults.outOfOrder;
        ++m_arrived;
    } else {
        ++m_faults.doubled;
    }
    return false;
}

void Ledger::connectionLost(std::uint32_t connection)
{
    if (m_isLost[connection])
        return;
    m_isLost[connection] = true;
    --m_openConnections[connection / m_connectionsPerName];
}

bool Ledger::isMissing(std::size_t entry, std::uint32_t sequence) const
{
    const auto gaps = m_gaps.find(entry);
    return sequence >= m_next[entry] || (gaps != m_gaps.end() && gaps->second.contains(sequence));
}

void Ledger::balance(std::uint32_t connection, std::uint32_t publisher, Verdict &verdict) const
{
    const std::uint32_t name = connection / m_connectionsPerName;
    const std::size_t pair = pairOf(publisher, name);
    const std::size_t entry = entryOf(connection, publisher);
    const auto gaps = m_gaps.find(entry);
    const std::uint64_t gapCount = gaps == m_gaps.end() ? 0 : gaps->second.size();
    const std::uint32_t next = m_next[entry];
    verdict.delivered += next - gapCount;
    if (m_isLost[connection])
        return;
    verdict.expected += m_promised[pair];

    // Missing: skipped, or behind the last that came. Not lost are those among them that were
    // refused or have no answer.
    std::uint64_t excused = 0;
    if (const auto refused = m_refused.find(pair); refused != m_refused.end()) {
        for (const std::uint32_t sequence : refused->second)
            ++(isMissing(entry, sequence) ? excused : verdict.denied);
    }
    if (const auto without = m_unanswered.find(pair); without != m_unanswered.end()) {
        for (const std::uint32_t sequence : without->second)
            excused += isMissing(entry, sequence) ? 1 : 0;
    }
    verdict.lost += gapCount + (m_sent[pair] - next) - excused;
}

Verdict Ledger::verdict() const
{
    Verdict verdict = m_faults;
    for (std::uint32_t connection = 0; connection < m_isLost.size(); ++connection)
        for (std::uint32_t publisher = 0; publisher < m_publishers; ++publisher)
            balance(connection, publisher, verdict);
    return verdict;
}

} // namespace pushpoint::bench
