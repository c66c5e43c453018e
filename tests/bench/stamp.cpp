#include "tests/bench/stamp.h"

#include <charconv>

namespace pushpoint::bench {

namespace {

constexpr std::string_view mark = "ppb:";

template <typename T>
bool readField(std::string_view &rest, T &value)
{
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc() || end == rest.data() + rest.size() || *end != ':')
        return false;
    rest.remove_prefix(std::size_t(end - rest.data()) + 1);
    return true;
}

template <typename T>
void appendField(std::string &out, T value)
{
    char digits[24];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, end);
    out += ':';
}

} // namespace

void appendContent(std::string &out, const Stamp &stamp, std::size_t contentBytes)
{
    const std::size_t start = out.size();
    out += mark;
    appendField(out, stamp.run);
    appendField(out, stamp.publisher);
    appendField(out, stamp.name);
    appendField(out, stamp.sequence);
    appendField(out, stamp.sentNs);
    const std::size_t used = out.size() - start;
    if (used < contentBytes)
        out.append(contentBytes - used, 'x');
}

std::optional<Stamp> findStamp(std::string_view text)
{
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos)
        return std::nullopt;
    std::string_view rest = text.substr(at + mark.size());
    Stamp stamp;
    if (!readField(rest, stamp.run) || !readField(rest, stamp.publisher)
        || !readField(rest, stamp.name) || !readField(rest, stamp.sequence)
        || !readField(rest, stamp.sentNs))
        return std::nullopt;
    return stamp;
}

} // namespace pushpoint::bench
