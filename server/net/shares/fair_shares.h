#pragma once

#include "server/access/bearer.h"
#include "server/net/shares/limited.h"
#include "server/net/shares/token_buckets.h"
#include "server/protocol/limits.h"

#include <QHostAddress>

#include <optional>

namespace pushpoint {
class TrafficLog;
}

namespace pushpoint::net {

/// Whose shares something is of; kept by a WebSocket for as long as it is open. A value.
struct Speaker
{
    QHostAddress client{};
    quint64 address = 0;           ///< its key
    std::optional<quint64> name{}; ///< the key; none: they did not say who they are
    qint64 socketFullAtNs = 0;     ///< the WebSocket's own bucket, see Rate
};

/// How much each may have: of posts and of messages of WebSockets, by who speaks and from where,
/// and of new WebSockets by address. Who speaks is told by the token, whatever names it bears. In
/// open mode, where everybody takes the name that they like, it is the name at its address, so that
/// nobody uses up what is another's. What is refused is not counted. Times are by TrafficLog's
/// clock. Server thread; owned by the server's core.
class FairShares
{
public:
    /// @param limits all of their shares are set. The log must outlive this.
    FairShares(const Limits &limits, TrafficLog &log);

    /// Whether posts are limited at all; else nothing below need be asked about them.
    bool limitsPosts() const { return m_names.isLimited() || m_addresses.isLimited(); }
    bool limitsSockets() const { return m_socketRate.isLimited() || limitsPosts(); }
    bool limitsUpgrades() const { return m_upgrades.isLimited(); }

    /// @param name as UserName has it; empty: they did not say.
    Speaker speakerOf(const QHostAddress &client, QByteArrayView name,
                      const access::BearerPointer &bearer) const;

    /// Whether there is no room for even one more: nothing is taken. Knows nothing of the name.
    std::optional<Limited> checkAddress(const Speaker &speaker, qint64 nowNs) const;
    /// Takes all of so many messages, or none.
    std::optional<Limited> takePosts(const Speaker &speaker, int count, qint64 nowNs);
    /// Takes one message of a WebSocket.
    std::optional<Limited> takeFromSocket(Speaker &speaker, qint64 nowNs);
    std::optional<Limited> takeUpgrade(const QHostAddress &client, qint64 nowNs);

    /// Somebody was refused so: counts it, and says so where refusals are seen, in the log once a
    /// second at most.
    /// @param name empty: they did not say.
    void note(const Limited &limited, const QHostAddress &client, const QByteArray &name = {});

private:
    quint64 hash(QByteArrayView bytes) const;
    quint64 addressOf(const QHostAddress &client) const;

    const Rate m_socketRate; ///< of each WebSocket
    TokenBuckets m_names;
    TokenBuckets m_addresses;
    TokenBuckets m_upgrades;
    const size_t m_seed; ///< so that nobody can make up keys that share a place
    TrafficLog &m_log;
    qint64 m_nextLineNs = 0;
    quint64 m_leftOut = 0; ///< of the log's lines
};

} // namespace pushpoint::net
