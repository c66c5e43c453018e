#pragma once

#include "server/protocol/message.h"
#include "server/traffic/traffic_event.h"

#include <optional>

namespace pushpoint::ui {

/// The content in full: from the trace, or from a preview that shows all of it. Null where only its
/// beginning was kept. Any thread.
QByteArray wholeContent(const TrafficEvent &event);

/// What was published, to be sent again. Nothing where the row tells of no publish, where its
/// content was not kept whole, or where it was none that can be sent. Any thread.
std::optional<Message> wholeMessage(const TrafficEvent &event);

/// Like JSON.stringify({from, to, content}): the body of the post that says the same.
QByteArray postBody(const Message &message);

} // namespace pushpoint::ui
