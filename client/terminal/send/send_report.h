#pragma once

#include "client/transport/message_api.h"

namespace pushpoint::client {

/// What became of a message for one receiver. A value.
struct SendReport
{
    UserName to;
    SendResult result{};
    int attempts = 0;
    std::chrono::milliseconds waited{0};
};

/// One line for people, without its end.
QString reportAsText(const SendReport &report, const ServerAddress &server);
/// One JSON object: {"to","result","connections","id","msg","error","attempts","waited_ms"}, where
/// result is delivered, offline, refused or unreachable, and what is empty is left out.
QByteArray reportAsJson(const SendReport &report);

int exitCodeOf(SendOutcome outcome);

} // namespace pushpoint::client
