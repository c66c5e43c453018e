#include "app/cert_command.h"

#include "app/log/log_writer.h"
#include "resources/options/option.h"
#include "server/net/tls/certificate_maker.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

constexpr auto usage = "usage: pushpoint cert create FOLDER [--host NAME]...";

// As it stands in a certificate; empty where it is neither a name nor an address.
QString hostInCertificate(const QString &text)
{
    const QHostAddress address(text);
    return address.isNull() ? QString::fromLatin1(QUrl::toAce(text)) : address.toString();
}

QStringList hostsOfThisMachine()
{
    QStringList hosts{hostInCertificate(QHostInfo::localHostName()), u"localhost"_s};
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLinkLocal()) // whose zone is a matter of each machine
            hosts.append(address.toString());
    }
    return hosts;
}

Refusal writeNew(const QString &path, const QByteArray &bytes, QFile::Permissions permissions)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, permissions)
        || file.write(bytes) != bytes.size() || !file.flush())
        return u"cannot make \"%1\": %2"_s.arg(path, file.errorString());
    return {};
}

// Both files or none.
Refusal writeBoth(const QString &certificate, const QString &key, const net::SelfSigned &made)
{
    constexpr auto owner = QFile::ReadOwner | QFile::WriteOwner;
    if (QFile::exists(certificate))
        return u"\"%1\" is there already; nothing was made"_s.arg(certificate);
    if (auto refusal = writeNew(key, made.key, owner))
        return refusal;
    auto refusal
        = writeNew(certificate, made.certificate, owner | QFile::ReadGroup | QFile::ReadOther);
    if (refusal)
        QFile::remove(key);
    return refusal;
}

int create(const QString &folder, QStringList hosts)
{
    hosts += hostsOfThisMachine();
    hosts.removeAll(QString());
    hosts.removeDuplicates();
    const auto made = net::makeSelfSigned(hosts, QDateTime::currentDateTimeUtc());
    const QDir where(QDir(folder).absolutePath());
    const QString certificate = where.filePath(u"cert.pem"_s);
    const QString key = where.filePath(u"key.pem"_s);
    const auto refusal = where.mkpath(u"."_s)
        ? writeBoth(certificate, key, made)
        : Refusal(u"cannot make the folder \"%1\""_s.arg(where.path()));
    if (refusal) {
        complain(*refusal);
        return 1;
    }
    say(u"made %1 for %2"_s.arg(certificate, hosts.join(u", "_s)));
    say(u"made %1, which only you can read"_s.arg(key));
    say(u"its fingerprint (SHA-256) is %1"_s.arg(QString::fromLatin1(made.fingerprint)));
    say(u"serve by it: pushpoint --tls-cert %1 --tls-key %2"_s.arg(certificate, key));
    return 0;
}

} // namespace

int runCertCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"host"_s, {}, u"name"_s});
    parser.addOption({{u"h"_s, u"help"_s}, {}});
    const bool isUnderstood = parser.parse(QStringList{u"cert"_s} + arguments);
    if (isUnderstood && parser.isSet(u"help"_s)) {
        say(QString::fromLatin1(usage));
        return 0;
    }
    const QStringList words = parser.positionalArguments();
    if (!isUnderstood || words.size() != 2 || words.first() != "create"_L1
        || words.last().isEmpty()) {
        complain(isUnderstood ? QString::fromLatin1(usage) : parser.errorText());
        return 2;
    }
    QStringList hosts;
    for (const QString &text : parser.values(u"host"_s)) {
        hosts.append(hostInCertificate(text));
        if (hosts.last().isEmpty()) {
            complain(u"--host: \"%1\" is no name and no address"_s.arg(text));
            return 2;
        }
    }
    return create(words.last(), hosts);
}

} // namespace pushpoint::app
