#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace pushpoint {

/// Every bound of the server, with its unit in its name. The defaults are the contract; a server
/// may be started with others. What is fixed by a standard stands below the struct.
struct Limits
{
    // One HTTP request.
    qsizetype requestLineBytesMax = 8 * 1024; ///< 414 beyond
    qsizetype headerLineBytesMax = 16 * 1024; ///< 431 beyond; cookies of all of localhost are long
    qsizetype headersBytesMax = 16 * 1024;    ///< 431 beyond
    int headerLinesMax = 100;              ///< 431 beyond; also where QHttpServer stops to show any
    qsizetype bodyBytesMax = 100 * 1024;   ///< 413 beyond; the demo's express.json has the same
    qsizetype batchBytesMax = 1024 * 1024; ///< the body of many messages at once; 413 beyond
    int batchItemsMax = 10'000;            ///< messages in one such body; 413 beyond
    std::chrono::milliseconds tlsHandshakeTimeMax{5'000}; ///< to begin it, and to end it; cut
    std::chrono::milliseconds headTimeMax{10'000};        ///< from the first byte; 408 beyond
    std::chrono::milliseconds bodyTimeMax{10'000};        ///< from the end of the head; 408 beyond
    std::chrono::milliseconds idleTimeMax{60'000};        ///< between two requests; closed beyond
    /// An answer of which the client has taken nothing for so long is cut.
    std::chrono::milliseconds answerStallTimeMax{10'000};

    // One WebSocket.
    qsizetype clientMessageBytesMax = 64 * 1024;            ///< 1009 beyond
    int clientFragmentsMax = 1024;                          ///< of one message; 1009 beyond
    std::chrono::milliseconds clientMessageTimeMax{10'000}; ///< from its first byte; 4008 beyond
    qsizetype sendQueueBytesMax = 1024 * 1024; ///< bytes waiting for a slow receiver; 4008 beyond
    std::chrono::milliseconds sendQueueAgeMax{10'000}; ///< of the oldest of them; 4008 beyond
    int socketPublishesPerSecondMax = 0;            ///< of one WebSocket; 4029 beyond; 0: no limit
    std::chrono::milliseconds pingInterval{25'000}; ///< under the usual 30 s and 60 s of proxies
    std::chrono::milliseconds pongWaitMax{10'000};  ///< 4012 beyond
    std::chrono::milliseconds closeWaitMax{2'000};  ///< a close that is not taken is cut

    // All of them together.
    int connectionsMax = 0;           ///< 503 beyond; 0: what the file limit leaves, less 512
    int connectionsPerNameMax = 1000; ///< 4504 beyond
    int connectionsPerAddressMax = 0; ///< 429 beyond, of an IPv4 address or IPv6 /64; 0: no limit

    // Fair shares of whoever speaks, besides that of one WebSocket; 0: no limit, unset: as
    // ServerOptions::host decides (limitsInForce()). A burst of 0 is ten seconds' worth.
    std::optional<int> namePublishesPerSecondMax{};    ///< 429 and 4029 beyond
    std::optional<int> addressPublishesPerSecondMax{}; ///< 429 and 4029 beyond
    std::optional<int> addressUpgradesPerSecondMax{};  ///< 429 beyond
    int namePublishesBurstMax = 0;                     ///< at once, after a rest
    int addressPublishesBurstMax = 0;
    int addressUpgradesBurstMax = 0;

    // Memory of publishes that bear an id of their sender's choice.
    std::chrono::milliseconds repeatWindow{10 * 60 * 1000};
    qsizetype rememberedIdsMax = 100'000; ///< the oldest is forgotten first

    // Clean stop.
    std::chrono::milliseconds stopTimeMax{10'000};   ///< what has not closed by then is cut
    std::chrono::milliseconds stopSpreadTime{5'000}; ///< good-byes to many are spread over this
    int stopSpreadConnectionsMin = 1000; ///< fewer get theirs at once: they are no burst
};

/// A name in UTF-8. The bound of a file name, so that a name can be one.
inline constexpr qsizetype nameBytesMax = 255;
/// An id chosen by the sender, in characters (UTF-16 units).
inline constexpr qsizetype senderIdCharsMax = 64;
/// Arrays and objects inside each other in a body, the outermost counted.
inline constexpr int jsonDepthMax = 64;
/// How much of a content the traffic table shows, in bytes of UTF-8.
inline constexpr qsizetype previewBytesMax = 120;

} // namespace pushpoint
