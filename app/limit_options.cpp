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

QList<LimitOption> requestLimits()
{
    return {
        number("request-line-bytes-max",
               QT_TRANSLATE_NOOP("Option", "longest request line; 414 beyond"), 16, bytesMax,
               &Limits::requestLineBytesMax),
        number("header-line-bytes-max",
               QT_TRANSLATE_NOOP("Option", "longest header line; 431 beyond"), 16, bytesMax,
               &Limits::headerLineBytesMax),
        number("headers-bytes-max",
               QT_TRANSLATE_NOOP("Option", "all header lines together; 431 beyond"), 16, bytesMax,
               &Limits::headersBytesMax),
        number("header-lines-max", QT_TRANSLATE_NOOP("Option", "most header lines; 431 beyond"), 1,
               countMax, &Limits::headerLinesMax),
        number("body-bytes-max", QT_TRANSLATE_NOOP("Option", "largest request body; 413 beyond"), 1,
               bytesMax, &Limits::bodyBytesMax),
        number("batch-bytes-max",
               QT_TRANSLATE_NOOP("Option", "largest body of many messages at once; 413 beyond"), 1,
               bytesMax, &Limits::batchBytesMax),
        number("batch-items-max",
               QT_TRANSLATE_NOOP("Option", "messages in one such body; 413 beyond"), 1, countMax,
               &Limits::batchItemsMax),
        time("head-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "time for a request's head; 408 beyond"),
             &Limits::headTimeMax),
        time("body-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "time for a request's body; 408 beyond"),
             &Limits::bodyTimeMax),
        time("idle-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "a connection without a request is closed"),
             &Limits::idleTimeMax),
        time("answer-stall-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "an answer of which a client takes nothing is cut"),
             &Limits::answerStallTimeMax),
    };
}

QList<LimitOption> socketLimits()
{
    return {
        number("client-message-bytes-max",
               QT_TRANSLATE_NOOP("Option", "largest WebSocket message of a client; 1009 beyond"), 1,
               bytesMax, &Limits::clientMessageBytesMax),
        number("client-fragments-max",
               QT_TRANSLATE_NOOP("Option", "fragments of one such message; 1009 beyond"), 1,
               countMax, &Limits::clientFragmentsMax),
        time("client-message-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "time for one such message to arrive; 4008 beyond"),
             &Limits::clientMessageTimeMax),
        number("send-queue-bytes-max",
               QT_TRANSLATE_NOOP("Option", "bytes waiting for one receiver; 4008 beyond"), 1,
               bytesMax, &Limits::sendQueueBytesMax),
        time("send-queue-age-max-ms",
             QT_TRANSLATE_NOOP("Option", "age of the oldest of these bytes; 4008 beyond"),
             &Limits::sendQueueAgeMax),
        number("socket-publishes-per-second-max",
               QT_TRANSLATE_NOOP("Option", "publishes of one WebSocket; 4029 beyond; 0: no limit"),
               0, countMax, &Limits::socketPublishesPerSecondMax),
        time("ping-interval-ms", QT_TRANSLATE_NOOP("Option", "time between two pings"),
             &Limits::pingInterval),
        time("pong-wait-max-ms",
             QT_TRANSLATE_NOOP("Option", "time for the answer to a ping; 4012 beyond"),
             &Limits::pongWaitMax),
        time("close-wait-max-ms", QT_TRANSLATE_NOOP("Option", "time for a peer to take a good-bye"),
             &Limits::closeWaitMax),
    };
}

QList<LimitOption> serverLimits()
{
    return {
        number("connections-max",
               QT_TRANSLATE_NOOP("Option",
                                 "connections in all; 503 beyond; 0: the file limit less 512"),
               0, countMax, &Limits::connectionsMax),
        number("connections-per-name-max",
               QT_TRANSLATE_NOOP("Option", "connections of one name; 4504 beyond"), 1, countMax,
               &Limits::connectionsPerNameMax),
        number(
            "connections-per-address-max",
            QT_TRANSLATE_NOOP(
                "Option",
                "connections from one IPv4 address or IPv6 /64; 429 beyond; 0: no limit, as behind "
                "a proxy"),
            0, countMax, &Limits::connectionsPerAddressMax),
        time("repeat-window-ms",
             QT_TRANSLATE_NOOP("Option", "how long an id of a sender's choice is remembered"),
             &Limits::repeatWindow),
        number("remembered-ids-max",
               QT_TRANSLATE_NOOP("Option", "how many such ids are remembered"), 0, countMax,
               &Limits::rememberedIdsMax),
        time("stop-time-max-ms", QT_TRANSLATE_NOOP("Option", "time for a clean stop"),
             &Limits::stopTimeMax),
        time("stop-spread-time-ms",
             QT_TRANSLATE_NOOP("Option", "good-byes to many are spread over this time"),
             &Limits::stopSpreadTime),
        number("stop-spread-connections-min",
               QT_TRANSLATE_NOOP("Option", "from so many connections on"), 1, countMax,
               &Limits::stopSpreadConnectionsMin),
    };
}

} // namespace

QList<LimitOption> limitOptions()
{
    return requestLimits() + socketLimits() + serverLimits();
}

} // namespace pushpoint
