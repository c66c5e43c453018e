#include "ui/connections/connection_columns.h"

#include "ui/words/display_text.h"
#include "ui/words/refusal_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace pushpoint::ui {

namespace {

/// Gives the texts their context for translators.
struct ColumnTexts
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ui::ConnectionColumn)
};

QString growthText(double perSecond, const QString &text)
{
    return perSecond >= 0.05 ? text : QString();
}

} // namespace

ConnectionFigures summedUp(const std::vector<const ConnectionFigures *> &connections)
{
    ConnectionFigures sum = *connections.front();
    sum.connections = 0;
    for (const ConnectionFigures *one : connections) {
        if (sum.connections++ == 0)
            continue;
        sum.stats.messagesIn += one->stats.messagesIn;
        sum.stats.messagesOut += one->stats.messagesOut;
        sum.stats.bytesIn += one->stats.bytesIn;
        sum.stats.bytesOut += one->stats.bytesOut;
        sum.stats.bytesWaiting += one->stats.bytesWaiting;
        sum.stats.roundTripUs = std::max(sum.stats.roundTripUs, one->stats.roundTripUs);
        sum.stats.openedWallClockMs
            = std::min(sum.stats.openedWallClockMs, one->stats.openedWallClockMs);
        sum.stats.lastActivityWallClockMs
            = std::max(sum.stats.lastActivityWallClockMs, one->stats.lastActivityWallClockMs);
        if (one->stats.lastRefusalWallClockMs > sum.stats.lastRefusalWallClockMs) {
            sum.stats.lastRefusal = one->stats.lastRefusal;
            sum.stats.lastRefusalWallClockMs = one->stats.lastRefusalWallClockMs;
        }
        sum.rates.messagesIn += one->rates.messagesIn;
        sum.rates.messagesOut += one->rates.messagesOut;
        sum.rates.bytesIn += one->rates.bytesIn;
        sum.rates.bytesOut += one->rates.bytesOut;
    }
    return sum;
}

bool ConnectionColumn::isShownAtFirst(int column)
{
    return column != Origin && column != UserAgent && column != BytesInRate
        && column != BytesOutRate;
}

QString connectionText(const ConnectionFigures &figures, int column, qint64 nowMs)
{
    const ConnectionStats &stats = figures.stats;
    const bool many = figures.connections > 1;
    switch (column) {
    case ConnectionColumn::Name:
        return visibleText(stats.name);
    case ConnectionColumn::Address:
        return many ? ColumnTexts::tr("%1 connections")
                          .arg(countText(static_cast<quint64>(figures.connections)))
                    : visibleText(stats.address);
    case ConnectionColumn::Origin:
        return many ? QString() : visibleText(stats.origin);
    case ConnectionColumn::UserAgent:
        return many ? QString() : visibleText(stats.userAgent);
    case ConnectionColumn::Since:
        return sinceText(stats.openedWallClockMs, nowMs);
    case ConnectionColumn::Idle:
        return idleText(nowMs - stats.lastActivityWallClockMs);
    case ConnectionColumn::RoundTrip:
        return stats.roundTripUs < 0 ? QString() : durationText(stats.roundTripUs * 1000);
    case ConnectionColumn::MessagesIn:
        return countText(stats.messagesIn);
    case ConnectionColumn::MessagesInRate:
        return growthText(figures.rates.messagesIn, rateText(figures.rates.messagesIn));
    case ConnectionColumn::MessagesOut:
        return countText(stats.messagesOut);
    case ConnectionColumn::MessagesOutRate:
        return growthText(figures.rates.messagesOut, rateText(figures.rates.messagesOut));
    case ConnectionColumn::BytesIn:
        return bytesText(stats.bytesIn);
    case ConnectionColumn::BytesInRate:
        return growthText(figures.rates.bytesIn, byteRateText(figures.rates.bytesIn));
    case ConnectionColumn::BytesOut:
        return bytesText(stats.bytesOut);
    case ConnectionColumn::BytesOutRate:
        return growthText(figures.rates.bytesOut, byteRateText(figures.rates.bytesOut));
    case ConnectionColumn::BytesWaiting:
        return bytesText(static_cast<quint64>(std::max<qint64>(0, stats.bytesWaiting)));
    case ConnectionColumn::LastRefusal:
        return RefusalText::phrase(stats.lastRefusal);
    default:
        return {};
    }
}

bool isNumberColumn(int column)
{
    return column >= ConnectionColumn::Since && column <= ConnectionColumn::BytesWaiting;
}

