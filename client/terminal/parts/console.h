#pragma once

#include <QByteArray>
#include <QString>

namespace pushpoint::client {

/// Puts what can be neither read nor written in the place of each standard stream that the caller
/// has closed: else the next socket would get its number, and be written to. Before anything is
/// opened.
void holdStandardStreams();

// The two streams of a command. Never under a test's own process: what cannot be written ends it.

/// One line of result, on standard output, which is flushed. Where nobody reads any more the
/// process ends as by SIGPIPE, without a word; where it cannot be written for another reason, with
/// exitFailed.
void printLine(const QByteArray &line);

/// One line about what goes on, on standard error: "pushpoint-client: …".
void tell(const QString &line);

/// Ends the process as SIGPIPE does, also where somebody had it ignored (as Qt does, for sockets).
[[noreturn]] void endByBrokenPipe();

/// True where standard output leads to another process, who may go away.
bool isOutputPiped();

} // namespace pushpoint::client
