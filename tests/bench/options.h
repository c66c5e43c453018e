#pragma once

#include "tests/bench/dialect.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace pushpoint::bench {

/// What the user asked for. The defaults are a short, harmless run.
struct Options
{
    std::string host = "127.0.0.1";
    std::uint16_t port = 3000;
    std::uint16_t publishPort = 0; ///< of the node that is posted to; 0: the receivers' own
    bool isEncrypted = false;      ///< by TLS, whatever certificate is shown
    bool allowsRemote = false;     ///< else only a loopback address is spoken to
    Dialect dialect = Dialect::Pushpoint;
    std::string dialectName = "pushpoint";
    std::string namePrefix = "bench-";

    std::uint32_t names = 100;
    std::uint32_t connectionsPerName = 1;
    std::uint32_t publishers = 16;
    std::uint32_t inFlight = 1;
    std::uint32_t rate = 0;  ///< messages a second of all publishers; 0: as many as they can
    std::uint32_t batch = 0; ///< messages of a post to /rest/messages; 0: each posted alone
    double seconds = 5;
    double warmUpSeconds = 1;
    double openSecondsMax = 30; ///< for all connections together
    double drainSecondsMax = 5; ///< without anything new, after the last answer
    std::size_t payloadBytes = 128;

    bool burstConnect = false;
    bool idle = false;
    int pid = 0; ///< whose memory and processor time are told; 0: nobody's
    bool json = false;

    std::uint32_t receivers() const { return names * connectionsPerName; }
};

struct HelpWanted
{
};
struct VersionWanted
{
};
/// One line that says which option is wrong and why.
struct BadOption
{
    std::string text;
};

using ParsedOptions = std::variant<Options, HelpWanted, VersionWanted, BadOption>;

/// `arguments` without the program's name. `--name value` and `--name=value` are the same.
ParsedOptions parseOptions(const std::vector<std::string> &arguments);

std::string helpText();

} // namespace pushpoint::bench
