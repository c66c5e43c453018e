#pragma once

#include <QByteArrayView>

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace pushpoint::access {

/// The object that the text is, valid until the parser's next reading. Nothing for what is no JSON
/// object, or has a member twice: two readers could take it for two different things. Stays inside
/// this room, as simdjson does.
std::optional<simdjson::dom::object> readStrictObject(simdjson::dom::parser &parser,
                                                      QByteArrayView json);

/// Whether a member stands in the object more than once, however its name is escaped.
bool repeatsMember(simdjson::dom::object object);

bool hasMember(simdjson::dom::object object, std::string_view name);
/// A member that is a string; nothing where there is none, or something else.
std::optional<QByteArrayView> stringMember(simdjson::dom::object object, std::string_view name);

inline QByteArrayView bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

} // namespace pushpoint::access
