#include "client/account/account_profile.h"

#include "client/storage/private_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSettings>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr auto arrayKey = "accounts"_L1;

} // namespace

QList<AccountProfile> readProfiles(const QString &file)
{
    if (QFile::exists(file))
        makePrivate(file); // an earlier version left it to everybody
    QSettings settings(file, QSettings::IniFormat);
    QList<AccountProfile> profiles;
    const int count = settings.beginReadArray(arrayKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const auto server = ServerAddress::parse(settings.value("server"_L1).toString());
        const QString key = settings.value("key"_L1).toString();
        const bool isKnown = std::ranges::any_of(
            profiles, [&](const AccountProfile &profile) { return profile.key == key; });
        if (!server || key.isEmpty() || isKnown)
            continue;
        AccountProfile profile{*server, {}, key};
        if (const auto name = UserName::parse(QStringView(settings.value("name"_L1).toString())))
            profile.name = *name;
        profiles.append(profile);
    }
    settings.endArray();
    return profiles;
}

QString writeProfiles(const QString &file, const QList<AccountProfile> &profiles)
{
    makePrivate(file); // whom one talks to is nobody else's matter
    QSettings settings(file, QSettings::IniFormat);
    settings.remove(arrayKey); // what a longer list has left
    settings.beginWriteArray(arrayKey, int(profiles.size()));
    for (int i = 0; i < profiles.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue("server"_L1, profiles[i].server.text());
        settings.setValue("key"_L1, profiles[i].key);
        if (profiles[i].name)
            settings.setValue("name"_L1, profiles[i].name->text());
    }
    settings.endArray();
    settings.sync();
    if (settings.status() == QSettings::NoError)
        return {};
    return QCoreApplication::translate("Accounts", "%1 cannot be written")
        .arg(QDir::toNativeSeparators(file));
}

QString freeKey(const QList<AccountProfile> &profiles, const ServerAddress &server)
{
    QString key = server.text();
    const auto isTaken = [&] {
        return std::ranges::any_of(
            profiles, [&](const AccountProfile &profile) { return profile.key == key; });
    };
    for (int number = 2; isTaken(); ++number)
        key = server.text() + u'#' + QString::number(number);
    return key;
}

} // namespace pushpoint::client
