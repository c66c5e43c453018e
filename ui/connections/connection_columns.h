#pragma once

#include "server/traffic/traffic_event.h"

#include <QString>

#include <vector>

namespace pushpoint::ui {

/// How fast the figures of connections grow, each a second.
struct ConnectionRates
{
    double messagesIn = 0;
    double messagesOut = 0;
    double bytesIn = 0;
    double bytesOut = 0;
};

/// What a row of the connections says: of one connection, or of a name with the figures of all its
/// connections summed up. A value.
struct ConnectionFigures
{
    ConnectionStats stats;
    ConnectionRates rates;
    int connections = 1; ///< more where the row is that of a name with more
};

/// One name's row from those of its connections: sums of what grows, the earliest since, the latest
/// activity and refusal, the longest round trip. At least one.
ConnectionFigures summedUp(const std::vector<const ConnectionFigures *> &connections);

/// The columns of the connections, and what each says. Pure functions, any thread.
struct ConnectionColumn
{
    enum Index {
        Name,
        Address,
        Origin,
        UserAgent,
        Since,
        Idle,
        RoundTrip,
        MessagesIn,
        MessagesInRate,
        MessagesOut,
        MessagesOutRate,
        BytesIn,
        BytesInRate,
        BytesOut,
        BytesOutRate,
        BytesWaiting,
        LastRefusal,
        Count,
    };
    /// Whether a window that was never used before shows it.
    static bool isShownAtFirst(int column);
};

QString connectionTitle(int column);
QString connectionTitleToolTip(int column);
QString connectionText(const ConnectionFigures &figures, int column, qint64 nowMs);
/// What the column says as a number; for columns of text see connectionSortText().
double connectionSortNumber(const ConnectionFigures &figures, int column);
bool isNumberColumn(int column);
QString connectionSortText(const ConnectionFigures &figures, int column);
Qt::Alignment connectionAlignment(int column);
/// All of it, several lines, for a tool tip.
QString connectionDetails(const ConnectionFigures &figures);
/// Whether name, address, origin or user agent contain the text, in whatever case.
bool connectionContains(const ConnectionStats &stats, const QString &text);

} // namespace pushpoint::ui
