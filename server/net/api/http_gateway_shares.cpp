#include "server/net/api/http_gateway.h"
#include "server/net/http/http_writer.h"
#include "server/protocol/message_parser.h"

// Who has posted so much that they have to wait. Where nothing is limited all of this is one look.

namespace pushpoint::net {

namespace {

HttpReply noted(FairShares &shares, const Limited &limited, const Admission &admission,
                const QByteArray &from)
{
    shares.note(limited, admission.client, from);
    HttpReply reply = limitedReply(limited);
    reply.refusedBecause.reset(); // it is counted by now
    return reply;
}

} // namespace

// Before the body is looked at: who has used up their address's share costs no more than this.
std::optional<HttpReply> HttpGateway::limitAddress(const Admission &admission)
{
    if (!m_shares.limitsPosts())
        return {};
    const Speaker speaker = m_shares.speakerOf(admission.client, {}, {});
    const auto limited = m_shares.checkAddress(speaker, m_node.log().nowNs());
    return limited ? std::optional(noted(m_shares, *limited, admission, {})) : std::nullopt;
}

std::optional<HttpReply> HttpGateway::limitPosts(const Admission &admission,
                                                 const Result<Message> &message, qsizetype count)
{
    if (!m_shares.limitsPosts())
        return {};
    const QByteArray from = message && message->from ? message->from->utf8() : QByteArray();
    const Speaker speaker = m_shares.speakerOf(admission.client, from, admission.bearer);
    const auto limited = m_shares.takePosts(speaker, int(count), m_node.log().nowNs());
    return limited ? std::optional(noted(m_shares, *limited, admission, from)) : std::nullopt;
}

// One who sends much speaks for many: without a token a batch is its first message's sender's.
std::optional<HttpReply> HttpGateway::limitBatch(const Admission &admission,
                                                 const BatchItems &items)
{
    if (!m_shares.limitsPosts())
        return {};
    const bool isTooLong = items.first().size() > m_limits.bodyBytesMax;
    return limitPosts(admission,
                      isTooLong ? Result<Message>(ErrorCode::BodyTooLarge)
                                : parseJsonMessage(items.first()),
                      items.size());
}

} // namespace pushpoint::net
