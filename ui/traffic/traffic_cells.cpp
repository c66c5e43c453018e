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
    case TrafficModel::Kind:
        return TrafficText::kind(event.kind);
    case TrafficModel::From:
        return visibleText(event.from);
    case TrafficModel::To:
        return visibleText(event.to);
    case TrafficModel::Connections:
        return isPublish ? countText(static_cast<quint64>(event.connections)) : QString();
    case TrafficModel::Size:
        // No JSON value is empty: nothing means that there was no content.
        return event.sizeBytes > 0 ? bytesText(static_cast<quint64>(event.sizeBytes)) : QString();
    case TrafficModel::Latency:
        return event.latencyNs > 0 ? durationText(event.latencyNs) : QString();
    case TrafficModel::Preview:
        return TrafficText::said(event);
    default:
        return {};
    }
}

int TrafficCells::alignment(int column)
{
    const bool isFigure = column == TrafficModel::Connections || column == TrafficModel::Size
        || column == TrafficModel::Latency;
    return (isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

QVariant TrafficCells::ofGap(const TrafficRow &row, int column, int role)
{
    if (role == TrafficModel::GapRole)
        return row.lost;
    if (role == Qt::DisplayRole && column == TrafficModel::Time)
        return u"⋯"_s;
    const bool says = column == TrafficModel::Preview;
    if ((role == Qt::DisplayRole && says) || role == Qt::ToolTipRole)
        return TrafficText::gap(row.lost);
    return {};
}

QString TrafficCells::title(int column, TrafficModel::TimeOf timeOf)
{
    switch (column) {
    case TrafficModel::Time:
        return timeOf == TrafficModel::TimeOf::Clock        ? tr("Time")
            : timeOf == TrafficModel::TimeOf::SincePrevious ? tr("Since previous")
                                                            : tr("Since start");
    case TrafficModel::Kind:
        return tr("Kind");
    case TrafficModel::From:
        return tr("From");
    case TrafficModel::To:
        return tr("To");
    case TrafficModel::Connections:
        return tr("Taken by");
    case TrafficModel::Size:
        return tr("Size");
    case TrafficModel::Latency:
        return tr("Latency");
    case TrafficModel::Preview:
        return tr("Content or reason");
    default:
        return {};
    }
}

} // namespace pushpoint
