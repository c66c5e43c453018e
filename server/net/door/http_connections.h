#pragma once

#include "server/net/door/address_counts.h"
#include "server/net/peer/address_ranges.h"
#include "server/net/turn/turn_share.h"
#include "server/protocol/limits.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QSet>

namespace pushpoint {
class TrafficLog;
}

namespace pushpoint::net {

class HttpConnection;
class PlainReads;
class RequestHandler;
class TlsArrival;
class TlsIdentity;
class TurnFlush;

/// Of one address, who are too many: beyond it they are cut without a word.
inline constexpr int toldPerAddressMax = 16;

/// All connections of the server thread that are no WebSockets, and what they share. Server thread;
/// owned by the server's core, outlives the connections.
struct HttpConnections
{
    const Limits &limits;
    RequestHandler &handler;
    PlainReads &plainReads;
    TurnFlush &turnFlush;
    TrafficLog &log;
    const TlsIdentity *tls = nullptr; ///< null: what comes is not encrypted
    QSet<HttpConnection *> open{};
    QSet<TlsArrival *> arriving{};    ///< whose handshake is under way
    AddressCounts addresses{};        ///< of those who are served; only where that is limited
    AddressCounts refusedAddresses{}; ///< of those who are being told that they are too many
    QElapsedTimer clock{};            ///< steady; started by the listener
    TurnShare turns{};
    QByteArray scratch{};              ///< one buffer to write answers into, for all of them
    AddressRanges trustedProxies{};    ///< whose word about their clients counts
    bool expectsProxyProtocol = false; ///< of each of them; never of anybody else
};

} // namespace pushpoint::net
