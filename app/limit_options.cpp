#include "app/limit_options.h"

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

constexpr qint64 bytesMax = qint64(1) << 30;
constexpr qint64 countMax = 10'000'000;
constexpr qint64 timeMaxMs = 24 * 60 * 60 * 1000;

Option time(QAnyStringView name, QAnyStringView text, std::chrono::milliseconds &place)
{
    return numberOption(name, text, 1, timeMaxMs, place);
}

// Not set: the server decides by where it listens.
Option share(QAnyStringView name, QAnyStringView text, std::optional<int> &place)
{
    Option option = numberOption(
        name, text, 0, countMax, [&place](qint64 number) { place = int(number); },
        [&place] { return place.value_or(0); });
    option.value = u"auto|number"_s;
    option.read = [&place, number = option.read](const QString &given) {
        if (given != "auto"_L1)
            return number(given);
        place.reset();
        return Refusal();
    };
    option.write = [&place, number = option.write] { return place ? number() : u"auto"_s; };
    return option;
}

QList<Option> requestLimits(Limits &limits)
{
    return {
        numberOption("request-line-bytes-max",
                     QT_TRANSLATE_NOOP("Option", "longest request line; 414 beyond"), 16, bytesMax,
                     limits.requestLineBytesMax),
        numberOption("header-line-bytes-max",
                     QT_TRANSLATE_NOOP("Option", "longest header line; 431 beyond"), 16, bytesMax,
                     limits.headerLineBytesMax),
        numberOption("headers-bytes-max",
                     QT_TRANSLATE_NOOP("Option", "all header lines together; 431 beyond"), 16,
                     bytesMax, limits.headersBytesMax),
        numberOption("header-lines-max",
                     QT_TRANSLATE_NOOP("Option", "most header lines; 431 beyond"), 1, countMax,
                     limits.headerLinesMax),
        numberOption("body-bytes-max",
                     QT_TRANSLATE_NOOP("Option", "largest request body; 413 beyond"), 1, bytesMax,
                     limits.bodyBytesMax),
        numberOption(
            "batch-bytes-max",
            QT_TRANSLATE_NOOP("Option", "largest body of many messages at once; 413 beyond"), 1,
            bytesMax, limits.batchBytesMax),
        numberOption("batch-items-max",
                     QT_TRANSLATE_NOOP("Option", "messages in one such body; 413 beyond"), 1,
                     countMax, limits.batchItemsMax),
        time("head-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "time for a request's head; 408 beyond"),
             limits.headTimeMax),
        time("body-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "time for a request's body; 408 beyond"),
             limits.bodyTimeMax),
        time("idle-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "a connection without a request is closed"),
             limits.idleTimeMax),
        time("answer-stall-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "an answer of which a client takes nothing is cut"),
             limits.answerStallTimeMax),
    };
}

QList<Option> socketLimits(Limits &limits)
{
    return {
        numberOption(
            "client-message-bytes-max",
            QT_TRANSLATE_NOOP("Option", "largest WebSocket message of a client; 1009 beyond"), 1,
            bytesMax, limits.clientMessageBytesMax),
        numberOption("client-fragments-max",
                     QT_TRANSLATE_NOOP("Option", "fragments of one such message; 1009 beyond"), 1,
                     countMax, limits.clientFragmentsMax),
        time("client-message-time-max-ms",
             QT_TRANSLATE_NOOP("Option", "time for one such message to arrive; 4008 beyond"),
             limits.clientMessageTimeMax),
        numberOption("send-queue-bytes-max",
                     QT_TRANSLATE_NOOP("Option", "bytes waiting for one receiver; 4008 beyond"), 1,
                     bytesMax, limits.sendQueueBytesMax),
        time("send-queue-age-max-ms",
             QT_TRANSLATE_NOOP("Option", "age of the oldest of these bytes; 4008 beyond"),
             limits.sendQueueAgeMax),
        numberOption(
            "socket-publishes-per-second-max",
            QT_TRANSLATE_NOOP("Option", "publishes of one WebSocket; 4029 beyond; 0: no limit"), 0,
            countMax, limits.socketPublishesPerSecondMax),
        time("ping-interval-ms", QT_TRANSLATE_NOOP("Option", "time between two pings"),
             limits.pingInterval),
        time("pong-wait-max-ms",
             QT_TRANSLATE_NOOP("Option", "time for the answer to a ping; 4012 beyond"),
             limits.pongWaitMax),
        time("close-wait-max-ms", QT_TRANSLATE_NOOP("Option", "time for a peer to take a good-bye"),
             limits.closeWaitMax),
    };
}

