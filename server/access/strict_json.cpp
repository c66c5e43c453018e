#include "server/access/strict_json.h"

#include <algorithm>
#include <vector>

namespace pushpoint::access {

std::optional<simdjson::dom::object> readStrictObject(simdjson::dom::parser &parser,
                                                      QByteArrayView json)
{
    // RFC 8259 §8.1 forbids to write a byte order mark; whether simdjson skips it depends on its
    // version.
    if (json.isEmpty() || json.startsWith("\xef\xbb\xbf"))
        return std::nullopt;
    simdjson::dom::object object;
    if (parser.parse(json.data(), size_t(json.size())).get(object) != simdjson::SUCCESS
        || repeatsMember(object)) {
        return std::nullopt;
    }
    return object;
}

bool repeatsMember(simdjson::dom::object object)
{
    std::vector<std::string_view> names;
    for (const auto &member : object)
        names.push_back(member.key);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) != names.end();
}

bool hasMember(simdjson::dom::object object, std::string_view name)
{
    return object.at_key(name).error() == simdjson::SUCCESS;
}

std::optional<QByteArrayView> stringMember(simdjson::dom::object object, std::string_view name)
{
    std::string_view text;
    if (object.at_key(name).get(text) != simdjson::SUCCESS)
        return std::nullopt;
    return bytesOf(text);
}

} // namespace pushpoint::access
