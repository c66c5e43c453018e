#pragma once

#include "server/traffic/traffic_event.h"

#include <QString>
#include <QVariant>

#include <algorithm>

namespace pushpoint {

/// The columns of the connections table, and what each says of a connection. Pure functions, any
/// thread.
struct ConnectionColumn
{
    enum Index {
        Name,
        Address,
        Since,
        MessagesIn,
        MessagesOut,
        BytesIn,
        BytesOut,
        BytesWaiting,
        Count,
    };
};

/// Columns next to each other; empty until something is united with it.
struct ColumnRange
{
    int first = ConnectionColumn::Count;
    int last = -1;

    bool isEmpty() const { return last < first; }
    void unite(const ColumnRange &other)
    {
        first = std::min(first, other.first);
        last = std::max(last, other.last);
    }
};

/// The narrowest range with all columns in which two states of one connection differ.
ColumnRange changedColumns(const ConnectionStats &a, const ConnectionStats &b);

QString connectionTitle(int column);
QString connectionTitleToolTip(int column);
QString connectionText(const ConnectionStats &stats, int column);
/// Text or a number, whichever the column is to be sorted by.
QVariant connectionSortValue(const ConnectionStats &stats, int column);
Qt::Alignment connectionAlignment(int column);
/// All of it, several lines, for a tool tip.
QString connectionDetails(const ConnectionStats &stats);

} // namespace pushpoint
