#include "ui/ring/whole_message.h"

#include "server/protocol/json/json_text.h"
#include "server/protocol/message_parser.h"

namespace pushpoint::ui {

namespace {

QByteArray bodyFrom(QByteArrayView from, QByteArrayView to, const QByteArray &contentJson)
{
    QByteArray body("{");
    if (!from.isEmpty())
        body += "\"from\":" + jsonQuoted(from) + ',';
    return body + "\"to\":" + jsonQuoted(to) + ",\"content\":" + contentJson + '}';
}

} // namespace

QByteArray wholeContent(const TrafficEvent &event)
{
    if (event.trace && !event.trace->contentJson.isEmpty())
        return event.trace->contentJson;
    const bool whole = !event.preview.isEmpty() && event.preview.size() == event.sizeBytes;
    return whole ? event.preview : QByteArray();
}

std::optional<Message> wholeMessage(const TrafficEvent &event)
{
    const bool published = isAcceptedPublish(event.kind) || event.kind == TrafficKind::Refused;
    const QByteArray content = wholeContent(event);
    if (!published || content.isEmpty() || event.to.isEmpty())
        return {};
    Result<Message> message = parseJsonMessage(bodyFrom(event.from, event.to, content));
    // A refused text such as `1,"to":"Eve"` would make a sound body of another meaning.
    if (!message || message->contentJson != content.trimmed())
        return {};
    return std::move(message).value();
}

QByteArray postBody(const Message &message)
{
    return bodyFrom(message.from ? QByteArrayView(message.from->utf8()) : QByteArrayView(),
                    message.to.utf8(), message.contentJson);
}

} // namespace pushpoint::ui
