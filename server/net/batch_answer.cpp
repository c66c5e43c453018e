#include "server/net/batch_answer.h"

#include "server/net/http_writer.h"
#include "server/net/later_reply.h"
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

/// The results of a batch while some of them are not known yet.
struct Batch
{
    bool array = true; ///< else one object a line
    QList<QByteArray> results{};
    qsizetype waiting = 0;

    HttpReply reply() const
    {
        HttpReply reply = jsonReply(array ? '[' + results.join(',') + ']'
                                          : results.join('\n') + (results.isEmpty() ? "" : "\n"));
        if (!array)
            reply.contentType = QByteArrayLiteral("application/x-ndjson; charset=utf-8");
        return reply;
    }
};

} // namespace

HttpReply answerBatch(Node &node, QByteArrayView body, BodyType type, bool detailed,
                      const Arrival &arrival)
{
    const bool array = type == BodyType::Json;
    const auto items = array ? jsonElements(body) : linesOf(body);
    if (!items)
        return errorReply({ErrorCode::BadJson, QStringLiteral("the body must be a JSON array")});
    auto batch = std::make_shared<Batch>(Batch{array});
    auto later = std::make_shared<LaterReply>();
    batch->results.reserve(qsizetype(items->size()));
    for (const QByteArrayView item : *items) {
        const auto message = parseJsonMessage(item);
        if (!message) {
            node.noteRefusal(message.error());
            batch->results.append(encodeError(message.error()));
            continue;
        }
        const Published published = node.submit(*message, arrival);
        batch->results.append(published.later ? QByteArray()
                                              : encodeOutcome(published.outcome, detailed));
        if (!published.later)
            continue;
        ++batch->waiting;
        const qsizetype place = batch->results.size() - 1;
        published.later->then([batch, later, place, detailed](const PublishOutcome &outcome) {
            batch->results[place] = encodeOutcome(outcome, detailed);
            if (--batch->waiting == 0)
                later->resolve(batch->reply());
        });
    }
    if (batch->waiting == 0)
        return batch->reply();
    HttpReply reply;
    reply.later = std::move(later);
    return reply;
}

} // namespace pushpoint
