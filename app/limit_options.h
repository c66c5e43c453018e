#pragma once

#include "resources/options/option.h"
#include "server/protocol/limits.h"

namespace pushpoint::app {

/// Every bound of Limits, in their order.
QList<Option> limitOptions(Limits &limits);

} // namespace pushpoint::app
