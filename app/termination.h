#pragma once

#include <QObject>

namespace pushpoint::app {

/// Turns signals of the system into signals on the thread of this object. One a process, made by
/// main(); the handlers stay until the process ends.
class Termination : public QObject
{
    Q_OBJECT

public:
    explicit Termination(QObject *parent = nullptr);

Q_SIGNALS:
    /// SIGTERM or SIGINT. A second one ends the process the hard way.
    void requested();
    /// SIGHUP, which never ends the process. Not emitted where it was ignored at the start, as
    /// nohup does. Several that arrive together are told once.
    void reloadRequested();

private:
    void readSignals(int descriptor);
};

} // namespace pushpoint::app
