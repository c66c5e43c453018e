#include "server/net/http_gateway.h"

#include "server/net/handshake.h"
#include "server/net/http_writer.h"
#include "server/protocol/form_body.h"
#include "server/protocol/json_text.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <algorithm>

namespace pushpoint {

namespace {

constexpr int pageNamesDefault = 100;
constexpr int pageNamesMax = 10'000;
constexpr QByteArrayView connectionsOfPrefix("/rest/connections/");

enum class Path { Message, Connections, ConnectionsOf, Names, Health, WebSocket, Site };

Path pathOf(QByteArrayView path)
{
    if (path == "/rest/message")
        return Path::Message;
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
    return Path::Site;
}

enum class BodyType { Json, Form, Other };

// Up to the first ';', without blanks, in lower case.
QByteArray beforeSemicolon(const QByteArray &text)
{
    const qsizetype end = text.indexOf(';');
    return (end < 0 ? text : text.left(end)).trimmed().toLower();
}

// The type without its parameters; a charset other than UTF-8 is a type that is not understood.
BodyType bodyTypeOf(const HttpHead &head)
{
    const QByteArrayView given = head.contentType.value_or(QByteArrayView());
    if (given == "application/json" && !head.contentEncoding)
        return BodyType::Json; // what nearly all send
    const QByteArray type = given.toByteArray();
    const qsizetype charset = type.toLower().indexOf("charset=");
    if (charset >= 0) {
        const QByteArray value = beforeSemicolon(type.mid(charset + 8)).replace('"', "");
        if (value != "utf-8" && value != "utf8" && value != "us-ascii")
            return BodyType::Other;
    }
    if (head.contentEncoding && head.contentEncoding->compare("identity", Qt::CaseInsensitive) != 0)
        return BodyType::Other;
    const QByteArray essence = beforeSemicolon(type);
    if (essence == "application/json")
        return BodyType::Json;
    return essence == "application/x-www-form-urlencoded" ? BodyType::Form : BodyType::Other;
}

bool isRead(const HttpRequest &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

std::optional<QByteArray> queryValue(const HttpRequest &request, QByteArrayView key)
{
    for (const FormField &field : parseFormBody(request.query())) {
        if (field.key == key)
            return field.value;
    }
    return {};
}

bool wantsDetail(const HttpRequest &request)
{
    if (request.query().isEmpty())
        return false;
    const auto detail = queryValue(request, "detail");
    return detail && *detail != "0" && *detail != "false";
}

} // namespace

HttpGateway::HttpGateway(Registry &registry, Node &node, std::unique_ptr<Site> site,
                         QList<UserName> names, OriginRules originRules, qsizetype bodyBytesMax)
    : m_registry(registry), m_node(node), m_site(std::move(site)), m_names(std::move(names)),
      m_originRules(std::move(originRules)), m_bodyBytesMax(bodyBytesMax)
{ }

std::optional<HttpGateway::Refusal> HttpGateway::refuseEarly(const HttpRequest &request,
                                                             const HttpHead &head,
                                                             const QHostAddress &localAddress) const
{
    const auto because = [](ErrorCode code, const QByteArray &allow = {}) {
        return Refusal{{code, {}}, allow};
    };
    if (const auto wrong = m_originRules.checkHost(head, localAddress))
        return because(*wrong);
    const Path path = pathOf(request.path());
    if (path != Path::Site) {
        if (const auto foreign = m_originRules.checkOrigin(head))
            return because(*foreign);
    }
    if (path == Path::Message) {
        if (request.method != "POST")
            return because(ErrorCode::MethodNotAllowed, "POST");
        if (!head.contentLength)
            return because(ErrorCode::LengthRequired);
        if (bodyTypeOf(head) == BodyType::Other)
            return because(ErrorCode::UnsupportedMediaType);
    } else if (path == Path::WebSocket && !head.upgradesToWebSocket) {
        return Refusal{checkHandshake(request, head).error(), "GET"};
    } else if (path != Path::Site && !isRead(request)) {
        return because(ErrorCode::MethodNotAllowed, path == Path::WebSocket ? "GET" : "GET, HEAD");
    }
    if (head.contentLength.value_or(0) > m_bodyBytesMax)
        return because(ErrorCode::BodyTooLarge);
    return {};
}

HttpReply HttpGateway::answer(const HttpRequest &request, const HttpHead &head)
{
    switch (pathOf(request.path())) {
    case Path::Message:
        return answerMessage(request, head);
    case Path::Connections:
        return answerConnections(request);
    case Path::ConnectionsOf:
        return answerConnectionsOf(request);
    case Path::Names:
        return answerNames();
    case Path::Health:
        return jsonReply("{\"status\":\"ok\"}");
    case Path::WebSocket: // refused early, or an upgrade
    case Path::Site:
        break;
    }
    return m_site->answer(request);
}

bool HttpGateway::isPlainRead(const HttpRequest &request) const
{
    const bool file = pathOf(request.path()) == Path::Site && m_site->streamsFiles();
    // A 304 has no Content-Length, and QHttpServer writes one with every answer.
    return request.method == "GET" && !file && !request.header("If-None-Match");
}

HttpReply HttpGateway::answerMessage(const HttpRequest &request, const HttpHead &head)
{
    const auto message = bodyTypeOf(head) == BodyType::Json ? parseJsonMessage(request.body)
                                                            : parseFormMessage(request.body);
    if (!message) {
        m_node.noteRefusal(message.error());
        return errorReply(message.error());
    }
    return jsonReply(encodeOutcome(m_node.publish(*message), wantsDetail(request)));
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
    QByteArray json("[");
    for (const auto &entry : m_registry.page(queryValue(request, "after").value_or(""), limit)) {
        if (json.size() > 1)
            json.append(',');
        json.append("{\"name\":").append(jsonQuoted(QByteArrayView(entry.name)));
        json.append(",\"connections\":").append(QByteArray::number(entry.connections)).append('}');
    }
    return jsonReply(json.append(']'));
}

HttpReply HttpGateway::answerConnectionsOf(const HttpRequest &request) const
{
    const QByteArrayView segment = request.path().sliced(connectionsOfPrefix.size());
    if (segment.isEmpty() || segment.contains('/'))
        return errorReply({ErrorCode::NotFound, {}});
    const auto name = UserName::parsePathSegment(segment);
    if (!name)
        return errorReply(name.error());
    const int connections = m_registry.connections(*name);
    HttpReply reply = jsonReply("{\"name\":" + jsonQuoted(QByteArrayView(name->utf8()))
                                + ",\"connections\":" + QByteArray::number(connections) + '}');
    if (request.method == "HEAD" && connections == 0)
        reply.status = 404;
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