double connectionSortNumber(const ConnectionFigures &figures, int column)
{
    const ConnectionStats &stats = figures.stats;
    switch (column) {
    case ConnectionColumn::Since:
        return static_cast<double>(stats.openedWallClockMs);
    case ConnectionColumn::Idle: // the longest idle is the one that was active first
        return -static_cast<double>(stats.lastActivityWallClockMs);
    case ConnectionColumn::RoundTrip:
        return static_cast<double>(stats.roundTripUs);
    case ConnectionColumn::MessagesIn:
        return static_cast<double>(stats.messagesIn);
    case ConnectionColumn::MessagesInRate:
        return figures.rates.messagesIn;
    case ConnectionColumn::MessagesOut:
        return static_cast<double>(stats.messagesOut);
    case ConnectionColumn::MessagesOutRate:
        return figures.rates.messagesOut;
    case ConnectionColumn::BytesIn:
        return static_cast<double>(stats.bytesIn);
    case ConnectionColumn::BytesInRate:
        return figures.rates.bytesIn;
    case ConnectionColumn::BytesOut:
        return static_cast<double>(stats.bytesOut);
    case ConnectionColumn::BytesOutRate:
        return figures.rates.bytesOut;
    case ConnectionColumn::BytesWaiting:
        return static_cast<double>(stats.bytesWaiting);
    default:
        return 0;
    }
}

QString connectionSortText(const ConnectionFigures &figures, int column)
{
    // The moment matters to no column of text.
    return connectionText(figures, column, 0).toCaseFolded();
}

Qt::Alignment connectionAlignment(int column)
{
    const bool right = column >= ConnectionColumn::Idle && column <= ConnectionColumn::BytesWaiting;
    return (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QString connectionDetails(const ConnectionFigures &figures)
{
    const ConnectionStats &stats = figures.stats;
    const QString since
        = ColumnTexts::tr("connected since %1").arg(dateClockText(stats.openedWallClockMs));
    if (figures.connections > 1)
        return visibleText(stats.name) + u'\n' + since;
    QStringList lines{ColumnTexts::tr("%1 from %2, connection %3")
                          .arg(visibleText(stats.name), visibleText(stats.address))
                          .arg(stats.id),
                      since};
    for (const QString &more : {stats.origin, stats.userAgent}) {
        if (!more.isEmpty())
            lines += visibleText(more);
    }
    return lines.join(u'\n');
}

bool connectionContains(const ConnectionStats &stats, const QString &text)
{
    return QString::fromUtf8(stats.name).contains(text, Qt::CaseInsensitive)
        || stats.address.contains(text, Qt::CaseInsensitive)
        || stats.origin.contains(text, Qt::CaseInsensitive)
        || stats.userAgent.contains(text, Qt::CaseInsensitive);
}

QString connectionTitle(int column)
{
    switch (column) {
    case ConnectionColumn::Name:
        return ColumnTexts::tr("Name");
    case ConnectionColumn::Address:
        return ColumnTexts::tr("Address");
    case ConnectionColumn::Origin:
        return ColumnTexts::tr("Origin");
    case ConnectionColumn::UserAgent:
        return ColumnTexts::tr("User agent");
    case ConnectionColumn::Since:
        return ColumnTexts::tr("Since");
    case ConnectionColumn::Idle:
        return ColumnTexts::tr("Idle");
    case ConnectionColumn::RoundTrip:
        return ColumnTexts::tr("Round trip");
    case ConnectionColumn::MessagesIn:
        return ColumnTexts::tr("Messages in");
    case ConnectionColumn::MessagesInRate:
        return ColumnTexts::tr("In/s");
    case ConnectionColumn::MessagesOut:
        return ColumnTexts::tr("Messages out");
    case ConnectionColumn::MessagesOutRate:
        return ColumnTexts::tr("Out/s");
    case ConnectionColumn::BytesIn:
        return ColumnTexts::tr("Bytes in");
    case ConnectionColumn::BytesInRate:
        return ColumnTexts::tr("Bytes in/s");
    case ConnectionColumn::BytesOut:
        return ColumnTexts::tr("Bytes out");
    case ConnectionColumn::BytesOutRate:
        return ColumnTexts::tr("Bytes out/s");
    case ConnectionColumn::BytesWaiting:
        return ColumnTexts::tr("Waiting");
    case ConnectionColumn::LastRefusal:
        return ColumnTexts::tr("Last refusal");
    default:
        return {};
    }
}

QString connectionTitleToolTip(int column)
{
    switch (column) {
    case ConnectionColumn::Idle:
        return ColumnTexts::tr("Since a message or a pong last came from it");
    case ConnectionColumn::RoundTrip:
        return ColumnTexts::tr("How long the last ping took to be answered");
    case ConnectionColumn::MessagesIn:
        return ColumnTexts::tr("Messages that the connection sent");
    case ConnectionColumn::MessagesOut:
        return ColumnTexts::tr("Messages that the connection was sent");
    case ConnectionColumn::BytesWaiting:
        return ColumnTexts::tr("Bytes accepted for sending, not yet taken by the network");
    case ConnectionColumn::LastRefusal:
        return ColumnTexts::tr("Why a message of the connection was last turned away");
    default:
        return {};
    }
}

} // namespace pushpoint::ui
