#include "server/protocol/message_parser.h"

#include "server/protocol/form_body.h"
#include "server/protocol/json/json_text.h"
#include "server/protocol/limits.h"
#include "server/protocol/message_members.h"

namespace pushpoint {

namespace {

// The text of a string; nothing where it is none, or where it holds half of a surrogate pair.
std::optional<QByteArrayView> textOf(const Member &member, bool patched)
{
    std::string_view text;
    if (member.value.get(text) != simdjson::SUCCESS)
        return {};
    if (patched && withoutLoneSurrogates(member.slice) != member.slice)
        return {};
    return QByteArrayView(text.data(), qsizetype(text.size()));
}

Result<UserName> nameFrom(const Member &member, bool patched, const char *key)
{
    if (!member.value.is_string())
        return Error{ErrorCode::BadName,
                     QStringLiteral("\"%1\" must be a string").arg(QLatin1StringView(key))};
    const auto text = textOf(member, patched);
    return text ? UserName::parse(*text) : ErrorCode::BadName;
}

Result<QString> senderIdFrom(QByteArrayView utf8)
{
    QString id = QString::fromUtf8(utf8);
    if (id.isEmpty() || id.size() > senderIdCharsMax)
        return ErrorCode::BadId;
    return id;
}

// Receiver and content: what every message has.
Result<Message> essentialsFrom(const Members &members)
{
    if (!members.to)
        return ErrorCode::ToMissing;
    auto to = nameFrom(*members.to, members.patched, "to");
    if (!to)
        return to.error();
    if (!members.content)
        return ErrorCode::ContentMissing;
    return Message{{}, std::move(to).value(), members.content->slice.toByteArray(), {}};
}

} // namespace

Result<Message> parseJsonMessage(QByteArrayView body)
{
    const auto members = readMembers(body);
    if (!members)
        return members.error();
    auto result = essentialsFrom(*members);
    if (!result || (!members->from && !members->id))
        return result;
    Message message = std::move(result).value();
    if (members->from && !members->from->value.is_null()) {
        auto from = nameFrom(*members->from, members->patched, "from");
        if (!from)
            return from.error();
        message.from = std::move(from).value();
    }
    if (members->id) {
        const auto text = textOf(*members->id, members->patched);
        auto id = text ? senderIdFrom(*text) : ErrorCode::BadId;
        if (!id)
            return id.error();
        message.senderId = std::move(id).value();
    }
    return message;
}

Result<SocketPublish> parseSocketPublish(QByteArrayView text)
{
    const auto members = readMembers(text);
    if (!members)
        return members.error();
    auto message = essentialsFrom(*members);
    if (!message)
        return message.error();
    std::optional<QByteArray> refJson;
    if (members->ref) {
        if (!members->ref->value.is_string())
            return Error{ErrorCode::BadJson, QStringLiteral("\"ref\" must be a string")};
        refJson = members->ref->slice.toByteArray();
    }
    return SocketPublish{std::move(message).value(), std::move(refJson)};
}

Result<Message> parseFormMessage(QByteArrayView body)
{
    // Of a repeated field the last counts, as in JSON.
    std::optional<QByteArray> from;
    std::optional<QByteArray> to;
    std::optional<QByteArray> content;
    std::optional<QByteArray> id;
    for (FormField &field : parseFormBody(body)) {
        if (!field.key.isValidUtf8() || !field.value.isValidUtf8())
            return ErrorCode::BadForm;
        if (field.key == "from")
            from = std::move(field.value);
        else if (field.key == "to")
            to = std::move(field.value);
        else if (field.key == "content")
            content = std::move(field.value);
        else if (field.key == "id")
            id = std::move(field.value);
    }
    if (!to)
        return ErrorCode::ToMissing;
    auto receiver = UserName::parse(QByteArrayView(*to));
    if (!receiver)
        return receiver.error();
    if (!content)
        return ErrorCode::ContentMissing;
    Message message{{}, std::move(receiver).value(), jsonQuoted(QByteArrayView(*content)), {}};
    if (from) {
        auto sender = UserName::parse(QByteArrayView(*from));
        if (!sender)
            return sender.error();
        message.from = std::move(sender).value();
    }
    if (id) {
        auto senderId = senderIdFrom(*id);
        if (!senderId)
            return senderId.error();
        message.senderId = std::move(senderId).value();
    }
    return message;
}

} // namespace pushpoint
