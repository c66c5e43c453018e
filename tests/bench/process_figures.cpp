#include "tests/bench/process_figures.h"

#include <unistd.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace pushpoint::bench {

namespace {

std::string contentOf(const std::string &path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

std::optional<std::uint64_t> residentBytesOf(std::string_view status)
{
    constexpr std::string_view key = "VmRSS:";
    std::size_t at = status.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    at = status.find_first_not_of(" \t", at + key.size());
    std::uint64_t kibibytes = 0;
    if (at == std::string_view::npos
        || std::from_chars(status.data() + at, status.data() + status.size(), kibibytes).ec
            != std::errc())
        return std::nullopt;
    return kibibytes * 1024;
}

std::optional<ProcessFigures> readProcess(int pid)
{
    const std::string folder = "/proc/" + std::to_string(pid);
    const auto resident = residentBytesOf(contentOf(folder + "/status"));
    const std::string stat = contentOf(folder + "/stat");
    // The program's name, in parentheses, may hold anything; fields are counted behind it.
    const std::size_t nameEnd = stat.rfind(')');
    if (!resident || nameEnd == std::string::npos)
        return std::nullopt;
    std::istringstream fields(stat.substr(nameEnd + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        fields >> skipped;
    std::int64_t userTicks = 0;
    std::int64_t kernelTicks = 0;
    fields >> userTicks >> kernelTicks;
    ProcessFigures figures;
    figures.residentBytes = *resident;
    figures.processorNs = (userTicks + kernelTicks) * (1'000'000'000 / sysconf(_SC_CLK_TCK));
    return figures;
}

} // namespace pushpoint::bench
