#pragma once

#include <QList>
#include <QObject>

namespace pushpoint::client {

/// What happens to the process from outside, as signals on the thread of this object: signals that
/// ask it to end, and that nobody reads standard output any more. One a process, made by what runs
/// a command or the window; the handlers stay until the process ends, and a second signal of the
/// same number ends it the hard way.
class ProcessEvents : public QObject
{
    Q_OBJECT

public:
    /// SIGINT and SIGTERM.
    explicit ProcessEvents(QObject *parent = nullptr);
    /// These signals. What the process was started to ignore, as by nohup(1), stays ignored.
    explicit ProcessEvents(const QList<int> &signalNumbers, QObject *parent = nullptr);

Q_SIGNALS:
    void signalled(int signalNumber);
    void outputClosed();

private:
    void watchSignals(const QList<int> &signalNumbers);
    void watchOutput();
};

} // namespace pushpoint::client
