#include "server/net/http_gateway.h"

#include "server/net/batch_answer.h"
#include "server/net/body_type.h"
#include "server/net/handshake.h"
#include "server/net/http_writer.h"
#include "server/net/later_reply.h"
#include "server/net/metrics_text.h"
#include "server/net/presence_answer.h"
#include "server/protocol/form_body.h"
#include "server/protocol/json_text.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QFile>

#include <algorithm>

namespace pushpoint {

namespace {

constexpr int pageNamesDefault = 100;
constexpr int pageNamesMax = 10'000;
constexpr QByteArrayView connectionsOfPrefix("/rest/connections/");

enum class Path {
    Message,
    Messages,
    Connections,
    ConnectionsOf,
    Names,
    Health,
    Readiness,
    Metrics,
    OpenApi,
    WebSocket,
    Site
};

Path pathOf(QByteArrayView path)
{
    if (path == "/rest/message")
        return Path::Message;
    if (path == "/rest/messages")
        return Path::Messages;
    if (isWebSocketPath(path))
        return Path::WebSocket;
    if (path == "/rest/connections")
        return Path::Connections;
    if (path.startsWith(connectionsOfPrefix))
        return Path::ConnectionsOf;
    if (path == "/rest/names")
        return Path::Names;
    if (path == "/healthz")
        return Path::Health;
    if (path == "/readyz")
        return Path::Readiness;
    if (path == "/metrics")
        return Path::Metrics;
    if (path == "/openapi.json")
        return Path::OpenApi;
    return Path::Site;
}

bool understands(Path path, BodyType type)
{
    return type == BodyType::Json
        || type == (path == Path::Message ? BodyType::Form : BodyType::JsonLines);
}

bool isRead(const HttpRequest &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

// What every reader of URLs reads alike. QHttpServer reads the target anew and routes it by regular
// expressions, which miss "//" and an escaped line feed: such targets it never sees.
bool isPlainTarget(QByteArrayView target)
{
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("/-._~?=&").contains(c);
    };
    return target.startsWith('/') && !target.contains("//") && std::ranges::all_of(target, plain);
}

std::optional<QByteArray> queryValue(const HttpRequest &request, QByteArrayView key)
{
    for (const FormField &field : parseFormBody(request.query())) {
        if (field.key == key)
            return field.value;
    }
    return {};
}

HttpReply preflightReply()
{
    HttpReply reply;
    reply.status = 204;
    reply.headers = {{"Access-Control-Allow-Methods", "GET, HEAD, POST"},
                     {"Access-Control-Allow-Headers", "Content-Type"},
                     {"Access-Control-Max-Age", "600"}};
    return reply;
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

HttpGateway::HttpGateway(Node &node, std::unique_ptr<Site> site, QList<UserName> names,
                         OriginRules originRules, const Limits &limits)
    : m_node(node), m_site(std::move(site)), m_names(std::move(names)),
      m_originRules(std::move(originRules)), m_limits(limits)
{
    QFile openApi(QStringLiteral(":/contract/openapi.json"));
    if (openApi.open(QIODevice::ReadOnly))
        m_openApi = openApi.readAll();
}

std::optional<HttpGateway::Refusal> HttpGateway::refuseEarly(const HttpRequest &request,
                                                             const HttpHead &head,
                                                             const QHostAddress &localAddress) const
{
    const auto because = [](ErrorCode code, const QByteArray &allow = {}) {
        return Refusal{{code, {}}, allow};
    };
    const auto becauseOfSite = [&head](ErrorCode code) {
        const SiteRefusal site = SiteRefusal::of(code, head);
        return Refusal{site.toError(code), {}, site};
    };
    if (const auto wrong = m_originRules.checkHost(head, localAddress))
        return becauseOfSite(*wrong);
    const Path path = pathOf(request.path());
    if (path != Path::Site) {
        if (const auto foreign = m_originRules.checkOrigin(head))
            return becauseOfSite(*foreign);
    }
    // The Fetch standard's question before a post of JSON from a page of a named site.
    if (request.method == "OPTIONS" && path != Path::Site && m_originRules.isNamedOrigin(head)
        && head.contentLength.value_or(0) == 0)
        return {};
    const bool post = path == Path::Message || path == Path::Messages;
    if (post) {
        if (request.method != "POST")
            return because(ErrorCode::MethodNotAllowed, "POST");
        if (!head.contentLength)
            return because(ErrorCode::LengthRequired);
        if (!understands(path, bodyTypeOf(head)))
            return because(ErrorCode::UnsupportedMediaType);
    } else if (path == Path::WebSocket && !head.upgradesToWebSocket) {
        return Refusal{checkHandshake(request, head).error(), "GET"};
    } else if (path != Path::Site && !isRead(request)) {
        return because(ErrorCode::MethodNotAllowed, path == Path::WebSocket ? "GET" : "GET, HEAD");
    }
    const qsizetype bytesMax
        = path == Path::Messages ? m_limits.batchBytesMax : m_limits.bodyBytesMax;
    if (head.contentLength.value_or(0) > bytesMax)
        return because(ErrorCode::BodyTooLarge);
    return {};
}

void HttpGateway::noteRefusal(const Error &error, const SiteRefusal &site, const QHostAddress &peer)
{
    m_siteRefusalLog.note(site, peer, m_node.nowNs());
    m_node.noteRefusal(error, {}, {}, site.row(peer));
}

HttpReply HttpGateway::answer(const HttpRequest &request, const HttpHead &head)
{
    const bool named = m_originRules.isNamedOrigin(head);
    const bool asksFirst
        = named && request.method == "OPTIONS" && pathOf(request.path()) != Path::Site;
    HttpReply reply = asksFirst ? preflightReply() : answerAny(request, head);
    if (reply.refusedBecause)
        m_node.noteRefusal({*reply.refusedBecause, {}});
    if (!named)
        return reply;
    auto &headers = reply.later ? reply.later->headers : reply.headers;
    headers.append(HttpHeader{"Access-Control-Allow-Origin", head.origin->toByteArray()});
    headers.append(HttpHeader{"Vary", "Origin"});
    return reply;
}

HttpReply HttpGateway::answerAny(const HttpRequest &request, const HttpHead &head)
{
    switch (pathOf(request.path())) {
    case Path::Message:
        return answerMessage(request, head);
    case Path::Messages:
        return answerBatch(m_node, request.body, bodyTypeOf(head), wantsDetail(request),
                           request.arrival);
    case Path::Connections:
        return answerConnections(request);
    case Path::ConnectionsOf:
        return answerConnectionsOf(request);
    case Path::Names:
        return answerNames();
    case Path::Health:
        return jsonReply("{\"status\":\"ok\"}");
    case Path::Readiness:
        return m_stopping ? jsonReply("{\"status\":\"stopping\"}", 503)
                          : jsonReply("{\"status\":\"ready\"}");
    case Path::Metrics:
        return answerMetrics();
    case Path::OpenApi:
        return m_openApi.isEmpty() ? errorReply({ErrorCode::NotFound, {}}) : jsonReply(m_openApi);
    case Path::WebSocket: // refused early, or an upgrade
    case Path::Site:
        break;
    }
    return m_site->answer(request);
}

bool HttpGateway::isPlainRead(const HttpRequest &request) const
{
    const Path path = pathOf(request.path());
    const bool file = path == Path::Site && m_site->streamsFiles();
    const bool later
        = (path == Path::Connections || path == Path::ConnectionsOf) && asksOthers(request);
    // A 304 has no Content-Length, and QHttpServer writes one with every answer.
    return request.method == "GET" && !file && !later && !request.header("If-None-Match")
        && isPlainTarget(request.target);
}

HttpReply HttpGateway::answerMessage(const HttpRequest &request, const HttpHead &head)
{
    const auto message = bodyTypeOf(head) == BodyType::Json ? parseJsonMessage(request.body)
                                                            : parseFormMessage(request.body);
    if (!message)
        return errorReply(message.error());
    const bool detailed = wantsDetail(request);
    const Published published = m_node.submit(*message, request.arrival);
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

HttpReply HttpGateway::answerConnections(const HttpRequest &request) const
{
    int limit = pageNamesDefault;
    if (const auto value = queryValue(request, "limit")) {
        bool ok = false;
        limit = value->toInt(&ok);
        if (!ok || limit < 1 || limit > pageNamesMax)
            return errorReply({ErrorCode::BadRequest,
                               QStringLiteral("limit is a number from 1 to %1").arg(pageNamesMax)});
    }
    const PresenceQuery query{queryValue(request, "after").value_or(""), limit, false};
    return answerPresence(request, query,
                          [limit, detailed = wantsDetail(request)](const auto &said) {
                              return presencePage(said, limit, detailed);
                          });
}

HttpReply HttpGateway::answerPresence(const HttpRequest &request, const PresenceQuery &query,
                                      std::function<HttpReply(const PresenceAnswer &)> write) const
{
    if (!asksOthers(request))
        return write({{{m_node.name() + '/', m_node.presenceHere(query)}}, true});
    auto later = std::make_shared<LaterReply>();
    m_node.askPresence(query, [later, write = std::move(write)](const PresenceAnswer &said) {
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

HttpReply HttpGateway::answerConnectionsOf(const HttpRequest &request) const
{
    const QByteArrayView segment = request.path().sliced(connectionsOfPrefix.size());
    if (segment.isEmpty() || segment.contains('/'))
        return errorReply({ErrorCode::NotFound, {}});
    const auto name = UserName::parsePathSegment(segment);
    if (!name)
        return errorReply(name.error());
    const bool isHead = request.method == "HEAD";
    return answerPresence(
        request, {name->utf8(), 1, true},
        [name = name->utf8(), detailed = wantsDetail(request), isHead](const auto &said) {
            return presenceOf(said, name, detailed, isHead);
        });
}

HttpReply HttpGateway::answerMetrics() const
{
    HttpReply reply;
    reply.contentType = metricsContentType;
    reply.body = metricsText(m_node.counters().totals(), readProcessFacts());
    return reply;
}

HttpReply HttpGateway::answerNames() const
{
    QByteArray json("[");
    for (const UserName &name : m_names) {
        if (json.size() > 1)
            json.append(',');
        json.append(jsonQuoted(QByteArrayView(name.utf8())));
    }
    return jsonReply(json.append(']'));
}

} // namespace pushpoint
