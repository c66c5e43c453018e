#pragma once

#include "server/net/http/handshake.h"
#include "server/net/turn/turn_flush.h"
#include "server/net/websocket/upgrade_answers.h"
#include "server/node/node.h"
#include "server/protocol/message_parser.h"

#include <QElapsedTimer>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

namespace pushpoint::net {

class ServerSocket;
class WebSocketSession;

/// Makes sessions of sockets whose upgrade was checked: the handshake is answered, the session goes
/// to the registry, and what it says goes to the node. Server thread; owned by the server's core;
/// outlives its sessions, which it owns.
class WebSocketGateway : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the gateway.
    WebSocketGateway(Registry &registry, Node &node, TurnFlush &turnFlush, const Limits &limits,
                     QObject *parent = nullptr);
    ~WebSocketGateway() override;

    /// Takes the socket over and answers the upgrade. `behind` are bytes that followed it already.
    void accept(ServerSocket &socket, Handshake handshake, QByteArrayView behind);
    /// Pings, and ends what is silent or does not take its good-bye. Called a few times a second.
    void sweep();
    /// Closes those whose bearers have to go by now, with 4501. @param whyEnded says so in a word
    /// or some, or nothing where one may stay.
    void endBearers(const std::function<const char *(const access::Bearer &)> &whyEnded);
    /// Unknown ids are ignored.
    void close(quint64 id, CloseCode code, const QByteArray &reason);
    void pingSoon(quint64 id);
    ConnectionTable table() const;
    std::vector<quint64> sessionIds() const;
    qsizetype sessionCount() const { return qsizetype(m_sessions.size()); }
    bool isEmpty() const { return m_sessions.empty(); }

private:
    void trimAfterBurst();
    void take(WebSocketSession &session, const QByteArray &text);
    /// False where other nodes are asked: finishPublish() follows.
    bool publish(WebSocketSession &session, const QByteArray &text);
    void refusePublish(WebSocketSession &session, const Error &error);
    void publishHeld(quint64 id);
    void finishPublish(quint64 id, const QByteArray &refJson, const PublishOutcome &outcome);
    void answerUpgrade(quint64 id);
    /// Closes one that speaks faster than it may, and says so where refusals are seen.
    void refuseTooFast(WebSocketSession &session, const char *why);
    void endClaim(const WebSocketSession &session);
    void end(quint64 id);
    void forget(quint64 id);

    struct HeldTexts
    {
        std::deque<QByteArray> texts;
        qsizetype bytes = 0;
        bool speakerIsGone = false; ///< these were its last words

        bool hasRoomFor(const QByteArray &text) const;
    };

    Registry &m_registry;
    Node &m_node;
    TurnFlush &m_turnFlush;
    const Limits &m_limits;
    UpgradeAnswers m_upgradeAnswers;
    QElapsedTimer m_clock;
    quint64 m_lastId = 0;
    quint64 m_lastIdAtSweep = 0; ///< the same, when the last sweep came by
    quint64 m_lastIdAtTrim = 0;
    int m_quietSweeps = 0; ///< without a new connection
    std::unordered_map<quint64, std::unique_ptr<WebSocketSession>> m_sessions;
    /// Of sessions whose names the node holds for them until they are open.
    std::unordered_map<quint64, Handshake> m_claims;
    /// What a session said while other nodes are asked about what it said before, or while the rest
    /// of that waits for a later turn: in order.
    std::unordered_map<quint64, HeldTexts> m_heldTexts;
};

} // namespace pushpoint::net
