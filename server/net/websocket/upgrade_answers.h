#pragma once

#include "server/net/http/handshake.h"

#include <QWebSocketServer>

namespace pushpoint::net {

/// QWebSocketServer's part of the door: the answers to upgrades that were checked. It sees neither
/// a client's socket nor a word that a client wrote, but for the key. Server thread; owned by the
/// WebSocketGateway.
class UpgradeAnswers
{
public:
    UpgradeAnswers();

    /// The whole 101 as it goes over the wire; empty where Qt does not upgrade, which it does for
    /// every handshake that checkHandshake() made.
    QByteArray answer(const Handshake &handshake);

private:
    QWebSocketServer m_server;
};

} // namespace pushpoint::net
