#include "server/net/access/token_gate.h"
#include "server/net/api/http_gateway.h"
#include "server/net/peer/forwarded.h"
#include "server/net/shares/address_key.h"
#include "server/net/websocket/websocket_gateway.h"

#include <QHostAddress>

#include <algorithm>
#include <utility>

// What the head alone decides, before any of the body is taken in; and upgrades.

namespace pushpoint::net {

namespace {

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

// What is refused because the method and the headers show that the path cannot serve it.
std::optional<Refusal> refuseByMethod(const Admission &admission, const HttpRequest &request,
                                      const HttpHead &head)
{
    const Route &route = *admission.route;
    if (route.kind == Route::Kind::Site)
        return {};
    if (route.kind == Route::Kind::WebSocket && !head.upgradesToWebSocket)
        return Refusal{checkHandshake(request, head).error(), route.methods.toByteArray()};
    if (!route.allows(request.method))
        return Refusal{{ErrorCode::MethodNotAllowed, {}}, route.methods.toByteArray()};
    if (!route.takesBody())
        return {};
    if (!head.contentLength && !head.isChunked)
        return Refusal{{ErrorCode::LengthRequired, {}}};
    if (admission.bodyType != BodyType::Json && admission.bodyType != route.otherBody)
        return Refusal{{ErrorCode::UnsupportedMediaType,
                        QStringLiteral("this type of body is not understood here; for JSON the "
                                       "header is \"Content-Type: application/json\"")}};
    if (head.contentCoding == ContentCoding::Other)
        return Refusal{{ErrorCode::UnsupportedMediaType,
                        QStringLiteral("a body may be packed by gzip or deflate, and once")},
                       contentCodingsTaken};
    return {};
}

Refusal siteRefusal(ErrorCode code, const HttpHead &head, const QHostAddress &client)
{
    auto site = std::make_shared<const SiteRefusal>(SiteRefusal::of(code, head));
    return {site->toError(code), {}, site, {}, client};
}

} // namespace

const Route &HttpGateway::routeOf(QByteArrayView path)
{
    if (path.size() > 1 && path.endsWith('/'))
        path.chop(1);
    const auto all = routes();
    const auto found
        = std::ranges::find_if(all, [path](const Route &route) { return route.matches(path); });
    return found == all.end() ? all.back() : *found;
}

std::variant<Admission, Refusal> HttpGateway::admit(const HttpRequest &request,
                                                    const HttpHead &head,
                                                    const ConnectionEnds &ends) const
{
    if (ends.isForUnknown || !m_trustedProxies.contains(ends.peer))
        return admitClient(request, head, ends);
    const auto told = readForwarded(request, ends.peer, m_trustedProxies);
    if (!told)
        return Refusal{told.error()};
    HttpHead asked = head;
    if (!told->host.isEmpty()) {
        // Of itself a page cannot write another Host, but what a proxy passes on.
        if (const auto wrong = m_originRules.checkHost(head, ends.local))
            return siteRefusal(*wrong, head, told->client);
        asked.host = told->host;
    }
    return admitClient(request, asked, {ends.local, told->client}, told->scheme);
}

std::variant<Admission, Refusal> HttpGateway::admitClient(const HttpRequest &request,
                                                          const HttpHead &head,
                                                          const ConnectionEnds &ends,
                                                          QByteArrayView scheme) const
{
    using Standing = OriginRules::Standing;
    if (const auto wrong = m_originRules.checkHost(head, ends.local))
        return siteRefusal(*wrong, head, ends.peer);
    const Route &route = routeOf(request.path());
    const Standing standing = m_originRules.standingOf(head, scheme);
    if (standing == Standing::Foreign && route.kind != Route::Kind::Site)
        return siteRefusal(ErrorCode::ForeignOrigin, head, ends.peer);
    Admission admission{&route, ends.peer, {}, m_limits.*route.bodyBytesMax};
    if (route.takesBody()) {
        admission.bodyType = bodyTypeOf(head);
        admission.codingToUndo = head.contentCoding;
    }
    if (request.method != "OPTIONS") {
        if (auto refusal = refuseByMethod(admission, request, head))
            return *std::move(refusal);
    }
    if (head.contentLength.value_or(0) > admission.bodyBytesMax)
        return Refusal{{ErrorCode::BodyTooLarge, {}}};
    admission.isUpgrade = head.upgradesToWebSocket && route.kind == Route::Kind::WebSocket;
    const auto bearer = letIn(admission, request);
    if (!bearer)
        return Refusal{bearer.error(), {}, {}, {}, ends.peer};
    admission.bearer = *bearer;
    admission.isNamedOrigin = standing == Standing::Named;
    admission.isPublish = request.method == "POST" && route.kind == Route::Kind::Publish;
    admission.isPlainRead = isPlainRead(route, request, head);
    return admission;
}

// The Fetch standard's question before a request, which bears no token, is free.
Result<access::BearerPointer> HttpGateway::letIn(const Admission &admission,
                                                 const HttpRequest &request) const
{
    const Route &route = *admission.route;
    if (m_tokenGate.isOpen() || request.method == "OPTIONS")
        return access::BearerPointer();
    Needs needs{route.rightsFor(request.method)};
    needs.isUpgrade = admission.isUpgrade;
    needs.isForWatchers = route.kind == Route::Kind::Watch;
    needs.isNameEnough = needs.rights == access::Right::Read;
    needs.isNameTheirs = route.kind == Route::Kind::WebSocket;
    // One that is no name is refused as such, by whoever reads it.
    if (const auto name = UserName::parsePathSegment(route.rest(request.path())))
        needs.name = *name;
    return m_tokenGate.letIn(request, needs, admission.client);
}

bool HttpGateway::isPlainRead(const Route &route, const HttpRequest &request,
                              const HttpHead &head) const
{
    const bool isFile = route.kind == Route::Kind::Site && m_site->streamsFiles();
    const bool isLater = route.kind == Route::Kind::Presence && asksOthers(request);
    // A 304 has no Content-Length, and QHttpServer writes one with every answer. It reads a body
    // anew, and has ideas of its own of how HTTP/1.0 stays connected and of what an upgrade is.
    return request.method == "GET" && request.minorVersion == 1 && !isFile && !isLater
        && head.keepAlive && !head.hasUpgrade && !head.isChunked
        && head.contentLength.value_or(0) == 0 && !request.header("If-None-Match")
        && isPlainTarget(request.target);
}

void HttpGateway::noteRefusal(const Refusal &refusal, const QHostAddress &peer)
{
    const QHostAddress &client = refusal.client ? *refusal.client : peer;
    if (refusal.limited)
        return m_shares.note(*refusal.limited, client);
    if (!refusal.site)
        return m_node.log().noteRefusal(refusal.error, {}, {},
                                        refusal.client ? addressTextOf(client) : QByteArray());
    m_siteRefusalLog.note(*refusal.site, client, m_node.log().nowNs());
    m_node.log().noteRefusal(refusal.error, {}, {}, refusal.site->row(client));
}

std::variant<Handshake, Refusal> HttpGateway::checkUpgrade(const HttpRequest &request,
                                                           const HttpHead &head,
                                                           const Admission &admission)
{
    auto checked = checkHandshake(request, head);
    if (!checked)
        return Refusal{checked.error(), "GET"};
    if (m_node.isShut())
        return Refusal{{ErrorCode::ClusterUnknown,
                        QStringLiteral("this node is cut off from the others; try another one")}};
    if (m_shares.limitsUpgrades()) {
        if (const auto limited = m_shares.takeUpgrade(admission.client, m_node.log().nowNs()))
            return Refusal{limited->toError(), {}, {}, limited, admission.client};
    }
    Handshake handshake = std::move(checked).value();
    handshake.client = admission.client;
    handshake.bearer = admission.bearer;
    return handshake;
}

void HttpGateway::upgrade(ServerSocket &socket, Handshake handshake, QByteArrayView behind)
{
    m_webSockets.accept(socket, std::move(handshake), behind);
}

qsizetype HttpGateway::upgradedCount() const
{
    return m_webSockets.sessionCount();
}

} // namespace pushpoint::net
