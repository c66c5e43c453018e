#include "ui/send/message_draft.h"

#include "server/protocol/json/json_text.h"
#include "server/protocol/limits.h"
#include "server/protocol/message_parser.h"

#include <optional>

namespace pushpoint::ui {

Result<Message> MessageDraft::toMessage() const
{
    std::optional<UserName> sender;
    if (!from.isEmpty()) {
        const Result<UserName> parsed = UserName::parse(from);
        if (!parsed)
            return Error{parsed.error().code, tr("From: %1").arg(parsed.error().text())};
        sender = *parsed;
    }
    if (to.isEmpty())
        return Error{ErrorCode::ToMissing, tr("To: say who is to get the message")};
    const Result<UserName> receiver = UserName::parse(to);
    if (!receiver)
        return Error{receiver.error().code, tr("To: %1").arg(receiver.error().text())};
    const Result<QByteArray> contentJson = toContentJson(*receiver);
    if (!contentJson)
        return contentJson.error();
    if (contentJson->size() > Limits().bodyBytesMax)
        return Error{ErrorCode::BodyTooLarge,
                     tr("Message: longer than %1 bytes").arg(Limits().bodyBytesMax)};
    return Message{sender, *receiver, *contentJson, {}};
}

Result<QByteArray> MessageDraft::toContentJson(const UserName &receiver) const
{
    if (!contentIsJson)
        return jsonQuoted(content);
    const QByteArray utf8 = content.toUtf8();
    const QByteArray value = utf8.trimmed();
    if (value.isEmpty())
        return Error{ErrorCode::ContentMissing, tr("Message: JSON needs a value, such as null")};
    const Result<Message> whole = parseJsonMessage("{\"to\":" + jsonQuoted(receiver.utf8())
                                                   + ",\"content\":" + value + '}');
    if (!whole && whole.error().code != ErrorCode::BadJson)
        return Error{whole.error().code, tr("Message: %1").arg(whole.error().text())};
    // A text such as `1,"to":"Eve"` would make a sound body of another meaning.
    if (!whole || whole->contentJson != value)
        return Error{ErrorCode::BadJson,
                     tr("Message: this is not JSON. Text needs quotation marks: \"hello\"")};
    return value;
}

} // namespace pushpoint::ui
