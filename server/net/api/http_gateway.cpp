#include "server/net/api/http_gateway.h"

#include "server/net/access/speaker.h"
#include "server/net/access/token_gate.h"
#include "server/net/api/metrics_text.h"
#include "server/net/api/presence_answer.h"
#include "server/net/http/body_type.h"
#include "server/net/http/http_writer.h"
#include "server/net/http/later_reply.h"
#include "server/protocol/form_body.h"
#include "server/protocol/json/json_text.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QFile>

namespace pushpoint::net {

namespace {

constexpr int pageNamesDefault = 100;
constexpr int pageNamesMax = 1'000;

std::optional<QByteArray> queryValue(const HttpRequest &request, QByteArrayView key)
{
    for (const FormField &field : parseFormBody(request.query())) {
        if (field.key == key)
            return field.value;
    }
    return {};
}

// RFC 9110 §9.3.7; and the Fetch standard's question before a post of JSON from a page of a named
// site.
HttpReply optionsReply(const Route &route, bool isNamedOrigin)
{
    HttpReply reply;
    reply.status = 204;
    reply.headers = {{"Allow", route.methods.toByteArray()}};
    if (isNamedOrigin && route.kind != Route::Kind::Site) {
        reply.headers.append(
            {{"Access-Control-Allow-Methods",
              route.allows("DELETE") ? "GET, HEAD, DELETE" : "GET, HEAD, POST"},
             {"Access-Control-Allow-Headers", "Authorization, Content-Type, X-Reason"},
             {"Access-Control-Max-Age", "600"}});
    }
    return reply;
}

// `curl -d '{…}'` says of itself that it sends a form.
Error withHint(const Error &error, QByteArrayView form)
{
    const QByteArrayView text = form.trimmed();
    if (!text.startsWith('{') && !text.startsWith('['))
        return error;
    return {error.code,
            QStringLiteral("the body looks like JSON; for that the header "
                           "\"Content-Type: application/json\" is missing")};
}

HttpReply outcomeReply(const PublishOutcome &outcome, bool detailed)
{
    return outcome.known ? jsonReply(encodeOutcome(outcome, detailed))
                         : errorReply({ErrorCode::ClusterUnknown, {}});
}

bool wantsDetail(const HttpRequest &request)
{
    if (request.query().isEmpty())
        return false;
    const auto detail = queryValue(request, "detail");
    return detail && *detail != "0" && *detail != "false";
}

} // namespace

HttpGateway::HttpGateway(Node &node, WebSocketGateway &webSockets, TokenGate &tokenGate,
                         FairShares &shares, std::unique_ptr<Site> site, QList<UserName> names,
                         OriginRules originRules, AddressRanges trustedProxies,
                         const Limits &limits)
    : m_node(node), m_webSockets(webSockets), m_tokenGate(tokenGate), m_shares(shares),
      m_site(std::move(site)), m_names(std::move(names)), m_originRules(std::move(originRules)),
      m_trustedProxies(std::move(trustedProxies)), m_limits(limits), m_batches(node, limits)
{
    QFile openApi(QStringLiteral(":/contract/openapi.json"));
    if (openApi.open(QIODevice::ReadOnly))
        m_openApi = openApi.readAll();
}

std::span<const Route> HttpGateway::routes()
{
    using Kind = Route::Kind;
    using enum access::Right;
    static constexpr Route table[]{
        {"/rest/message", "POST", Kind::Publish, Publish, &HttpGateway::answerMessage,
         &Limits::bodyBytesMax, BodyType::Form},
        {"/rest/messages", "POST", Kind::Batch, Publish, &HttpGateway::answerMessages,
         &Limits::batchBytesMax, BodyType::JsonLines},
        {"/ws/{name}", "GET", Kind::WebSocket, Connect, &HttpGateway::answerSite},
        {"/rest/connections", "GET, HEAD", Kind::Presence, Read, &HttpGateway::answerConnections},
        {"/rest/connections/{name}", "GET, HEAD, DELETE", Kind::Presence, Read,
         &HttpGateway::answerConnectionsOf},
        {"/rest/names", "GET, HEAD", Kind::Read, Read, &HttpGateway::answerNames},
        {"/healthz", "GET, HEAD", Kind::Read, {}, &HttpGateway::answerHealth},
        {"/readyz", "GET, HEAD", Kind::Watch, Admin, &HttpGateway::answerReadiness},
        {"/metrics", "GET, HEAD", Kind::Watch, Admin, &HttpGateway::answerMetrics},
        {"/admin/server", "GET, HEAD", Kind::Read, Admin, &HttpGateway::answerServer},
        {"/admin/reload", "POST", Kind::Change, Admin, &HttpGateway::answerReload},
        {"/openapi.json", "GET, HEAD", Kind::Read, {}, &HttpGateway::answerOpenApi},
        {"/", "GET, HEAD", Kind::Site, {}, &HttpGateway::answerSite},
    };
    return table;
}

HttpReply HttpGateway::answer(const HttpRequest &request, const HttpHead &head,
                              const Admission &admission)
{
    const Route &route = *admission.route;
    HttpReply reply = request.method == "OPTIONS" ? optionsReply(route, admission.isNamedOrigin)
                                                  : (this->*route.answer)(request, admission);
    if (reply.refusedBecause)
        m_node.log().noteRefusal({*reply.refusedBecause, {}});
    if (!admission.isNamedOrigin)
        return reply;
    auto &headers = reply.later ? reply.later->headers : reply.headers;
    headers.append(HttpHeader{"Access-Control-Allow-Origin", head.origin->toByteArray()});
    headers.append(HttpHeader{"Vary", "Origin"});
    return reply;
}

HttpReply HttpGateway::answerMessage(const HttpRequest &request, const Admission &admission)
{
    if (auto limited = limitAddress(admission))
        return *std::move(limited);
    const bool form = admission.bodyType == BodyType::Form;
    auto parsed = form ? parseFormMessage(request.body) : parseJsonMessage(request.body);
    if (auto limited = limitPosts(admission, parsed, 1))
        return *std::move(limited);
    if (!parsed)
        return errorReply(form ? withHint(parsed.error(), request.body) : parsed.error());
    Message message = std::move(parsed).value();
    if (const auto error = settleSender(admission.bearer, message))
        return errorReply(*error);
    const bool detailed = wantsDetail(request);
    const Published published = m_node.submit(message, request.arrival);
    if (!published.later)
        return outcomeReply(published.outcome, detailed);
    auto later = std::make_shared<LaterReply>();
    published.later->then([later, detailed](const PublishOutcome &outcome) {
        later->resolve(outcomeReply(outcome, detailed));
    });
    HttpReply reply;
    reply.later = std::move(later);
    return reply;
}

HttpReply HttpGateway::answerMessages(const HttpRequest &request, const Admission &admission)
{
    if (auto limited = limitAddress(admission))
        return *std::move(limited);
    return m_batches.answer(
        request.body, {admission.bodyType, wantsDetail(request), admission.bearer}, request.arrival,
        [this, &admission](const BatchItems &items) { return limitBatch(admission, items); });
}

HttpReply HttpGateway::answerConnections(const HttpRequest &request, const Admission &)
{
    int limit = pageNamesDefault;
    if (const auto value = queryValue(request, "limit")) {
        bool ok = false;
        limit = value->toInt(&ok);
        if (!ok || limit < 1 || limit > pageNamesMax)
            return errorReply({ErrorCode::BadRequest,
                               QStringLiteral("limit is a number from 1 to %1; "
                                              "further pages begin behind after=<last name>")
                                   .arg(pageNamesMax)});
    }
    const broker::PresenceQuery query{queryValue(request, "after").value_or(""), limit, false};
    return answerPresence(request, query,
                          [limit, detailed = wantsDetail(request)](const auto &said) {
                              return presencePage(said, limit, detailed);
                          });
}

HttpReply
HttpGateway::answerPresence(const HttpRequest &request, const broker::PresenceQuery &query,
                            std::function<HttpReply(const broker::PresenceAnswer &)> write) const
{
    if (!asksOthers(request))
        return write({{{m_node.name() + '/', m_node.presenceHere(query)}}, true});
    auto later = std::make_shared<LaterReply>();
    m_node.askPresence(query,
                       [later, write = std::move(write)](const broker::PresenceAnswer &said) {
                           later->resolve(write(said));
                       });
    HttpReply reply;
    reply.later = std::move(later);
    return reply;
}

bool HttpGateway::asksOthers(const HttpRequest &request) const
{
    return m_node.isJoined() && queryValue(request, "scope").value_or("") != "node";
}

HttpReply HttpGateway::answerConnectionsOf(const HttpRequest &request, const Admission &admission)
{
    const QByteArrayView segment = admission.route->rest(request.path());
    if (segment.isEmpty() || segment.contains('/'))
        return errorReply({ErrorCode::NotFound, {}});
    const auto name = UserName::parsePathSegment(segment);
    if (!name)
        return errorReply(name.error());
    if (request.method == "DELETE")
        return disconnectAll(request, *name);
    const bool isHead = request.method == "HEAD";
    return answerPresence(
        request, {name->utf8(), 1, true},
        [name = name->utf8(), detailed = wantsDetail(request), isHead](const auto &said) {
            return presenceOf(said, name, detailed, isHead);
        });
}

HttpReply HttpGateway::answerMetrics(const HttpRequest &, const Admission &)
{
    HttpReply reply;
    reply.contentType = metricsContentType;
    reply.body = metricsText(m_node.log().counters().totals(), readProcessFacts());
    return reply;
}

HttpReply HttpGateway::answerNames(const HttpRequest &, const Admission &)
{
    QByteArray json("[");
    for (const UserName &name : m_names) {
        if (json.size() > 1)
            json.append(',');
        json.append(jsonQuoted(QByteArrayView(name.utf8())));
    }
    return jsonReply(json.append(']'));
}

HttpReply HttpGateway::answerHealth(const HttpRequest &, const Admission &)
{
    return jsonReply("{\"status\":\"ok\"}");
}

HttpReply HttpGateway::answerReadiness(const HttpRequest &, const Admission &)
{
    return m_stopping ? jsonReply("{\"status\":\"stopping\"}", 503)
                      : jsonReply("{\"status\":\"ready\"}");
}

HttpReply HttpGateway::answerOpenApi(const HttpRequest &, const Admission &)
{
    return m_openApi.isEmpty() ? errorReply({ErrorCode::NotFound, {}}) : jsonReply(m_openApi);
}

HttpReply HttpGateway::answerSite(const HttpRequest &request, const Admission &)
{
    return m_site->answer(request);
}

} // namespace pushpoint::net
