#pragma once

#include "server/protocol/close_code.h"
#include "server/protocol/error.h"
#include "server/traffic/duration_histogram.h"

#include <QByteArray>

#include <array>
#include <atomic>
#include <vector>

namespace pushpoint {

/// Who ended a WebSocket.
enum class EndedBy {
    Server,  ///< we said good-bye, and why
    Client,  ///< its close frame came first
    Network, ///< the connection broke off without a good-bye
};

/// What the clients' own good-byes are told apart by: more would be theirs to invent.
enum class ClientClose { Normal, GoingAway, Other };
inline constexpr size_t clientCloseCount = 3;

/// What one speaker or one address may have so much of a second and no more.
enum class Share { SocketPublishes, NamePublishes, AddressPublishes, AddressUpgrades };
/// The word for each; with it begin the options that bound them.
inline constexpr std::array shareWords{"socket_publishes", "name_publishes", "address_publishes",
                                       "address_upgrades"};

/// Sums since the server's start, but for those that say "open", "online", "waiting" or "last". A
/// value.
struct TrafficTotals
{
    quint64 publishes = 0;
    quint64 deliveries = 0; ///< connections that took a message, summed
    quint64 offline = 0;
    quint64 refused = 0;  ///< whatever the cause
    quint64 bytesIn = 0;  ///< contents published
    quint64 bytesOut = 0; ///< contents delivered
    quint64 connectionsOpen = 0;
    quint64 namesOnline = 0;

    std::array<quint64, errorCodeCount> refusedBy{};  ///< by ErrorCode
    std::array<quint64, shareWords.size()> limited{}; ///< refusals by the Share that was used up
    quint64 connectionsOpened = 0;                    ///< WebSockets
    quint64 connectionsDropped = 0; ///< closed unheard: no room even to be told that there is none
    quint64 acceptErrors = 0;       ///< times the system gave no socket: out of descriptors
    std::array<quint64, closeCodes.size()> closedByServer{}; ///< in the order of closeCodes
    std::array<quint64, clientCloseCount> closedByClient{};  ///< by ClientClose
    quint64 closedByNetwork = 0;                             ///< 1006
    quint64 bytesWaiting = 0;        ///< for slow receivers, all together, at the last sweep
    quint64 httpConnectionsOpen = 0; ///< connections that are no WebSocket, at the last sweep
    quint64 eventsLost = 0;          ///< traffic events that found no room for whoever looks
    DurationCounts publishDurations; ///< from received in full to answered
    DurationCounts eventLoopLags;    ///< how late the sweep came
    quint64 lastEventLoopLagNs = 0;

    struct Refusals
    {
        QByteArray cause; ///< the error's stable word
        quint64 count = 0;
    };
    /// The causes that have occurred, in the order of the table of errors.
    std::vector<Refusals> refusalsByCause() const;
};

/// The same while they are counted: written by the server thread only, read by anyone.
struct TrafficCounters
{
    using Counter = std::atomic<quint64>;

    Counter publishes{0};
    Counter deliveries{0};
    Counter offline{0};
    Counter refused{0};
    Counter bytesIn{0};
    Counter bytesOut{0};
    Counter connectionsOpen{0};
    Counter namesOnline{0};

    std::array<Counter, errorCodeCount> refusedBy{};
    std::array<Counter, shareWords.size()> limited{};
    Counter connectionsOpened{0};
    Counter connectionsDropped{0};
    Counter acceptErrors{0};
    std::array<Counter, closeCodes.size()> closedByServer{};
    std::array<Counter, clientCloseCount> closedByClient{};
    Counter closedByNetwork{0};
    Counter bytesWaiting{0};
    Counter httpConnectionsOpen{0};
    Counter eventsLost{0};
    DurationHistogram publishDurations;
    DurationHistogram eventLoopLags;
    Counter lastEventLoopLagNs{0};

    void countRefusal(ErrorCode cause);
    /// Beside countRefusal().
    void countLimited(Share share);
    void countClose(EndedBy by, int closeCode);
    void countEventLoopLag(qint64 lagNs);
    TrafficTotals totals() const;
};

} // namespace pushpoint
