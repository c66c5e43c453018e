#pragma once

#include <QObject>

namespace pushpoint {

/// What happens to the process from outside, as signals on the thread of this object: SIGINT and
/// SIGTERM, and that nobody reads standard output any more. One a process, made by what runs a
/// command; the handlers stay until the process ends, and a second signal ends it the hard way.
class ProcessEvents : public QObject
{
    Q_OBJECT

public:
    explicit ProcessEvents(QObject *parent = nullptr);

Q_SIGNALS:
    void signalled(int signalNumber);
    void outputClosed();

private:
    void watchSignals();
    void watchOutput();
};

} // namespace pushpoint