QList<Option> shareLimits(Limits &limits)
{
    return {
        share("name-publishes-per-second-max",
              QT_TRANSLATE_NOOP("Option",
                                "messages of one sender, by token, or by name and address; 429 or "
                                "4029 beyond; 0: no limit; auto: 100, on loopback no limit"),
              limits.namePublishesPerSecondMax),
        numberOption(
            "name-publishes-burst-max",
            QT_TRANSLATE_NOOP("Option", "of these at once, after a rest; 0: ten seconds' worth"), 0,
            countMax, limits.namePublishesBurstMax),
        share(
            "address-publishes-per-second-max",
            QT_TRANSLATE_NOOP("Option",
                              "messages from one IPv4 address or IPv6 /64; 429 or 4029 beyond; 0: "
                              "no limit, as behind a proxy; auto: 1000, on loopback no limit"),
            limits.addressPublishesPerSecondMax),
        numberOption(
            "address-publishes-burst-max",
            QT_TRANSLATE_NOOP("Option", "of these at once, after a rest; 0: ten seconds' worth"), 0,
            countMax, limits.addressPublishesBurstMax),
        share("address-upgrades-per-second-max",
              QT_TRANSLATE_NOOP("Option",
                                "new WebSockets from one IPv4 address or IPv6 /64; 429 beyond; 0: "
                                "no limit, as behind a proxy; auto: 100, on loopback no limit"),
              limits.addressUpgradesPerSecondMax),
        numberOption(
            "address-upgrades-burst-max",
            QT_TRANSLATE_NOOP("Option", "of these at once, after a rest; 0: ten seconds' worth"), 0,
            countMax, limits.addressUpgradesBurstMax),
    };
}

QList<Option> serverLimits(Limits &limits)
{
    return {
        numberOption("connections-max",
                     QT_TRANSLATE_NOOP(
                         "Option", "connections in all; 503 beyond; 0: the file limit less 512"),
                     0, countMax, limits.connectionsMax),
        numberOption("connections-per-name-max",
                     QT_TRANSLATE_NOOP("Option", "connections of one name; 4504 beyond"), 1,
                     countMax, limits.connectionsPerNameMax),
        numberOption(
            "connections-per-address-max",
            QT_TRANSLATE_NOOP(
                "Option",
                "connections from one IPv4 address or IPv6 /64; 429 beyond; 0: no limit, as behind "
                "a proxy without --trusted-proxy"),
            0, countMax, limits.connectionsPerAddressMax),
        time("repeat-window-ms",
             QT_TRANSLATE_NOOP("Option", "how long an id of a sender's choice is remembered"),
             limits.repeatWindow),
        numberOption("remembered-ids-max",
                     QT_TRANSLATE_NOOP("Option", "how many such ids are remembered"), 0, countMax,
                     limits.rememberedIdsMax),
        time("stop-time-max-ms", QT_TRANSLATE_NOOP("Option", "time for a clean stop"),
             limits.stopTimeMax),
        time("stop-spread-time-ms",
             QT_TRANSLATE_NOOP("Option", "good-byes to many are spread over this time"),
             limits.stopSpreadTime),
        numberOption("stop-spread-connections-min",
                     QT_TRANSLATE_NOOP("Option", "from so many connections on"), 1, countMax,
                     limits.stopSpreadConnectionsMin),
    };
}

} // namespace

QList<Option> limitOptions(Limits &limits)
{
    return requestLimits(limits) + socketLimits(limits) + serverLimits(limits)
        + shareLimits(limits);
}

} // namespace pushpoint::app
