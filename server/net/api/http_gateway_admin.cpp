#include "server/net/api/http_gateway.h"
#include "server/net/api/server_state.h"
#include "server/net/http/http_writer.h"
#include "server/net/http/later_reply.h"
#include "server/net/websocket/websocket_gateway.h"
#include "server/protocol/json/json_text.h"

#include <algorithm>
#include <utility>

// What whoever runs the server asks of it, and has it do.

namespace pushpoint::net {

namespace {

constexpr qsizetype reasonBytesMax = 123; // RFC 6455 §5.5: of a close frame

// Nothing of what a client writes here gets into a close frame and a window before it was looked
// at.
bool isGoodReason(QByteArrayView reason)
{
    const QUtf8StringView utf8(reason.data(), reason.size());
    return reason.size() <= reasonBytesMax && utf8.isValidUtf8()
        && std::ranges::none_of(utf8.toString(),
                                [](QChar c) { return isUnsafeToShow(c.unicode()); });
}

HttpReply reloadReply(const Result<QStringList> &read)
{
    if (!read)
        return errorReply(read.error());
    QByteArray names;
    for (const QString &name : *read)
        names += (names.isEmpty() ? "" : ",") + jsonQuoted(name);
    return jsonReply("{\"read\":[" + names + "]}");
}

} // namespace

HttpReply HttpGateway::disconnectAll(const HttpRequest &request, const UserName &name)
{
    const QByteArrayView reason = request.header("X-Reason").value_or(QByteArrayView());
    if (!isGoodReason(reason))
        return errorReply({ErrorCode::BadRequest,
                           QStringLiteral("X-Reason is at most %1 bytes of UTF-8 without control "
                                          "characters")
                               .arg(reasonBytesMax)});
    const int closed
        = m_webSockets.closeAllOf(name, CloseCode::ClosedByAdministrator, reason.toByteArray());
    if (closed == 0)
        return errorReply(
            {ErrorCode::NotFound, QStringLiteral("nobody of that name is connected to this node")});
    return jsonReply("{\"closed\":" + QByteArray::number(closed) + '}');
}

HttpReply HttpGateway::answerServer(const HttpRequest &, const Admission &)
{
    const ServerState state{m_node.name(), m_node.log().nowNs() / 1'000'000'000, m_node.isJoined(),
                            m_stopping, m_node.log().counters().totals()};
    return jsonReply(serverStateJson(state, m_limits, m_told));
}

// Many who ask at once are told the same: it is read again once for them all.
HttpReply HttpGateway::answerReload(const HttpRequest &, const Admission &)
{
    HttpReply reply;
    reply.later = std::make_shared<LaterReply>();
    m_reloads.push_back(reply.later);
    if (m_reloads.size() == 1)
        m_askReload();
    return reply;
}

void HttpGateway::finishReload(const Result<QStringList> &read)
{
    const HttpReply reply = reloadReply(read);
    for (const auto &waiting : std::exchange(m_reloads, {}))
        waiting->resolve(reply);
}

} // namespace pushpoint::net
