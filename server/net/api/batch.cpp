#include "server/net/api/batch.h"

#include "server/net/access/speaker.h"
#include "server/net/http/body_source.h"
#include "server/net/http/http_writer.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <utility>

namespace pushpoint::net {

namespace {

constexpr int messagesAtOnce = 4; // however busy the machine is: the clock is asked before them

} // namespace

/// The body of the answer, owned by the connection that it goes to. A short one leaves when it is
/// whole, so that its form depends on its length alone and not on how fast it was there.
class Batch::Source : public BodySource
{
public:
    explicit Source(std::shared_ptr<Batch> batch) : m_batch(std::move(batch)) { }
    ~Source() override { m_batch->leaveAlone(); }

    Piece appendPiece(QByteArray &out, qsizetype bytesWanted) override
    {
        BatchResults &results = m_batch->m_results;
        m_isLong = m_isLong || results.readyBytes() > shortAnswerBytesMax;
        if (m_isLong || results.isComplete()) {
            const bool couldWork = m_batch->canWork();
            out.append(results.take(bytesWanted));
            m_batch->noteChange(couldWork);
            if (results.readyBytes() > 0)
                return Piece::More;
        }
        m_waits = !results.isComplete();
        return m_waits ? Piece::Later : Piece::Last;
    }

    void tellMore()
    {
        const BatchResults &results = m_batch->m_results;
        const qsizetype bytesMin = m_isLong ? 0 : shortAnswerBytesMax;
        if (!m_waits || (results.readyBytes() <= bytesMin && !results.isComplete()))
            return;
        m_waits = false;
        if (moreIsThere)
            moreIsThere();
    }

private:
    const std::shared_ptr<Batch> m_batch;
    bool m_isLong = false;
    bool m_waits = false;
};

Batch::Batch(Node &node, const Limits &limits, QByteArray body, BatchItems items, BatchWish wish,
             const Arrival &arrival, CanGoOn canGoOn)
    : m_node(node), m_messageBytesMax(limits.bodyBytesMax), m_body(std::move(body)),
      m_requestHead(arrival.requestHead.toByteArray()), m_arrival{arrival.acceptedNs,
                                                                  arrival.receivedNs,
                                                                  m_requestHead},
      m_wish(std::move(wish)), m_canGoOn(std::move(canGoOn)), m_items(std::move(items)),
      m_results(m_wish.type)
{ }

bool Batch::canWork() const
{
    return !m_isAllTaken && m_results.keptBytes() < resultBytesMax
        && m_results.unknown() < unknownMax;
}

void Batch::work(qint64 dueNs)
{
    const auto isOver = [&](int done) {
        return done > 0 && done % messagesAtOnce == 0 && m_node.log().nowNs() >= dueNs;
    };
    for (int done = 0; canWork() && !isOver(done); ++done) {
        const QByteArrayView item = m_items.next();
        if (!item.isEmpty()) {
            publish(item);
            continue;
        }
        m_isAllTaken = true;
        m_results.close();
    }
}

Result<Message> Batch::read(QByteArrayView item) const
{
    if (item.size() > m_messageBytesMax) // one alone may not be so long: it would be a long turn
        return ErrorCode::BodyTooLarge;
    auto parsed = parseJsonMessage(item);
    if (!parsed)
        return parsed;
    Message message = std::move(parsed).value();
    if (auto error = settleSender(m_wish.bearer, message))
        return *std::move(error);
    return message;
}

void Batch::publish(QByteArrayView item)
{
    const auto message = read(item);
    if (!message) {
        m_node.log().noteRefusal(message.error());
        return m_results.add(encodeError(message.error()));
    }
    const Published published = m_node.submit(*message, m_arrival);
    if (!published.later)
        return m_results.add(encodeOutcome(published.outcome, m_wish.detailed));
    published.later->then(
        [batch = shared_from_this(), place = m_results.addPlace()](const PublishOutcome &outcome) {
            const bool couldWork = batch->canWork();
            batch->m_results.settle(place, encodeOutcome(outcome, batch->m_wish.detailed));
            batch->noteChange(couldWork);
            batch->passOn();
        });
}

HttpReply Batch::answer()
{
    HttpReply reply = jsonReply({});
    if (m_wish.type != BodyType::Json)
        reply.contentType = QByteArrayLiteral("application/x-ndjson; charset=utf-8");
    if (m_results.isComplete() && m_results.readyBytes() <= shortAnswerBytesMax) {
        reply.body = m_results.take(shortAnswerBytesMax);
        return reply;
    }
    const auto source = std::make_shared<Source>(shared_from_this());
    m_source = source;
    reply.source = source;
    return reply;
}

void Batch::passOn()
{
    if (const auto source = m_source.lock())
        source->tellMore();
}

void Batch::noteChange(bool couldWork)
{
    if (!couldWork && canWork())
        m_canGoOn(shared_from_this());
}

// The connection has gone, or has got all.
void Batch::leaveAlone()
{
    const bool couldWork = canWork();
    m_results.discard();
    noteChange(couldWork);
}

} // namespace pushpoint::net
