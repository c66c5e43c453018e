#include "client/transport/message_api.h"

#include "server/protocol/json/json_text.h"

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QByteArray encode(const OutgoingMessage &message)
{
    QByteArray body = "{";
    if (message.from)
        body += "\"from\":" + jsonQuoted(QByteArrayView(message.from->utf8())) + ',';
    body += "\"to\":" + jsonQuoted(QByteArrayView(message.to.utf8()))
        + ",\"content\":" + message.contentJson;
    if (!message.senderId.isEmpty())
        body += ",\"id\":" + jsonQuoted(QStringView(message.senderId));
    return body + '}';
}

} // namespace

void MessageApi::send(const OutgoingMessage &message, QObject *context, const Done &done)
{
    m_api.post(m_server.httpUrl("/rest/message"_L1, "detail=1"_L1), encode(message),
               m_answerTimeMax, context,
               [done](const RestAnswer &answer) { done(readSendAnswer(answer)); });
}

} // namespace pushpoint::client
