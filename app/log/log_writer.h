#pragma once

#include "app/log/stream_writer.h"

#include <QString>
#include <QtGlobal>

namespace pushpoint::app {

/// While it exists, everything the program says, Qt's logging included, is written by threads of
/// its own: a terminal, pipe or file that takes nothing delays neither the server's thread nor the
/// window's. One per process, made by main().
class LogWriter
{
public:
    LogWriter();
    /// Writes what still waits, for StreamWriter::drainTimeMax at most.
    ~LogWriter();
    Q_DISABLE_COPY_MOVE(LogWriter)

private:
    friend void say(const QString &text);
    friend void complain(const QString &text);
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &text);

    StreamWriter m_out;
    StreamWriter m_err;
    QtMessageHandler m_former;
};

/// Prints one line on standard output: through the writer if there is one, otherwise at once. Any
/// thread.
void say(const QString &text);

/// The same on standard error, with the program's name before it.
void complain(const QString &text);

} // namespace pushpoint::app
