#include "client/transport/network_watch.h"

#include <QNetworkInformation>

namespace pushpoint::client {

SystemNetworkWatch::SystemNetworkWatch(QObject *parent) : NetworkWatch(parent)
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
        return;
    QNetworkInformation *information = QNetworkInformation::instance();
    connect(information, &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reachability) {
                // A server may well stand in the local network, so that much is enough.
                if (reachability != QNetworkInformation::Reachability::Disconnected
                    && reachability != QNetworkInformation::Reachability::Unknown)
                    Q_EMIT cameBack();
            });
}

} // namespace pushpoint::client
