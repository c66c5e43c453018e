#include "server/net/websocket_gateway.h"

#include "server/net/heap_trim.h"
#include "server/net/pushed_back.h"
#include "server/net/server_socket.h"
#include "server/net/websocket_session.h"
#include "server/protocol/message_codec.h"

#include <QPointer>
#include <QWebSocket>

#include <utility>

namespace pushpoint {

namespace {

// What a session may say while an answer of other nodes is awaited, which is about a second.
constexpr size_t heldTextsMax = 1'000;
constexpr qsizetype heldBytesMax = 1024 * 1024;

// {"ref":…,"succeed":…}, the answer's own keys behind the client's word for it.
QByteArray refAnswer(const QByteArray &refJson, const QByteArray &answerJson)
{
    return "{\"ref\":" + refJson + ',' + answerJson.mid(1);
}

} // namespace

WebSocketGateway::WebSocketGateway(Registry &registry, Node &node, const Limits &limits,
                                   QObject *parent)
    : QObject(parent), m_registry(registry), m_node(node), m_limits(limits),
      m_turnFlush(node.feed()),
      m_server(QStringLiteral("pushpoint"), QWebSocketServer::NonSecureMode)
{
    m_clock.start();
    m_server.setMaxPendingConnections(1024);
    connect(&m_server, &QWebSocketServer::newConnection, this, &WebSocketGateway::takeUpgraded);
}

WebSocketGateway::~WebSocketGateway()
{
    for (const auto &[id, session] : m_sessions) {
        session->disconnect(this);
        endClaim(*session);
        m_registry.remove(session.get(), session->closeCode(), session->closeReason());
    }
}

void WebSocketGateway::accept(ServerSocket &socket, Handshake handshake, QByteArrayView behind)
{
    // QWebSocketServer tells of an upgrade by its path alone, so the path is our own word for it.
    const quint64 id = ++m_lastId;
    auto owned = std::make_unique<WebSocketSession>(id, handshake, &socket, m_limits, m_turnFlush,
                                                    m_clock.elapsed());
    WebSocketSession &session = *owned;
    m_sessions.emplace(id, std::move(owned));
    connect(&session, &WebSocketSession::textReceived, this,
            [this, &session](const QByteArray &text) { take(session, text); });
    connect(&session, &WebSocketSession::ponged, this,
            [this, &session](qint64 roundTripNs) { m_node.notePong(session, roundTripNs); });
    connect(&session, &WebSocketSession::ended, this, [this, id] { end(id); });
    connect(&socket, &QTcpSocket::disconnected, &session, [this, &session] {
        if (!session.isOpen())
            end(session.id());
    });
    pushBack(socket, behind);
    pushBack(socket, canonicalHandshake(handshake, '/' + QByteArray::number(id)));
    m_claims.insert(id);
    // Whoever has seen the upgrade answered can be reached from every node.
    if (m_node.claim(session.name(), [gateway = QPointer(this), id] {
            if (gateway)
                gateway->answerUpgrade(id);
        }))
        m_server.handleConnection(&socket);
}

void WebSocketGateway::answerUpgrade(quint64 id)
{
    const auto found = m_sessions.find(id);
    if (found != m_sessions.end() && found->second->socket() != nullptr)
        m_server.handleConnection(found->second->socket());
}

void WebSocketGateway::endClaim(const WebSocketSession &session)
{
    if (m_claims.remove(session.id()))
        m_node.release(session.name());
}

void WebSocketGateway::takeUpgraded()
{
    while (std::unique_ptr<QWebSocket> webSocket{m_server.nextPendingConnection()}) {
        const auto found = m_sessions.find(webSocket->requestUrl().path().mid(1).toULongLong());
        if (found != m_sessions.end())
            open(*found->second, std::move(webSocket));
    }
}

void WebSocketGateway::open(WebSocketSession &session, std::unique_ptr<QWebSocket> webSocket)
{
    const bool tooMany = m_registry.connections(session.name()) >= m_limits.connectionsPerNameMax;
    if (!tooMany)
        m_registry.add(&session);
    endClaim(session);
    session.open(std::move(webSocket));
    if (tooMany)
        session.close(CloseCode::TooManyOfThisName, "too many connections of this name");
}

void WebSocketGateway::take(WebSocketSession &session, const QByteArray &text)
{
    const int perSecondMax = m_limits.socketPublishesPerSecondMax;
    if (perSecondMax > 0 && !session.pace().allows(m_clock.nsecsElapsed(), perSecondMax)) {
        refuseTooFast(session, "too many publishes a second");
        return;
    }
    const auto held = m_heldTexts.find(session.id());
    if (held == m_heldTexts.end()) {
        publish(session, text);
    } else if (held->second.hasRoomFor(text)) {
        held->second.bytes += text.size();
        held->second.texts.push_back(text);
    } else {
        refuseTooFast(session, "too many publishes wait for other nodes");
    }
}

bool WebSocketGateway::HeldTexts::hasRoomFor(const QByteArray &text) const
{
    return texts.size() < heldTextsMax && bytes + text.size() <= heldBytesMax;
}

void WebSocketGateway::refuseTooFast(WebSocketSession &session, const char *why)
{
    const Error error{ErrorCode::TooManyRequests, {}};
    m_node.noteRefusal(error, session.name().utf8());
    session.noteRefusal(error.word());
    session.close(CloseCode::TooFast, why);
}

void WebSocketGateway::publish(WebSocketSession &session, const QByteArray &text)
{
    const qint64 receivedNs = m_node.nowNs();
    auto publish = parseSocketPublish(text);
    if (!publish) {
        m_node.noteRefusal(publish.error(), session.name().utf8());
        session.noteRefusal(publish.error().word());
        return;
    }
    Message message = publish->message;
    message.from = session.name();
    const Published published = m_node.submit(message, {receivedNs, receivedNs, {}});
    const QByteArray refJson = publish->refJson.value_or(QByteArray());
    if (!published.later) {
        if (!refJson.isEmpty())
            session.send(textFrame(refAnswer(refJson, encodeOutcome(published.outcome, false))));
        return;
    }
    const quint64 id = session.id();
    m_heldTexts.try_emplace(id);
    published.later->then([gateway = QPointer(this), id, refJson](const PublishOutcome &outcome) {
        if (gateway)
            gateway->finishPublish(id, refJson, outcome);
    });
}

void WebSocketGateway::finishPublish(quint64 id, const QByteArray &refJson,
                                     const PublishOutcome &outcome)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    WebSocketSession &session = *found->second;
    if (!refJson.isEmpty())
        session.send(textFrame(refAnswer(refJson, encodeOutcome(outcome, false))));
    auto held = m_heldTexts.extract(id);
    while (held && !held.mapped().texts.empty()) {
        const QByteArray text = std::move(held.mapped().texts.front());
        held.mapped().texts.pop_front();
        held.mapped().bytes -= text.size();
        publish(session, text);
        if (const auto again = m_heldTexts.find(id); again != m_heldTexts.end()) {
            again->second = std::move(held.mapped());
            return;
        }
    }
}

