#include "ui/connection_columns.h"

#include "ui/display_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace pushpoint {

namespace {

/// Gives the texts their context for translators.
struct ColumnTexts
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ConnectionColumn)
};

} // namespace

ColumnRange changedColumns(const ConnectionStats &a, const ConnectionStats &b)
{
    ColumnRange columns;
    const auto compare = [&](bool same, int column) {
        if (!same)
            columns.unite({column, column});
    };
    compare(a.name == b.name, ConnectionColumn::Name);
    compare(a.address == b.address, ConnectionColumn::Address);
    compare(a.openedWallClockMs == b.openedWallClockMs, ConnectionColumn::Since);
    compare(a.messagesIn == b.messagesIn, ConnectionColumn::MessagesIn);
    compare(a.messagesOut == b.messagesOut, ConnectionColumn::MessagesOut);
    compare(a.bytesIn == b.bytesIn, ConnectionColumn::BytesIn);
    compare(a.bytesOut == b.bytesOut, ConnectionColumn::BytesOut);
    compare(a.bytesWaiting == b.bytesWaiting, ConnectionColumn::BytesWaiting);
    return columns;
}

QString connectionText(const ConnectionStats &stats, int column)
{
    switch (column) {
    case ConnectionColumn::Name:
        return visibleText(stats.name);
    case ConnectionColumn::Address:
        return visibleText(stats.address);
    case ConnectionColumn::Since:
        return sinceText(stats.openedWallClockMs, QDateTime::currentMSecsSinceEpoch());
    case ConnectionColumn::MessagesIn:
        return countText(stats.messagesIn);
    case ConnectionColumn::MessagesOut:
        return countText(stats.messagesOut);
    case ConnectionColumn::BytesIn:
        return bytesText(stats.bytesIn);
    case ConnectionColumn::BytesOut:
        return bytesText(stats.bytesOut);
    case ConnectionColumn::BytesWaiting:
        return bytesText(static_cast<quint64>(std::max<qint64>(0, stats.bytesWaiting)));
    default:
        return {};
    }
}

QVariant connectionSortValue(const ConnectionStats &stats, int column)
{
    switch (column) {
    case ConnectionColumn::Since:
        return stats.openedWallClockMs;
    case ConnectionColumn::MessagesIn:
        return stats.messagesIn;
    case ConnectionColumn::MessagesOut:
        return stats.messagesOut;
    case ConnectionColumn::BytesIn:
        return stats.bytesIn;
    case ConnectionColumn::BytesOut:
        return stats.bytesOut;
    case ConnectionColumn::BytesWaiting:
        return stats.bytesWaiting;
    default:
        return connectionText(stats, column);
    }
}

Qt::Alignment connectionAlignment(int column)
{
    return (column >= ConnectionColumn::MessagesIn ? Qt::AlignRight : Qt::AlignLeft)
        | Qt::AlignVCenter;
}

QString connectionDetails(const ConnectionStats &stats)
{
    QStringList lines{
        ColumnTexts::tr("%1 from %2").arg(visibleText(stats.name), visibleText(stats.address)),
        ColumnTexts::tr("connected since %1").arg(dateClockText(stats.openedWallClockMs))};
    for (const QString &more : {stats.origin, stats.userAgent}) {
        if (!more.isEmpty())
            lines += visibleText(more);
    }
    return lines.join(QLatin1Char('\n'));
}

QString connectionTitle(int column)
{
    switch (column) {
    case ConnectionColumn::Name:
        return ColumnTexts::tr("Name");
    case ConnectionColumn::Address:
        return ColumnTexts::tr("Address");
    case ConnectionColumn::Since:
        return ColumnTexts::tr("Since");
    case ConnectionColumn::MessagesIn:
        return ColumnTexts::tr("Messages in");
    case ConnectionColumn::MessagesOut:
        return ColumnTexts::tr("Messages out");
    case ConnectionColumn::BytesIn:
        return ColumnTexts::tr("Bytes in");
    case ConnectionColumn::BytesOut:
        return ColumnTexts::tr("Bytes out");
    case ConnectionColumn::BytesWaiting:
        return ColumnTexts::tr("Bytes waiting");
    default:
        return {};
    }
}

QString connectionTitleToolTip(int column)
{
    switch (column) {
    case ConnectionColumn::MessagesIn:
        return ColumnTexts::tr("Messages that the connection sent");
    case ConnectionColumn::MessagesOut:
        return ColumnTexts::tr("Messages that the connection was sent");
    case ConnectionColumn::BytesWaiting:
        return ColumnTexts::tr("Bytes accepted for sending, not yet taken by the network");
    default:
        return {};
    }
}

} // namespace pushpoint
