#include "server/protocol/message_members.h"

#include "server/protocol/json/json_text.h"
#include "server/protocol/limits.h"

#include <cstring>
#include <string>

namespace pushpoint {

namespace {

using simdjson::dom::element;

// A template, because simdjson has a code of its own for large integers only since 3.10.
template <typename Code>
bool isNumberError(Code error)
{
    if constexpr (requires { Code::BIGINT_ERROR; }) {
        if (error == Code::BIGINT_ERROR)
            return true;
    }
    return error == Code::NUMBER_ERROR || error == Code::NUMBER_OUT_OF_RANGE;
}

ErrorCode errorCodeOf(simdjson::error_code error, QByteArrayView json)
{
    // Newer versions call it a number, too, where a value is missing: "[,1]".
    if (isNumberError(error))
        return jsonLacksValue(json) ? ErrorCode::BadJson : ErrorCode::BadNumber;
    return error == simdjson::DEPTH_ERROR ? ErrorCode::JsonTooDeep : ErrorCode::BadJson;
}

// simdjson reads a few bytes beyond the end, so it wants them to be there; parser and copy are
// kept, since allocating them anew would cost more than the parsing.
class JsonReader
{
public:
    JsonReader() { m_ready = m_parser.allocate(16 * 1024, jsonDepthMax) == simdjson::SUCCESS; }

    simdjson::error_code read(QByteArrayView json, element &root)
    {
        if (!m_ready)
            return simdjson::MEMALLOC;
        const size_t size = size_t(json.size());
        m_padded.resize(size + simdjson::SIMDJSON_PADDING);
        std::memcpy(m_padded.data(), json.data(), size);
        std::memset(m_padded.data() + size, ' ', simdjson::SIMDJSON_PADDING);
        // A larger document makes the parser allocate by itself, but with its own depth.
        if (size > m_parser.capacity()) {
            const auto error = m_parser.allocate(size, jsonDepthMax);
            if (error)
                return error;
        }
        const auto error = m_parser.parse(m_padded.data(), size, false).get(root);
        return error == simdjson::DEPTH_ERROR ? readDeep(json, root) : error;
    }

private:
    // simdjson refuses the level that reaches its bound, but counts no empty one: what it takes is
    // never too deep, and what it refuses may be just as deep as allowed.
    simdjson::error_code readDeep(QByteArrayView json, element &root)
    {
        if (jsonDepth(json) > jsonDepthMax)
            return simdjson::DEPTH_ERROR;
        auto error = m_parser.allocate(m_parser.capacity(), jsonDepthMax + 1);
        if (!error)
            error = m_parser.parse(m_padded.data(), size_t(json.size()), false).get(root);
        const auto restored = m_parser.allocate(m_parser.capacity(), jsonDepthMax);
        return error ? error : restored;
    }

    simdjson::dom::parser m_parser;
    std::string m_padded;
    bool m_ready = false;
};

} // namespace

Result<Members> readMembers(QByteArrayView json)
{
    static thread_local JsonReader reader;
    // RFC 8259 §8.1 lets a reader ignore a byte order mark; the demo's does.
    constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");
    if (json.startsWith(byteOrderMark))
        json = json.sliced(byteOrderMark.size());
    if (json.startsWith(byteOrderMark)) // some versions of simdjson would skip another one
        return ErrorCode::BadJson;
    element root;
    bool patched = false;
    auto error = reader.read(json, root);
    if (error == simdjson::STRING_ERROR) {
        // JSON.stringify writes a lone surrogate as an escape, and JSON.parse reads it back: a
        // value like any other, but not to simdjson. Let it check a copy, and pass the original on.
        error = reader.read(withoutLoneSurrogates(json), root);
        patched = true;
    }
    if (error)
        return errorCodeOf(error, json);
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS)
        return Error{ErrorCode::BadJson, QStringLiteral("the body must be a JSON object")};

    Members members;
    members.patched = patched;
    JsonMemberReader slices(json);
    for (auto it = object.begin(); it != object.end();) {
        const std::string_view key = it.key();
        const element value = it.value();
        const bool last = !(++it != object.end());
        const JsonMember slice = last ? slices.nextAndLast() : slices.next();
        if (auto *member = members.find(key))
            *member = Member{value, slice.value};
    }
    return members;
}

} // namespace pushpoint
