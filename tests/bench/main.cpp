// pushpoint-bench: loads a push server and checks what it promises.

#include "resources/start/standard_descriptors.h"
#include "tests/bench/interruption.h"
#include "tests/bench/run.h"
#include "tests/bench/server_address.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

using namespace pushpoint::bench;

namespace {

enum ExitCode { Clean = 0, Failed = 1, BadUsage = 2, Interrupted = 130 };

int complain(const std::string &text)
{
    std::fprintf(stderr, "pushpoint-bench: %s\n", text.c_str());
    return BadUsage;
}

// Every receiver is a descriptor; the soft limit is often 1,024, the hard one rarely.
bool hasDescriptorsFor(const Options &options)
{
    const rlim_t wanted = rlim_t(options.receivers()) + options.publishers + 32;
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= wanted)
        return true;
    limit.rlim_cur = limit.rlim_max = wanted; // the superuser may
    return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

// A line that is overwritten, only where somebody sits in front of it.
class ProgressLine
{
public:
    ~ProgressLine()
    {
        if (m_isShown)
            std::fputs("\r\033[K", stderr);
    }
    void show(const std::string &text)
    {
        if (!isatty(STDERR_FILENO))
            return;
        m_isShown = true;
        std::fprintf(stderr, "\r\033[K%s", text.c_str());
        std::fflush(stderr);
    }

private:
    bool m_isShown = false;
};

int perform(const Options &options)
{
    const auto found = findServer(options.host, options.port);
    if (const auto *problem = std::get_if<std::string>(&found))
        return complain(*problem);
    auto server = std::get<ServerAddress>(found);
    server.isEncrypted = options.isEncrypted;
    const auto other
        = findServer(options.host, options.publishPort != 0 ? options.publishPort : options.port);
    if (const auto *problem = std::get_if<std::string>(&other))
        return complain(*problem);
    auto publishServer = std::get<ServerAddress>(other);
    publishServer.isEncrypted = options.isEncrypted;
    if (!server.isLoopback && !options.allowsRemote)
        return complain(options.host
                        + " is another machine; --allow-remote if it is yours to load");
    if (!hasDescriptorsFor(options))
        return complain("not enough file descriptors for that many receivers; see ulimit -n");

    Poller poller;
    Interruption interruption;
    interruption.watch(poller);
    Summary summary;
    {
        ProgressLine line;
        Run run(options, server, poller, interruption,
                [&line](const std::string &text) { line.show(text); });
        run.publishTo(publishServer);
        summary = run.perform();
    }
    const std::string text = options.json ? jsonSummary(summary) + '\n' : readableSummary(summary);
    std::fputs(text.c_str(), stdout);
    if (summary.wasInterrupted)
        return Interrupted;
    return summary.isClean() ? Clean : Failed;
}

} // namespace

int main(int argc, char **argv)
{
    pushpoint::openStandardDescriptors();
    const ParsedOptions parsed = parseOptions({argv + 1, argv + argc});
    if (std::holds_alternative<HelpWanted>(parsed)) {
        std::fputs(helpText().c_str(), stdout);
        return Clean;
    }
    if (std::holds_alternative<VersionWanted>(parsed)) {
        std::fputs("pushpoint-bench " PUSHPOINT_VERSION "\n", stdout);
        return Clean;
    }
    if (const auto *bad = std::get_if<BadOption>(&parsed))
        return complain(bad->text);
    return perform(std::get<Options>(parsed));
}
