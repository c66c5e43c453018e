#include "app/limit_options.h"

namespace pushpoint {

namespace {

constexpr qint64 bytesMax = qint64(1) << 30;
constexpr qint64 countMax = 10'000'000;
constexpr qint64 timeMaxMs = 24 * 60 * 60 * 1000;

template <typename T>
LimitOption number(const char *name, const char *description, qint64 smallest, qint64 largest,
                   T Limits::*member)
{
    return {QString::fromLatin1(name),
            QString::fromLatin1(description),
            smallest,
            largest,
            [member](const Limits &limits) { return qint64(limits.*member); },
            [member](Limits &limits, qint64 value) { limits.*member = T(value); }};
}

LimitOption time(const char *name, const char *description,
                 std::chrono::milliseconds Limits::*member)
{
    return {
        QString::fromLatin1(name),
        QString::fromLatin1(description),
        1,
        timeMaxMs,
        [member](const Limits &limits) { return qint64((limits.*member).count()); },
        [member](Limits &limits, qint64 ms) { limits.*member = std::chrono::milliseconds(ms); }};
}

} // namespace

QList<LimitOption> limitOptions()
{
    return {
        number("request-line-bytes-max", "longest request line; 414 beyond", 16, bytesMax,
               &Limits::requestLineBytesMax),
        number("header-line-bytes-max", "longest header line; 431 beyond", 16, bytesMax,
               &Limits::headerLineBytesMax),
        number("headers-bytes-max", "all header lines together; 431 beyond", 16, bytesMax,
               &Limits::headersBytesMax),
        number("header-lines-max", "most header lines; 431 beyond", 1, countMax,
               &Limits::headerLinesMax),
        number("body-bytes-max", "largest request body; 413 beyond", 1, bytesMax,
               &Limits::bodyBytesMax),
        time("head-time-max-ms", "time for a request's head; 408 beyond", &Limits::headTimeMax),
        time("body-time-max-ms", "time for a request's body; 408 beyond", &Limits::bodyTimeMax),
        time("idle-time-max-ms", "a connection without a request is closed", &Limits::idleTimeMax),
        number("client-message-bytes-max", "largest WebSocket message of a client; 1009 beyond", 1,
               bytesMax, &Limits::clientMessageBytesMax),
        number("send-queue-bytes-max", "bytes waiting for one receiver; 4008 beyond", 1, bytesMax,
               &Limits::sendQueueBytesMax),
        time("ping-interval-ms", "time between two pings", &Limits::pingInterval),
        time("pong-wait-max-ms", "time for the answer to a ping; 4012 beyond",
             &Limits::pongWaitMax),
        time("close-wait-max-ms", "time for a peer to take a good-bye", &Limits::closeWaitMax),
        number("connections-per-name-max", "connections of one name; 4504 beyond", 1, countMax,
               &Limits::connectionsPerNameMax),
        time("repeat-window-ms", "how long an id of a sender's choice is remembered",
             &Limits::repeatWindow),
        number("remembered-ids-max", "how many such ids are remembered", 0, countMax,
               &Limits::rememberedIdsMax),
        time("stop-time-max-ms", "time for a clean stop", &Limits::stopTimeMax),
    };
}

} // namespace pushpoint
