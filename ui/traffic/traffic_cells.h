#pragma once

#include "ui/ring/traffic_fields.h"

#include <QCoreApplication>
#include <QVariant>

namespace pushpoint::ui {

/// What stands in the cells of the traffic. Pure functions in a class only because translations
/// need a context. The time, which depends on other rows, is the model's.
class TrafficCells
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ui::TrafficCells)

public:
    /// The columns that others speak of; all of them are trafficColumns.
    enum Column : int {
        Time = trafficColumn("time"),
        Kind = trafficColumn("kind"),
        From = trafficColumn("from"),
        To = trafficColumn("to"),
        Connections = trafficColumn("connections"),
        Preview = trafficColumn("content"),
        ColumnCount = trafficColumns.size(),
    };
    enum Role {
        KindRole = Qt::UserRole, ///< int of TrafficKind; invalid for a gap
        GapRole,                 ///< how many are missing here; invalid for an event
        SequenceRole,            ///< quint64: the row's number for life
    };
    /// What the column Time tells.
    enum class TimeOf { Clock, SincePrevious, SinceStart };

    static QString text(const TrafficEvent &event, int column);
    static QVariant ofGap(const TrafficRow &row, int column, int role);
    static QString title(int column, TimeOf timeOf);
    /// Of Qt::Alignment.
    static int alignment(int column);
};

} // namespace pushpoint::ui
