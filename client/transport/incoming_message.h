#pragma once

#include <QString>

namespace pushpoint::client {

/// One message as it arrived, ready to be shown. A value.
struct IncomingMessage
{
    QString from;        ///< empty where the sender did not say
    QString text;        ///< a JSON string's text, or any other JSON value to the letter
    bool isJson = false; ///< the content was no string
};

/// Reads a pushed text frame, `{"from","content"}`. Never fails: what is no such object is shown as
/// it came, because the user is better served by an odd line than by a lost one.
IncomingMessage parseIncoming(const QString &frame);

} // namespace pushpoint::client
