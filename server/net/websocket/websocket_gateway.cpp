#include "server/net/websocket/websocket_gateway.h"

#include "server/net/socket/server_socket.h"
#include "server/net/system/heap_trim.h"
#include "server/net/turn/turn_budget.h"
#include "server/net/websocket/websocket_session.h"
#include "server/protocol/message_codec.h"

#include <QPointer>

#include <utility>

namespace pushpoint::net {

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

WebSocketGateway::WebSocketGateway(Registry &registry, Node &node, TurnFlush &turnFlush,
                                   const Limits &limits, QObject *parent)
    : QObject(parent), m_registry(registry), m_node(node), m_turnFlush(turnFlush), m_limits(limits)
{
    m_clock.start();
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
    const quint64 id = ++m_lastId;
    auto owned = std::make_unique<WebSocketSession>(id, handshake, socket, behind, m_limits,
                                                    m_turnFlush, m_clock.elapsed());
    WebSocketSession &session = *owned;
    m_sessions.emplace(id, std::move(owned));
    connect(&session, &WebSocketSession::textReceived, this,
            [this, &session](const QByteArray &text) { take(session, text); });
    connect(&session, &WebSocketSession::ponged, this,
            [this, &session](qint64 roundTripNs) { m_node.log().notePong(session, roundTripNs); });
    connect(&session, &WebSocketSession::ended, this, [this, id] { end(id); });
    m_claims.emplace(id, std::move(handshake));
    // Whoever has seen the upgrade answered can be reached from every node.
    if (m_node.claim(session.name(), [gateway = QPointer(this), id] {
            if (gateway)
                gateway->answerUpgrade(id);
        }))
        answerUpgrade(id);
}

void WebSocketGateway::answerUpgrade(quint64 id)
{
    const auto found = m_sessions.find(id);
    const auto claim = m_claims.find(id);
    if (found == m_sessions.end() || claim == m_claims.end())
        return; // it went away meanwhile
    WebSocketSession &session = *found->second;
    const QByteArray answer = m_upgradeAnswers.answer(claim->second);
    if (answer.isEmpty()) {
        session.close(CloseCode::ProtocolError, {}); // not open: cut
        return;
    }
    const bool tooMany = m_registry.connections(session.name()) >= m_limits.connectionsPerNameMax;
    if (!tooMany)
        m_registry.add(&session);
    endClaim(session);
    session.open(answer);
    if (tooMany)
        session.close(CloseCode::TooManyOfThisName, "too many connections of this name");
}

void WebSocketGateway::endClaim(const WebSocketSession &session)
{
    if (m_claims.erase(session.id()) > 0)
        m_node.release(session.name());
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
    refusePublish(session, {ErrorCode::TooManyRequests, {}});
    session.close(CloseCode::TooFast, why);
}

bool WebSocketGateway::publish(WebSocketSession &session, const QByteArray &text)
{
    const qint64 receivedNs = m_node.log().nowNs();
    auto publish = parseSocketPublish(text);
    if (!publish) {
        refusePublish(session, publish.error());
        return true;
    }
    if (session.bearer() && !session.bearer()->rights.testFlag(access::Right::Publish)) {
        refusePublish(session, {ErrorCode::NotAllowed, {}});
        return true;
    }
    Message message = publish->message;
    message.from = session.name();
    const Published published = m_node.submit(message, {receivedNs, receivedNs, {}});
    const QByteArray refJson = publish->refJson.value_or(QByteArray());
    if (!published.later) {
        if (!refJson.isEmpty())
            session.sendBehind(
                textFrame(refAnswer(refJson, encodeOutcome(published.outcome, false))));
        return true;
    }
    const quint64 id = session.id();
    m_heldTexts.try_emplace(id);
    published.later->then([gateway = QPointer(this), id, refJson](const PublishOutcome &outcome) {
        if (gateway)
            gateway->finishPublish(id, refJson, outcome);
    });
    return false;
}

void WebSocketGateway::refusePublish(WebSocketSession &session, const Error &error)
{
    m_node.log().noteRefusal(error, session.name().utf8());
    session.noteRefusal(error.word());
}

void WebSocketGateway::finishPublish(quint64 id, const QByteArray &refJson,
                                     const PublishOutcome &outcome)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    WebSocketSession &session = *found->second;
    if (!refJson.isEmpty())
        session.sendBehind(textFrame(refAnswer(refJson, encodeOutcome(outcome, false))));
    const auto held = m_heldTexts.find(id);
    if (held != m_heldTexts.end() && !held->second.speakerIsGone)
        publishHeld(id);
}

// As many as one turn may take. Those of one who is gone do not wait for each other's answers.
void WebSocketGateway::publishHeld(quint64 id)
{
    const auto found = m_sessions.find(id);
    const auto entry = m_heldTexts.find(id);
    if (found == m_sessions.end() || entry == m_heldTexts.end())
        return;
    HeldTexts &held = entry->second;
    const TurnBudget budget;
    while (!held.texts.empty()) {
        if (budget.isSpent()) {
            QMetaObject::invokeMethod(
                this, [this, id] { publishHeld(id); }, Qt::QueuedConnection);
            return;
        }
        const QByteArray text = std::move(held.texts.front());
        held.texts.pop_front();
        held.bytes -= text.size();
        if (!publish(*found->second, text) && !held.speakerIsGone)
            return;
    }
    const bool wasTheLast = held.speakerIsGone;
    m_heldTexts.erase(id);
    if (wasTheLast)
        forget(id);
}

void WebSocketGateway::end(quint64 id)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    WebSocketSession *session = found->second.get();
    endClaim(*session);
    if (session->closeCode() != 0)
        m_node.log().counters().countClose(session->endedBy(), session->closeCode());
    m_registry.remove(session, session->closeCode(), session->closeReason());
    const auto held = m_heldTexts.find(id);
    if (held == m_heldTexts.end()) {
        forget(id);
        return;
    }
    held->second.speakerIsGone = true; // what it said before it went was said
    publishHeld(id);
}

void WebSocketGateway::forget(quint64 id)
{
    const auto found = m_sessions.find(id);
    found->second.release()->deleteLater(); // we may be inside its signal
    m_sessions.erase(found);
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
    m_node.log().counters().bytesWaiting.store(quint64(bytesWaiting), std::memory_order_relaxed);
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

void WebSocketGateway::endBearers(
    const std::function<const char *(const access::Bearer &)> &whyEnded)
{
    std::vector<std::pair<quint64, QByteArray>> ended; // closing one may change the map
    for (const auto &[id, session] : m_sessions) {
        const char *why = session->bearer() ? whyEnded(*session->bearer()) : nullptr;
        if (why != nullptr)
            ended.emplace_back(id, why);
    }
    for (const auto &[id, why] : ended)
        close(id, CloseCode::NotAllowed, why);
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

} // namespace pushpoint::net
