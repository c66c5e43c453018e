#pragma once

#include <QObject>

namespace pushpoint {

/// Turns SIGTERM and SIGINT into a signal on the thread of this object. One a process, made by
/// main(); the handlers stay until the process ends. A second signal ends the process the hard way.
class Termination : public QObject
{
    Q_OBJECT

public:
    explicit Termination(QObject *parent = nullptr);

Q_SIGNALS:
    void requested();
};

} // namespace pushpoint
