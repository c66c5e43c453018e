#pragma once

#include "client/history/conversation_entry.h"

namespace pushpoint::client {

/// What became of a message, in words for people; `detail` is why it failed or how many took it.
/// Empty for what was not sent from here.
QString deliveryWords(Delivery delivery, const QString &detail);

} // namespace pushpoint::client
