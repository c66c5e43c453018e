#include "server/protocol/message_codec.h"

#include "server/protocol/json_text.h"

namespace pushpoint {

QByteArray encodePush(const Message &message)
{
    QByteArray out;
    const QByteArray from = message.from ? jsonQuoted(message.from->utf8()) : QByteArray();
    out.reserve(from.size() + message.contentJson.size() + 24);
    out.append('{');
    if (message.from)
        out.append("\"from\":").append(from).append(',');
    out.append("\"content\":").append(message.contentJson).append('}');
    return out;
}

QByteArray encodeOutcome(const PublishOutcome &outcome, bool detailed)
{
    QByteArray out = outcome.delivered()
        ? QByteArrayLiteral("{\"succeed\":true")
        : QByteArrayLiteral("{\"succeed\":false,\"msg\":\"") + offlineText + '"';
    if (detailed) {
        out.append(",\"id\":").append(jsonQuoted(outcome.id));
        out.append(",\"connections\":").append(QByteArray::number(outcome.connections));
        out.append(",\"node\":").append(jsonQuoted(outcome.node));
    }
    return out.append('}');
}

QByteArray encodeError(const Error &error)
{
    return "{\"succeed\":false,\"msg\":" + jsonQuoted(error.text())
        + ",\"error\":" + jsonQuoted(error.word()) + '}';
}

} // namespace pushpoint
