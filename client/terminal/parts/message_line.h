#pragma once

#include "client/transport/incoming_message.h"

#include <QByteArray>

namespace pushpoint::client {

// How a message is printed: always one line, without its end, that a terminal shows and obeys in
// nothing. Pure functions.

/// `Bob: text`. In a string's text, `\n`, `\t`, `\r`, `\\`, `\xHH` and `\uHHHH` stand for what a
/// terminal would obey, and for the backslash, so that `printf %b` gives the text back. Any other
/// JSON value is printed as JSON.
QByteArray messageAsText(const IncomingMessage &message);

/// `{"from":"Bob","content":…}`, the content as the very value that was sent.
QByteArray messageAsJson(const IncomingMessage &message);

/// Text of others, made fit for a terminal as above.
QString escapedForTerminal(const QString &text);

} // namespace pushpoint::client
