#include "ui/traffic/traffic_cells.h"

#include "ui/words/display_text.h"
#include "ui/words/traffic_text.h"

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

QString TrafficCells::text(const TrafficEvent &event, int column)
{
    const TrafficField &field = *trafficColumns.at(static_cast<size_t>(column));
    const qint64 figure = field.of.figure != nullptr ? field.of.figure(event) : 0;
    switch (field.value) {
    case TrafficField::Value::Moment:
        return {};
    case TrafficField::Value::Kind:
        return TrafficText::kind(event.kind);
    case TrafficField::Value::Text:
        return visibleText(field.of.text(event));
    case TrafficField::Value::Content:
        return TrafficText::said(event);
    case TrafficField::Value::Takers:
        return isAcceptedPublish(event.kind) ? countText(static_cast<quint64>(figure)) : QString();
    case TrafficField::Value::Number:
    case TrafficField::Value::Connection:
        return figure > 0 ? QString::number(figure) : QString();
    case TrafficField::Value::Bytes:
        // No JSON value is empty: nothing means that there was no content.
        return figure > 0 ? bytesText(static_cast<quint64>(figure)) : QString();
    case TrafficField::Value::Nanoseconds:
        return figure > 0 ? durationText(figure) : QString();
    }
    Q_UNREACHABLE();
}

int TrafficCells::alignment(int column)
{
    const TrafficField &field = *trafficColumns.at(static_cast<size_t>(column));
    const bool isFigure = field.value >= TrafficField::Value::Number;
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
    if (column == Time && timeOf != TimeOf::Clock)
        return timeOf == TimeOf::SincePrevious ? tr("Since previous") : tr("Since start");
    return tr(trafficColumns.at(static_cast<size_t>(column))->column.title);
}

} // namespace pushpoint::ui
