#include "server/net/batch_answer.h"

#include "server/net/http_writer.h"
#include "server/protocol/json_members.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

namespace pushpoint {

namespace {

std::vector<QByteArrayView> linesOf(QByteArrayView body)
{
    std::vector<QByteArrayView> lines;
    while (!body.isEmpty()) {
        const qsizetype end = body.indexOf('\n');
        const QByteArrayView line = (end < 0 ? body : body.first(end)).trimmed();
        body = end < 0 ? QByteArrayView() : body.sliced(end + 1);
        if (!line.isEmpty())
            lines.push_back(line);
    }
    return lines;
}

QByteArray publishOne(Node &node, QByteArrayView json, const Arrival &arrival, bool detailed)
{
    const auto message = parseJsonMessage(json);
    if (message)
        return encodeOutcome(node.publish(*message, arrival), detailed);
    node.noteRefusal(message.error());
    return encodeError(message.error());
}

} // namespace

HttpReply answerBatch(Node &node, QByteArrayView body, BodyType type, bool detailed,
                      const Arrival &arrival)
{
    const bool array = type == BodyType::Json;
    const auto items = array ? jsonElements(body) : linesOf(body);
    if (!items)
        return errorReply({ErrorCode::BadJson, QStringLiteral("the body must be a JSON array")});
    QByteArray results;
    results.reserve(qsizetype(items->size()) * 20 + 2);
    for (const QByteArrayView item : *items) {
        if (array)
            results.append(results.isEmpty() ? '[' : ',');
        results.append(publishOne(node, item, arrival, detailed));
        if (!array)
            results.append('\n');
    }
    if (array)
        results.append(results.isEmpty() ? "[]" : "]");
    HttpReply reply = jsonReply(results);
    if (!array)
        reply.contentType = QByteArrayLiteral("application/x-ndjson; charset=utf-8");
    return reply;
}

} // namespace pushpoint
