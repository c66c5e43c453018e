#include "client/transport/incoming_message.h"

#include "server/protocol/json/json_text.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

IncomingMessage parseIncoming(const QString &frame)
{
    const QByteArray json = frame.toUtf8();
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject() || !document.object().contains("content"_L1))
        return {{}, frame, true};
    const QJsonObject object = document.object();
    const QJsonValue content = object.value("content"_L1);
    const QString from = object.value("from"_L1).toString();
    if (content.isString())
        return {from, content.toString(), false};
    // Cut from the frame and not written anew: numbers keep every digit, objects their order.
    QByteArrayView text;
    for (const JsonMember &member : jsonMembers(json)) {
        if (member.key == QByteArrayView("\"content\""))
            text = member.value;
    }
    return {from, text.isNull() ? frame : QString::fromUtf8(text), true};
}

} // namespace pushpoint::client
