#pragma once

#include "server/protocol/message.h"

namespace pushpoint {

/// What a receiver gets: `{"from":…,"content":…}`, keys in that order and no others; without `from`
/// where the sender did not say (as the demo's JSON.stringify leaves out what is undefined).
QByteArray encodePush(const Message &message);

/// The answer to a publish: `{"succeed":true}` or `{"succeed":false,"msg":"对方不在线"}`; with
/// `detailed` also id, connections and node.
QByteArray encodeOutcome(const PublishOutcome &outcome, bool detailed);

/// The answer to bad input: `{"succeed":false,"msg":…,"error":…}`.
QByteArray encodeError(const Error &error);

/// What the demo says to a sender whose receiver has no open connection.
inline constexpr char offlineText[] = "对方不在线";

} // namespace pushpoint
