#pragma once

#include "server/protocol/result.h"

#include <QByteArrayView>

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace pushpoint {

/// A member as simdjson read it, and the same as it was written.
struct Member
{
    simdjson::dom::element value;
    QByteArrayView slice;
};

/// The members of a body that mean something, the last of each name. A value that points into the
/// text and into its thread's parser: valid until that thread's next reading. Stays inside this
/// room, as simdjson does.
struct Members
{
    std::optional<Member> from;
    std::optional<Member> to;
    std::optional<Member> content;
    std::optional<Member> id;
    std::optional<Member> ref;
    bool patched = false; ///< simdjson read a copy without lone surrogates

    std::optional<Member> *find(std::string_view key)
    {
        if (key == "content")
            return &content;
        if (key == "to")
            return &to;
        if (key == "from")
            return &from;
        if (key == "id")
            return &id;
        if (key == "ref")
            return &ref;
        return nullptr;
    }
};

/// Checks the whole text and finds its members. Errors: BadJson, JsonTooDeep, BadNumber. Any
/// thread.
Result<Members> readMembers(QByteArrayView json);

} // namespace pushpoint
