#pragma once

#include <QObject>

namespace pushpoint::client {

/// Tells when this computer's network came back, so that nobody waits out a back-off for nothing.
/// GUI thread; owned by the composition root. Never opens a connection.
class NetworkWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void cameBack();
};

/// Asks the system by QNetworkInformation; where that knows nothing, it stays silent and the
/// back-off alone brings connections back.
class SystemNetworkWatch : public NetworkWatch
{
    Q_OBJECT

public:
    explicit SystemNetworkWatch(QObject *parent = nullptr);
};

} // namespace pushpoint::client
