#include "server/protocol/message_parser.h"

#include "server/protocol/form_body.h"
#include "server/protocol/json_text.h"
#include "server/protocol/limits.h"

#include <simdjson.h>

#include <cstring>
#include <string>
#include <string_view>

namespace pushpoint {

namespace {

using simdjson::dom::element;

QByteArrayView view(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

ErrorCode errorCodeOf(simdjson::error_code error)
{
    switch (error) {
    case simdjson::DEPTH_ERROR:
        return ErrorCode::JsonTooDeep;
    case simdjson::NUMBER_ERROR:
        return ErrorCode::BadNumber;
    default:
        return ErrorCode::BadJson;
    }
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
        return m_parser.parse(m_padded.data(), size, false).get(root);
    }

private:
    simdjson::dom::parser m_parser;
    std::string m_padded;
    bool m_ready = false;
};

struct Fields
{
    std::optional<UserName> from;
    std::optional<UserName> to;
    std::optional<QByteArray> contentJson;
    std::optional<QByteArray> refJson;
    QString senderId;
};

enum class Shape { Post, Socket };

std::optional<Error> setName(std::optional<UserName> &field, const char *key, const element &value)
{
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS)
        return Error{ErrorCode::BadName,
                     QStringLiteral("\"%1\" must be a string").arg(QLatin1String(key))};
    auto name = UserName::parse(view(text));
    if (!name)
        return name.error();
    field = std::move(name).value();
    return {};
}

std::optional<Error> setSenderId(Fields &fields, QByteArrayView utf8)
{
    fields.senderId = QString::fromUtf8(utf8);
    if (fields.senderId.isEmpty() || fields.senderId.size() > senderIdCharsMax)
        return Error{ErrorCode::BadId, {}};
    return {};
}

std::optional<Error> takeMember(Fields &fields, Shape shape, std::string_view key,
                                const element &value, QByteArrayView slice)
{
    const bool post = shape == Shape::Post;
    if (key == "content") {
        fields.contentJson = slice.toByteArray();
    } else if (key == "to") {
        return setName(fields.to, "to", value);
    } else if (post && key == "from" && !value.is_null()) {
        return setName(fields.from, "from", value);
    } else if (post && key == "id") {
        std::string_view text;
        if (value.get(text) != simdjson::SUCCESS)
            return Error{ErrorCode::BadId, {}};
        return setSenderId(fields, view(text));
    } else if (!post && key == "ref") {
        if (!value.is_string())
            return Error{ErrorCode::BadJson, QStringLiteral("\"ref\" must be a string")};
        fields.refJson = slice.toByteArray();
    }
    return {};
}

Result<Fields> readFields(QByteArrayView json, Shape shape)
{
    static thread_local JsonReader reader;
    element root;
    auto error = reader.read(json, root);
    QByteArray patched;
    if (error == simdjson::STRING_ERROR) {
        // JSON.stringify writes a lone surrogate as an escape, and JSON.parse reads it back: a
        // value like any other, but not to simdjson. Let it check a copy, and pass the original on.
        patched = withoutLoneSurrogates(json);
        error = reader.read(patched, root);
    }
    if (error)
        return errorCodeOf(error);
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS)
        return Error{ErrorCode::BadJson, QStringLiteral("the body must be a JSON object")};

    Fields fields;
    const auto slices = jsonMembers(json);
    size_t index = 0;
    for (const auto member : object) {
        const QByteArrayView slice = slices[index].value;
        const bool bent = !patched.isEmpty() && member.value.is_string() && member.key != "content"
            && withoutLoneSurrogates(slice) != slice;
        if (bent && (member.key == "from" || member.key == "to" || member.key == "id"))
            return member.key == "id" ? ErrorCode::BadId : ErrorCode::BadName;
        if (auto bad = takeMember(fields, shape, member.key, member.value, slice))
            return *bad;
        ++index;
    }
    return fields;
}

Result<Message> toMessage(Fields fields)
{
    if (!fields.to)
        return ErrorCode::ToMissing;
    if (!fields.contentJson)
        return ErrorCode::ContentMissing;
    return Message{std::move(fields.from), *std::move(fields.to), *std::move(fields.contentJson),
                   std::move(fields.senderId)};
}

} // namespace

Result<Message> parseJsonMessage(QByteArrayView body)
{
    auto fields = readFields(body, Shape::Post);
    if (!fields)
        return fields.error();
    return toMessage(std::move(fields).value());
}

Result<SocketPublish> parseSocketPublish(QByteArrayView text)
{
    auto fields = readFields(text, Shape::Socket);
    if (!fields)
        return fields.error();
    auto ref = fields->refJson;
    auto message = toMessage(std::move(fields).value());
    if (!message)
        return message.error();
    return SocketPublish{std::move(message).value(), std::move(ref)};
}

Result<Message> parseFormMessage(QByteArrayView body)
{
    Fields fields;
    for (const FormField &field : parseFormBody(body)) {
        if (!field.key.isValidUtf8() || !field.value.isValidUtf8())
            return ErrorCode::BadForm;
        if (field.key == "from" || field.key == "to") {
            auto name = UserName::parse(QByteArrayView(field.value));
            if (!name)
                return name.error();
            (field.key == "to" ? fields.to : fields.from) = std::move(name).value();
        } else if (field.key == "content") {
            fields.contentJson = jsonQuoted(QByteArrayView(field.value));
        } else if (field.key == "id") {
            if (auto bad = setSenderId(fields, field.value))
                return *bad;
        }
    }
    return toMessage(std::move(fields));
}

} // namespace pushpoint