void WebSocketGateway::end(quint64 id)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    // What it said before it went was said.
    if (const auto held = m_heldTexts.extract(id)) {
        for (const QByteArray &text : held.mapped().texts)
            publish(*found->second, text);
        m_heldTexts.erase(id);
    }
    endClaim(*found->second);
    WebSocketSession *session = found->second.release();
    m_sessions.erase(found);
    if (session->closeCode() != 0)
        m_node.counters().countClose(session->endedBy(), session->closeCode());
    m_registry.remove(session, session->closeCode(), session->closeReason());
    session->deleteLater(); // we are inside its signal
}

void WebSocketGateway::sweep()
{
    const qint64 nowMs = m_clock.elapsed();
    std::vector<WebSocketSession *> all; // ending one changes the map
    all.reserve(m_sessions.size());
    for (const auto &[id, session] : m_sessions)
        all.push_back(session.get());
    qint64 bytesWaiting = 0;
    for (WebSocketSession *session : all) {
        session->sweep(nowMs); // one that ends is deleted later, not now
        bytesWaiting += session->bytesWaiting();
    }
    m_node.counters().bytesWaiting.store(quint64(bytesWaiting), std::memory_order_relaxed);
    trimAfterBurst();
}

void WebSocketGateway::trimAfterBurst()
{
    constexpr quint64 burstConnectionsMin = 1000;
    constexpr int quietSweepsMin = 4; // by then the sessions have given their buffers back
    const bool quiet = std::exchange(m_lastIdAtSweep, m_lastId) == m_lastId;
    m_quietSweeps = quiet ? m_quietSweeps + 1 : 0;
    if (m_quietSweeps < quietSweepsMin || m_lastId - m_lastIdAtTrim < burstConnectionsMin)
        return;
    m_lastIdAtTrim = m_lastId;
    trimHeap();
}

std::vector<quint64> WebSocketGateway::sessionIds() const
{
    std::vector<quint64> ids;
    ids.reserve(m_sessions.size());
    for (const auto &[id, session] : m_sessions)
        ids.push_back(id);
    return ids;
}

void WebSocketGateway::close(quint64 id, CloseCode code, const QByteArray &reason)
{
    const auto found = m_sessions.find(id);
    if (found != m_sessions.end())
        found->second->close(code, reason);
}

void WebSocketGateway::pingSoon(quint64 id)
{
    const auto found = m_sessions.find(id);
    if (found != m_sessions.end())
        found->second->pingSoon();
}

ConnectionTable WebSocketGateway::table() const
{
    ConnectionTable table;
    table.reserve(m_sessions.size());
    for (const auto &[id, session] : m_sessions) {
        if (session->isOpen())
            table.push_back(session->stats());
    }
    return table;
}

} // namespace pushpoint
