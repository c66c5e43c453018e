#include "tests/bench/summary.h"

#include "tests/bench/clock.h"

#include <cstdarg>
#include <cstdio>

namespace pushpoint::bench {

namespace {

[[gnu::format(printf, 1, 2)]] std::string format(const char *pattern, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, pattern);
    std::vsnprintf(text, sizeof text, pattern, arguments);
    va_end(arguments);
    return text;
}

using Count = unsigned long long;

// 1234567 → "1,234,567"
std::string grouped(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (std::ptrdiff_t at = std::ptrdiff_t(text.size()) - 3; at > 0; at -= 3)
        text.insert(std::size_t(at), ",");
    return text;
}

std::string duration(std::int64_t ns)
{
    if (ns < nsPerMs)
        return format("%.0f µs", double(ns) / 1e3);
    if (ns < nsPerSecond)
        return format("%.2f ms", double(ns) / 1e6);
    return format("%.2f s", double(ns) / 1e9);
}

std::string percentiles(const Histogram &histogram)
{
    return "p50 " + duration(histogram.percentile(50)) + "   p90 "
        + duration(histogram.percentile(90)) + "   p99 " + duration(histogram.percentile(99))
        + "   max " + duration(histogram.max());
}

double perSecond(std::uint64_t count, std::int64_t ns)
{
    return ns <= 0 ? 0.0 : double(count) * 1e9 / double(ns);
}

std::string openText(const Summary &summary)
{
    const OpenFigures &open = summary.open;
    std::string text = "Receivers   " + grouped(open.opened) + " of "
        + grouped(summary.options.receivers()) + " open in " + duration(open.tookNs)
        + ", handshakes p50 " + duration(open.handshakeNs.percentile(50)) + ", slowest "
        + duration(open.handshakeNs.max()) + '\n';
    if (open.slow != 0)
        text += "            " + grouped(open.slow) + " took a second or more (lost SYNs?)\n";
    for (const auto &[reason, count] : open.failures)
        text += "            " + grouped(count) + " failed: " + reason + '\n';
    for (const auto &[reason, count] : summary.lost)
        text += "            " + grouped(count) + " were cut off: " + reason + '\n';
    return text;
}

std::string loadText(const Summary &summary)
{
    const LoadFigures &load = *summary.load;
    std::string text = "Published   "
        + grouped(std::uint64_t(perSecond(load.published, load.measuredNs))) + "/s   ("
        + grouped(load.published) + " in " + duration(load.measuredNs) + ")\n";
    text += "Delivered   " + grouped(std::uint64_t(perSecond(load.delivered, load.measuredNs)))
        + "/s   (" + grouped(load.delivered) + ")\n";
    text += "Delivery    " + percentiles(load.deliveryNs) + '\n';
    text += "Answer      " + percentiles(load.answerNs) + '\n';
    if (load.processorNs && load.published != 0)
        text += format("Processor   %.1f µs a message, %.0f %% of one core\n",
                       double(*load.processorNs) / 1e3 / double(load.published),
                       100.0 * double(*load.processorNs) / double(load.measuredNs));
    if (load.offline != 0)
        text += "Offline     " + grouped(load.offline) + " answers said that nobody was there\n";
    return text;
}

std::string verdictText(const Summary &summary)
{
    const Verdict &v = summary.verdict;
    std::string text = "Check       ";
    if (v.isClean())
        return text + "each of " + grouped(v.expected)
            + " promised deliveries came exactly once and in order\n";
    text += "FAILED, of " + grouped(v.expected) + " promised deliveries: " + grouped(v.lost)
        + " lost, " + grouped(v.doubled) + " doubled, " + grouped(v.outOfOrder) + " out of order, "
        + grouped(v.misdirected) + " misdirected, " + grouped(v.denied)
        + " delivered though denied\n";
    return text;
}

std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
    }
    return out + '"';
}

template <typename Map>
std::string jsonMap(const Map &map)
{
    std::string out = "{";
    for (const auto &[key, count] : map) {
        if (out.size() > 1)
            out += ',';
        if constexpr (std::is_same_v<std::decay_t<decltype(key)>, std::string>)
            out += quoted(key);
        else
            out += quoted(std::to_string(key));
        out += ':' + std::to_string(count);
    }
    return out + '}';
}

std::string jsonLatency(const Histogram &histogram)
{
    return format(
        "{\"count\":%llu,\"p50_us\":%.1f,\"p90_us\":%.1f,\"p99_us\":%.1f,\"max_us\":%.1f}",
        Count(histogram.count()), double(histogram.percentile(50)) / 1e3,
        double(histogram.percentile(90)) / 1e3, double(histogram.percentile(99)) / 1e3,
        double(histogram.max()) / 1e3);
}

