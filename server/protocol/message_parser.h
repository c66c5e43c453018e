#pragma once

#include "server/protocol/message.h"

#include <QByteArrayView>

namespace pushpoint {

/// Reads `{"from","to","content","id"}` from JSON text. `content` may be any JSON value and is kept
/// to the letter. Unknown keys are ignored, of a repeated key the last counts (as in JSON.parse).
/// Errors: BadJson, JsonTooDeep, BadNumber, BadName, ToMissing, ContentMissing, BadId. Any thread.
Result<Message> parseJsonMessage(QByteArrayView body);

/// The same from `application/x-www-form-urlencoded`: the content is then always a JSON string.
/// Errors: BadForm, BadName, ToMissing, ContentMissing, BadId. Any thread.
Result<Message> parseFormMessage(QByteArrayView body);

/// What a client says over its socket: `{"to","content"}`, and `"ref"` where it wants an answer.
struct SocketPublish
{
    Message message;                   ///< `from` is not read: the socket's own name stands for it
    std::optional<QByteArray> refJson; ///< a JSON string, as the client wrote it
};
/// Errors as parseJsonMessage, and BadJson for a ref that is no string.
Result<SocketPublish> parseSocketPublish(QByteArrayView text);

} // namespace pushpoint
