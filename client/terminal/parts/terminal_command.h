#pragma once

#include <QObject>

namespace pushpoint::client {

/// A command at work. Lives on the main thread; made and owned by runTerminalCommand().
class TerminalCommand : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;
    /// The user wants an end: finished() follows soon.
    virtual void stop(int signalNumber) = 0;

Q_SIGNALS:
    /// Once, at any time after start(): nothing is printed any more.
    void finished(int exitCode);
};

} // namespace pushpoint::client
