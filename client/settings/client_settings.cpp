#include "client/settings/client_settings.h"

#include <QSettings>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto notifications = "notifications/on"_L1;
constexpr auto doNotDisturb = "notifications/doNotDisturb"_L1;
constexpr auto sounds = "notifications/sounds"_L1;
constexpr auto historyLines = "history/linesMax"_L1;
constexpr auto historyDays = "history/daysMax"_L1;
constexpr auto historyBytes = "history/bytesMax"_L1;
constexpr auto proxyKind = "proxy/kind"_L1;
constexpr auto proxyAddress = "proxy/address"_L1;

// By words, so that a file can be read and written by hand.
constexpr std::pair<ProxyChoice::Kind, QLatin1StringView> kinds[]
    = {{ProxyChoice::Kind::System, "system"_L1},
       {ProxyChoice::Kind::None, "none"_L1},
       {ProxyChoice::Kind::Given, "given"_L1}};

qint64 limitFrom(const QSettings &from, QLatin1StringView key, qint64 byDefault, qint64 max)
{
    bool isNumber = false;
    const qint64 value = from.value(key).toLongLong(&isNumber);
    return isNumber && value >= 0 && value <= max ? value : byDefault;
}

} // namespace

ClientSettings readSettings(const QSettings &from)
{
    ClientSettings settings;
    settings.areNotificationsOn = from.value(notifications, settings.areNotificationsOn).toBool();
    settings.isDoNotDisturbOn = from.value(doNotDisturb, settings.isDoNotDisturbOn).toBool();
    settings.areSoundsOn = from.value(sounds, settings.areSoundsOn).toBool();
    HistoryLimits &history = settings.history;
    constexpr qint64 intMax = std::numeric_limits<int>::max();
    history.linesMax = int(limitFrom(from, historyLines, history.linesMax, intMax));
    history.daysMax = int(limitFrom(from, historyDays, history.daysMax, intMax));
    history.bytesMax
        = limitFrom(from, historyBytes, history.bytesMax, std::numeric_limits<qint64>::max());
    const QString kind = from.value(proxyKind).toString();
    for (const auto &[value, word] : kinds) {
        if (kind == word)
            settings.proxy.kind = value;
    }
    settings.proxy.address = from.value(proxyAddress).toString();
    return settings;
}

void writeSettings(QSettings &to, const ClientSettings &settings)
{
    to.setValue(notifications, settings.areNotificationsOn);
    to.setValue(doNotDisturb, settings.isDoNotDisturbOn);
    to.setValue(sounds, settings.areSoundsOn);
    to.setValue(historyLines, settings.history.linesMax);
    to.setValue(historyDays, settings.history.daysMax);
    to.setValue(historyBytes, settings.history.bytesMax);
    for (const auto &[value, word] : kinds) {
        if (settings.proxy.kind == value)
            to.setValue(proxyKind, QString(word));
    }
    to.setValue(proxyAddress, settings.proxy.address);
}

} // namespace pushpoint::client
