#include "ui/traffic/traffic_cells.h"

#include "ui/words/display_text.h"
#include "ui/words/traffic_text.h"

namespace pushpoint {

using namespace Qt::StringLiterals;

QString TrafficCells::text(const TrafficEvent &event, int column)
{
    const bool isPublish
        = event.kind == TrafficKind::Delivered || event.kind == TrafficKind::Offline;
    switch (column) {
    case Kind:
        return TrafficText::kind(event.kind);
    case From:
        return visibleText(event.from);
    case To:
        return visibleText(event.to);
    case Connections:
        return isPublish ? countText(static_cast<quint64>(event.connections)) : QString();
    case Size:
        // No JSON value is empty: nothing means that there was no content.
        return event.sizeBytes > 0 ? bytesText(static_cast<quint64>(event.sizeBytes)) : QString();
    case Latency:
        return event.latencyNs > 0 ? durationText(event.latencyNs) : QString();
    case Preview:
        return TrafficText::said(event);
    default:
        return {};
    }
}

int TrafficCells::alignment(int column)
{
    const bool isFigure = column == Connections || column == Size || column == Latency;
    return (isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QVariant TrafficCells::ofGap(const TrafficRow &row, int column, int role)
{
    if (role == GapRole)
        return row.lost;
    if (role == Qt::DisplayRole && column == Time)
        return u"⋯"_s;
    const bool says = column == Preview;
    if ((role == Qt::DisplayRole && says) || role == Qt::ToolTipRole)
        return TrafficText::gap(row.lost);
    return {};
}

QString TrafficCells::title(int column, TimeOf timeOf)
{
    switch (column) {
    case Time:
        return timeOf == TimeOf::Clock        ? tr("Time")
            : timeOf == TimeOf::SincePrevious ? tr("Since previous")
                                              : tr("Since start");
    case Kind:
        return tr("Kind");
    case From:
        return tr("From");
    case To:
        return tr("To");
    case Connections:
        return tr("Taken by");
    case Size:
        return tr("Size");
    case Latency:
        return tr("Latency");
    case Preview:
        return tr("Content or reason");
    default:
        return {};
    }
}

} // namespace pushpoint
