#pragma once

#include "ui/traffic/traffic_model.h"

#include <QCoreApplication>

namespace pushpoint {

/// What stands in the cells of the traffic. Pure functions in a class only because translations
/// need a context. The time, which depends on other rows, is the model's.
class TrafficCells
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::TrafficCells)

public:
    static QString text(const TrafficEvent &event, int column);
    static QVariant ofGap(const TrafficRow &row, int column, int role);
    static QString title(int column, TrafficModel::TimeOf timeOf);
    /// Of Qt::Alignment.
    static int alignment(int column);
};

} // namespace pushpoint
