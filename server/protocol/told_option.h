#pragma once

#include <QString>

namespace pushpoint {

/// An option of the program, as whoever runs the server is told it. A value.
struct ToldOption
{
    QString name;
    QString value; ///< without any secret
    QString usual; ///< the default
};

} // namespace pushpoint
