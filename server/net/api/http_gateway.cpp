#include "server/net/api/http_gateway.h"

#include "server/net/api/metrics_text.h"
#include "server/net/api/presence_answer.h"
#include "server/net/body/body_type.h"
#include "server/net/http/handshake.h"
#include "server/net/http/http_path.h"
#include "server/net/http/http_writer.h"
#include "server/net/http/later_reply.h"
#include "server/protocol/form_body.h"
#include "server/protocol/json/json_text.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QFile>

#include <algorithm>

namespace pushpoint {

namespace {

constexpr int pageNamesDefault = 100;
constexpr int pageNamesMax = 1'000;

bool understands(Path path, BodyType type)
{
    return type == BodyType::Json
        || type == (path == Path::Message ? BodyType::Form : BodyType::JsonLines);
}

qsizetype bytesMaxOf(Path path, const Limits &limits)
{
    return path == Path::Messages ? limits.batchBytesMax : limits.bodyBytesMax;
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

// RFC 9110 §9.3.7; and the Fetch standard's question before a post of JSON from a page of a named
// site.
HttpReply optionsReply(Path path, bool isNamedOrigin)
{
    HttpReply reply;
    reply.status = 204;
    reply.headers = {{"Allow", methodsOf(path)}};
    if (isNamedOrigin && path != Path::Site) {
        reply.headers.append({{"Access-Control-Allow-Methods", "GET, HEAD, POST"},
                              {"Access-Control-Allow-Headers", "Content-Type"},
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

// What is refused of a path whose method and headers alone show that it cannot be served.
std::optional<HttpGateway::Refusal> refuseByMethod(Path path, const HttpRequest &request,
                                                   const HttpHead &head)
{
    using Refusal = HttpGateway::Refusal;
    if (path == Path::Site)
        return {};
    if (path == Path::WebSocket && !head.upgradesToWebSocket)
        return Refusal{checkHandshake(request, head).error(), methodsOf(path)};
    if (isPost(path) ? request.method != "POST" : !isRead(request))
        return Refusal{{ErrorCode::MethodNotAllowed, {}}, methodsOf(path)};
    if (!isPost(path))
        return {};
    if (!head.contentLength && !head.isChunked)
        return Refusal{{ErrorCode::LengthRequired, {}}, {}};
    if (!understands(path, bodyTypeOf(head)))
        return Refusal{{ErrorCode::UnsupportedMediaType,
                        QStringLiteral("this type of body is not understood here; for JSON the "
                                       "header is \"Content-Type: application/json\"")},
                       {}};
    if (head.contentCoding == ContentCoding::Other)
        return Refusal{{ErrorCode::UnsupportedMediaType,
                        QStringLiteral("a body may be packed by gzip or deflate, and once")},
                       contentCodingsTaken};
    return {};
}

} // namespace

HttpGateway::HttpGateway(Node &node, std::unique_ptr<Site> site, QList<UserName> names,
                         OriginRules originRules, const Limits &limits)
    : m_node(node), m_site(std::move(site)), m_names(std::move(names)),
      m_originRules(std::move(originRules)), m_limits(limits), m_batches(node, limits)
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
    if (request.method != "OPTIONS") {
        if (auto refusal = refuseByMethod(path, request, head))
            return refusal;
    }
    if (head.contentLength.value_or(0) > bytesMaxOf(path, m_limits))
        return because(ErrorCode::BodyTooLarge);
    return {};
}

qsizetype HttpGateway::bodyBytesMax(const HttpRequest &request) const
{
    return bytesMaxOf(pathOf(request.path()), m_limits);
}

ContentCoding HttpGateway::codingToUndo(const HttpRequest &request, const HttpHead &head) const
{
    const bool isPacked = head.contentCoding != ContentCoding::Identity;
    return isPacked && isPost(pathOf(request.path())) ? head.contentCoding
                                                      : ContentCoding::Identity;
}

void HttpGateway::noteRefusal(const Error &error, const SiteRefusal &site, const QHostAddress &peer)
{
    m_siteRefusalLog.note(site, peer, m_node.nowNs());
    m_node.noteRefusal(error, {}, {}, site.row(peer));
}

HttpReply HttpGateway::answer(const HttpRequest &request, const HttpHead &head)
{
    const bool named = m_originRules.isNamedOrigin(head);
    HttpReply reply = request.method == "OPTIONS" ? optionsReply(pathOf(request.path()), named)
                                                  : answerAny(request, head);
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
        return m_batches.answer(request.body, bodyTypeOf(head), wantsDetail(request),
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
    // A 304 has no Content-Length, and QHttpServer writes one with every answer. It reads a body
    // anew, and has an idea of its own of how HTTP/1.0 stays connected.
    return request.method == "GET" && request.minorVersion == 1 && !file && !later
        && !request.header("If-None-Match") && !request.header("Transfer-Encoding")
        && isPlainTarget(request.target);
}

HttpReply HttpGateway::answerMessage(const HttpRequest &request, const HttpHead &head)
{
    const bool form = bodyTypeOf(head) == BodyType::Form;
    const auto message = form ? parseFormMessage(request.body) : parseJsonMessage(request.body);
    if (!message)
        return errorReply(form ? withHint(message.error(), request.body) : message.error());
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
                               QStringLiteral("limit is a number from 1 to %1; "
                                              "further pages begin behind after=<last name>")
                                   .arg(pageNamesMax)});
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
    QByteArrayView segment = request.path().sliced(connectionsOfPrefix.size());
    if (segment.endsWith('/'))
        segment.chop(1);
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
