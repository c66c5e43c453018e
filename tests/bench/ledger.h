#pragma once

#include "tests/bench/stamp.h"

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pushpoint::bench {

/// What the books say at the end. All counts are of deliveries: one message at one connection.
struct Verdict
{
    std::uint64_t expected = 0;    ///< that answered messages owed, without lost connections' ones
    std::uint64_t delivered = 0;   ///< each counted once
    std::uint64_t lost = 0;        ///< promised by "succeed" and never seen
    std::uint64_t doubled = 0;     ///< seen again
    std::uint64_t outOfOrder = 0;  ///< seen after a later one of the same pair
    std::uint64_t misdirected = 0; ///< seen by a connection of another name, or never sent
    std::uint64_t denied = 0;      ///< seen though the answer said that nobody was there

    bool isClean() const
    {
        return lost == 0 && doubled == 0 && outOfOrder == 0 && misdirected == 0 && denied == 0;
    }
};

/// Double-entry book-keeping of messages: what was promised against what came, for every pair of
/// publisher and connection, by sequence numbers. One thread; does no I/O.
///
/// As long as all is well an entry is one number for each pair; only exceptions (gaps, refusals)
/// cost memory of their own.
class Ledger
{
public:
    Ledger(std::uint32_t publishers, std::uint32_t names, std::uint32_t connectionsPerName);

    /// A message leaves now; gives its sequence number.
    std::uint32_t published(std::uint32_t publisher, std::uint32_t name);
    /// Its answer came.
    void answered(std::uint32_t publisher, std::uint32_t name, std::uint32_t sequence,
                  bool wasDelivered);
    /// No answer will come, its connection is gone: it may arrive or not.
    void unanswered(std::uint32_t publisher, std::uint32_t name, std::uint32_t sequence);
    /// It came to that connection (they are counted name by name). False: it is not the next
    /// delivery of a sent message but one of the faults above.
    bool delivered(std::uint32_t connection, const Stamp &stamp);
    /// That connection is gone, and owes nothing more (its end is reported elsewhere).
    void connectionLost(std::uint32_t connection);

    /// Whether everything promised so far has come.
    bool isSettled() const { return m_arrived >= m_owed; }
    /// Goes through all pairs.
    Verdict verdict() const;

private:
    std::size_t pairOf(std::uint32_t publisher, std::uint32_t name) const
    {
        return std::size_t(publisher) * m_names + name;
    }
    std::size_t entryOf(std::uint32_t connection, std::uint32_t publisher) const
    {
        return std::size_t(connection) * m_publishers + publisher;
    }
    bool isMissing(std::size_t entry, std::uint32_t sequence) const;
    void balance(std::uint32_t connection, std::uint32_t publisher, Verdict &verdict) const;

    using Sequences = std::unordered_set<std::uint32_t>;

    std::uint32_t m_publishers;
    std::uint32_t m_names;
    std::uint32_t m_connectionsPerName;
    std::vector<std::uint32_t> m_sent;                 ///< by pair: next sequence number
    std::vector<std::uint32_t> m_promised;             ///< by pair: answers that said "delivered"
    std::vector<std::uint32_t> m_next;                 ///< by entry: next sequence number to come
    std::vector<std::uint32_t> m_openConnections;      ///< by name
    std::vector<bool> m_isLost;                        ///< by connection
    std::unordered_map<std::size_t, Sequences> m_gaps; ///< by entry: skipped, not yet come
    std::unordered_map<std::size_t, Sequences> m_refused;    ///< by pair: answered "nobody there"
    std::unordered_map<std::size_t, Sequences> m_unanswered; ///< by pair
    Verdict m_faults;            ///< those that show at once: doubled, out of order, misdirected
    std::uint64_t m_owed = 0;    ///< a running estimate, for isSettled()
    std::uint64_t m_arrived = 0; ///< first arrivals
};

} // namespace pushpoint::bench
