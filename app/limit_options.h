#pragma once

#include "server/protocol/limits.h"

#include <QList>
#include <QString>

#include <functional>

namespace pushpoint {

/// One bound of Limits as an option of the command line.
struct LimitOption
{
    QString name; ///< without dashes, its unit last: "body-bytes-max"
    QString description;
    qint64 smallest;
    qint64 largest;
    std::function<qint64(const Limits &)> read;
    std::function<void(Limits &, qint64)> write;
};

/// All of them, in the order of Limits.
QList<LimitOption> limitOptions();

} // namespace pushpoint
