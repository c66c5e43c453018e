#include "client/terminal/parts/json_value.h"

#include "server/protocol/message_parser.h"

#include <QStringDecoder>

namespace pushpoint::client {

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    return !decoder.hasError() && (bytes.isEmpty() || !text.isNull());
}

Result<QByteArray> readJsonValue(QByteArrayView json)
{
    const QByteArray value = json.trimmed().toByteArray();
    const auto message = parseJsonMessage("{\"to\":\"x\",\"content\":" + value + '}');
    if (!message) {
        // "The body" of the server's sentence would be unknown here.
        return message.error().code == ErrorCode::ContentMissing ? Error{ErrorCode::BadJson, {}}
                                                                 : message.error();
    }
    if (message->contentJson != value)
        return ErrorCode::BadJson;
    return value;
}

} // namespace pushpoint::client