std::string jsonLoad(const LoadFigures &load)
{
    std::string out
        = format(",\"load\":{\"measured_s\":%.3f,\"published\":%llu,\"published_per_s\":%.1f,"
                 "\"offline\":%llu,\"delivered\":%llu,\"delivered_per_s\":%.1f",
                 double(load.measuredNs) / 1e9, Count(load.published),
                 perSecond(load.published, load.measuredNs), Count(load.offline),
                 Count(load.delivered), perSecond(load.delivered, load.measuredNs));
    out += ",\"delivery\":" + jsonLatency(load.deliveryNs)
        + ",\"answer\":" + jsonLatency(load.answerNs);
    if (load.processorNs)
        out += format(",\"processor_s\":%.3f", double(*load.processorNs) / 1e9);
    return out + '}';
}

} // namespace

bool Summary::isClean() const
{
    return verdict.isClean() && openFailures() == 0 && lost.empty() && publisherFailures.empty()
        && refused.empty() && unanswered == 0;
}

std::string readableSummary(const Summary &summary)
{
    std::string text = openText(summary);
    if (summary.load)
        text += loadText(summary);
    if (summary.memory) {
        const MemoryFigures &memory = *summary.memory;
        text += format("Memory      %.1f MiB resident before, %.1f MiB with the receivers",
                       double(memory.beforeBytes) / 1048576, double(memory.afterBytes) / 1048576);
        if (summary.open.opened != 0)
            text += format(": %.1f KiB each",
                           (double(memory.afterBytes) - double(memory.beforeBytes)) / 1024
                               / summary.open.opened);
        text += '\n';
    }
    for (const auto &[status, count] : summary.refused)
        text += "Refused     " + grouped(count) + " with status " + std::to_string(status) + '\n';
    for (const auto &[reason, count] : summary.publisherFailures)
        text += "Publishers  " + grouped(count) + " times: " + reason + '\n';
    if (summary.unanswered != 0)
        text += "Unanswered  " + grouped(summary.unanswered) + " messages\n";
    if (summary.foreign != 0)
        text += "Foreign     " + grouped(summary.foreign)
            + " messages of somebody else's, left out\n";
    if (summary.load || !summary.verdict.isClean())
        text += verdictText(summary);
    if (summary.wasInterrupted)
        text += "Interrupted: this is what there is so far.\n";
    return text;
}

std::string jsonSummary(const Summary &summary)
{
    const Options &o = summary.options;
    const OpenFigures &open = summary.open;
    const Verdict &v = summary.verdict;
    std::string out = "{\"dialect\":" + quoted(o.dialectName)
        + format(",\"names\":%u,\"connections_per_name\":%u,\"publishers\":%u,\"in_flight\":%u,"
                 "\"batch\":%u,\"payload_bytes\":%zu",
                 o.names, o.connectionsPerName, o.publishers, o.inFlight, o.batch, o.payloadBytes);
    out += format(",\"open\":{\"wanted\":%u,\"opened\":%u,\"took_ms\":%.1f,\"p50_ms\":%.2f,"
                  "\"slowest_ms\":%.2f,\"slow\":%u,\"failures\":",
                  o.receivers(), open.opened, double(open.tookNs) / 1e6,
                  double(open.handshakeNs.percentile(50)) / 1e6,
                  double(open.handshakeNs.max()) / 1e6, open.slow);
    out += jsonMap(open.failures) + ",\"lost\":" + jsonMap(summary.lost) + '}';
    if (summary.load)
        out += jsonLoad(*summary.load);
    if (summary.memory)
        out += format(",\"memory\":{\"before_bytes\":%llu,\"after_bytes\":%llu}",
                      Count(summary.memory->beforeBytes), Count(summary.memory->afterBytes));
    out += format(",\"check\":{\"expected\":%llu,\"delivered\":%llu,\"lost\":%llu,\"doubled\":%llu,"
                  "\"out_of_order\":%llu,\"misdirected\":%llu,\"denied\":%llu}",
                  Count(v.expected), Count(v.delivered), Count(v.lost), Count(v.doubled),
                  Count(v.outOfOrder), Count(v.misdirected), Count(v.denied));
    out += ",\"refused\":" + jsonMap(summary.refused)
        + ",\"publisher_failures\":" + jsonMap(summary.publisherFailures)
        + format(",\"unanswered\":%llu,\"foreign\":%llu,\"interrupted\":%s,\"clean\":%s}",
                 Count(summary.unanswered), Count(summary.foreign),
                 summary.wasInterrupted ? "true" : "false", summary.isClean() ? "true" : "false");
    return out;
}

} // namespace pushpoint::bench
