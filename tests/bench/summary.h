#pragma once

#include "tests/bench/histogram.h"
#include "tests/bench/ledger.h"
#include "tests/bench/options.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace pushpoint::bench {

/// How the receivers came to be open.
struct OpenFigures
{
    std::uint32_t opened = 0;
    std::int64_t tookNs = 0; ///< from the first connect to the last that opened
    Histogram handshakeNs;   ///< from connect to the accepted upgrade
    std::uint32_t slow = 0;  ///< a second or more, as after a lost SYN
    std::map<std::string, std::uint32_t> failures; ///< reason → how many
};

/// What was counted while measuring; the rates are these by measuredNs.
struct LoadFigures
{
    std::int64_t measuredNs = 0;
    std::uint64_t published = 0; ///< answers that said "delivered"
    std::uint64_t offline = 0;   ///< answers that said "nobody there"
    std::uint64_t delivered = 0; ///< at receivers, first arrivals in order
    Histogram deliveryNs;        ///< sender's clock to receiver's, of messages sent while measuring
    Histogram answerNs;          ///< request to answer
    std::optional<std::int64_t> processorNs; ///< of the watched process
};

struct MemoryFigures
{
    std::uint64_t beforeBytes = 0; ///< resident, before the first connection
    std::uint64_t afterBytes = 0;  ///< with all of them, at the end of the hold
};

/// All that a run found out. A value.
struct Summary
{
    Options options;
    OpenFigures open;
    std::optional<LoadFigures> load;
    std::optional<MemoryFigures> memory;
    Verdict verdict;
    std::map<int, std::uint64_t> refused;      ///< status of an unwanted answer → how many
    std::map<std::string, std::uint32_t> lost; ///< why receivers ended early → how many
    std::map<std::string, std::uint32_t> publisherFailures;
    std::uint64_t unanswered = 0;
    std::uint64_t foreign = 0; ///< messages that were not this run's; not counted
    bool wasInterrupted = false;

    std::uint32_t openFailures() const { return options.receivers() - open.opened; }
    /// Every receiver opened and stayed, and every promise was kept exactly once and in order.
    bool isClean() const;
};

/// For people.
std::string readableSummary(const Summary &summary);
/// One JSON object, for scripts; figures in the units that their names end with.
std::string jsonSummary(const Summary &summary);

} // namespace pushpoint::bench
