#pragma once

#include "client/history/history_limits.h"
#include "client/transport/proxy_choice.h"

class QSettings;

namespace pushpoint::client {

/// What people choose for the whole program; the language apart, which Language keeps. A value.
struct ClientSettings
{
    bool areNotificationsOn = true;
    bool isDoNotDisturbOn = false;
    bool areSoundsOn = false;
    HistoryLimits history;
    ProxyChoice proxy;

    friend bool operator==(const ClientSettings &, const ClientSettings &) = default;
};

/// What is missing, or means nothing, is as by default.
ClientSettings readSettings(const QSettings &from);
void writeSettings(QSettings &to, const ClientSettings &settings);

} // namespace pushpoint::client
