#include "server/protocol/message_codec.h"

#include "server/protocol/json/json_text.h"

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
    if (!outcome.known)
        return encodeError({ErrorCode::ClusterUnknown, {}});
    const QByteArray plain = outcome.delivered()
        ? QByteArrayLiteral("{\"succeed\":true}")
        : QByteArrayLiteral("{\"succeed\":false,\"msg\":\"对方不在线\"}");
    if (!detailed)
        return plain;
    return plain.chopped(1) + ",\"id\":" + jsonQuoted(QByteArrayView(outcome.id))
        + ",\"connections\":" + QByteArray::number(outcome.connections)
        + ",\"node\":" + jsonQuoted(QByteArrayView(outcome.node)) + '}';
}

QByteArray encodeError(const Error &error)
{
    return "{\"succeed\":false,\"msg\":" + jsonQuoted(error.text())
        + ",\"error\":" + jsonQuoted(error.word()) + '}';
}

} // namespace pushpoint
