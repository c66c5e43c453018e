#include "server/broker/redis/redis_address.h"

#include <QUrl>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace pushpoint::broker {

namespace {

constexpr quint16 redisPort = 6379;
constexpr quint16 sentinelPort = 26379;

Error wrong(const QString &what)
{
    return {ErrorCode::BadOption,
            u"%1; expected redis://[user:password@]host[:port][/database]"_s.arg(what)};
}

Error wrongSentinel(const QString &what)
{
    return {
        ErrorCode::BadOption,
        u"%1; expected "
        "redis+sentinel://[user:password@]host[:port][,host[:port]]/master-name[/database]"_s.arg(
            what)};
}

// Takes "rediss" for "redis" with TLS. Returns the scheme without it.
Result<QString> takeScheme(const QString &scheme, RedisAddress &address)
{
    if (scheme != "rediss"_L1 && scheme != "rediss+sentinel"_L1)
        return scheme;
    if (!RedisTls::isAvailable())
        return Error{ErrorCode::BadOption,
                     u"%1:// needs a Redis library with TLS (hiredis 1.0 or newer, as in "
                     "Debian 13), which this build does not have; use redis:// through a tunnel "
                     "such as stunnel"_s.arg(scheme)};
    address.isTls = true;
    return u"redis"_s + scheme.mid(6);
}

bool isOptionName(QStringView text)
{
    return text == "sentinel_username"_L1 || text == "sentinel_password"_L1
        || text == "ssl_ca_certs"_L1 || text == "ssl_certfile"_L1 || text == "ssl_keyfile"_L1;
}

// What stands behind '?'. No message quotes it: a password with '?' or '/' in it may have been cut
// there.
std::optional<QString> takeOptions(const QString &text, RedisAddress &address)
{
    const auto options = QUrlQuery(text).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : options) {
        const bool isSentinels = !address.sentinels.empty();
        if (isSentinels && name == "sentinel_username"_L1)
            address.sentinelUser = value.toUtf8();
        else if (isSentinels && name == "sentinel_password"_L1)
            address.sentinelPassword = value.toUtf8();
        else if (address.isTls && name == "ssl_ca_certs"_L1)
            address.tlsFiles.ca = value;
        else if (address.isTls && name == "ssl_certfile"_L1)
            address.tlsFiles.certificate = value;
        else if (address.isTls && name == "ssl_keyfile"_L1)
            address.tlsFiles.key = value;
        else
            return isOptionName(name) ? u"\"%1\" has no meaning behind '?' here"_s.arg(name)
                                      : u"what stands behind '?' has no meaning here"_s;
        if (value.isEmpty())
            return u"\"%1\" needs a value"_s.arg(name);
    }
    if (address.tlsFiles.certificate.isEmpty() != address.tlsFiles.key.isEmpty())
        return u"ssl_certfile and ssl_keyfile go together"_s;
    if (!address.sentinelUser.isEmpty() && address.sentinelPassword.isEmpty())
        return u"sentinel_username needs a sentinel_password"_s;
    return {};
}

bool takeDatabase(const QString &text, RedisAddress &address)
{
    bool ok = true;
    address.database = text.isEmpty() ? 0 : text.toInt(&ok);
    return ok && address.database >= 0;
}

void takeUser(const QUrl &url, RedisAddress &address)
{
    address.user = url.userName(QUrl::FullyDecoded).toUtf8();
    if (!url.password().isEmpty())
        address.password = url.password(QUrl::FullyDecoded).toUtf8();
}

QString shownPlace(const QString &host, quint16 port)
{
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port);
}

// QUrl knows one host only: each is read by itself, the first one with the user before it.
Result<RedisAddress> parseSentinels(const QString &text, RedisAddress address)
{
    const QString all = text.mid(text.indexOf(u"://"_s) + 3);
    const QString rest = all.section(u'?', 0, 0);
    const QString authority = rest.section(u'/', 0, 0);
    const QStringList path = rest.section(u'/', 1).split(u'/');
    for (const QString &place : authority.split(u',')) {
        const QUrl url(u"redis://"_s + place, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty())
            return wrongSentinel(u"a Sentinel's host is missing or wrong"_s);
        if (address.sentinels.empty())
            takeUser(url, address);
        else if (!url.userInfo().isEmpty())
            return wrongSentinel(u"user and password stand once, before the first host"_s);
        address.sentinels.push_back({url.host(), quint16(url.port(sentinelPort))});
    }
    if (!address.user.isEmpty() && address.password.isEmpty())
        return wrongSentinel(u"a user needs a password"_s);
    address.masterName = QByteArray::fromPercentEncoding(path.constFirst().toUtf8());
    if (address.masterName.isEmpty())
        return wrongSentinel(u"the master's name is missing"_s);
    if (address.masterName.contains('@')) // the end of a password with '/' in it
        return wrongSentinel(u"'/' in a password is written %2F"_s);
    if (path.size() > 2 || all.contains(u'#'))
        return wrongSentinel(u"too much behind the master's name"_s);
    if (!takeDatabase(path.value(1), address))
        return wrongSentinel(u"the database is no number"_s);
    if (const auto error = takeOptions(all.section(u'?', 1), address))
        return wrongSentinel(*error);
    return address;
}

} // namespace

Result<RedisAddress> RedisAddress::parse(const QString &text, const QByteArray &password)
{
    RedisAddress address;
    address.password = password;
    const QString written = text.section(u':', 0, 0);
    if (!text.sliced(written.size()).startsWith("://"_L1))
        return wrong(u"this is no address of a Redis"_s);
    const auto scheme = takeScheme(written.toLower(), address);
    if (!scheme)
        return scheme.error();
    if (*scheme == "redis+sentinel"_L1)
        return parseSentinels(text, std::move(address));
    if (scheme->startsWith("redis+"_L1))
        return Error{ErrorCode::BadOption,
                     u"%1:// is not understood; use redis:// or redis+sentinel://"_s.arg(*scheme)};
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || *scheme != "redis"_L1)
        return wrong(u"this is no address of a Redis"_s);
    if (url.host().isEmpty())
        return wrong(u"the host is missing"_s);
    if (url.hasFragment())
        return wrong(u"'#' has no meaning here"_s);
    address.host = url.host();
    address.port = quint16(url.port(redisPort));
    takeUser(url, address);
    if (!address.user.isEmpty() && address.password.isEmpty())
        return wrong(u"a user needs a password"_s);
    const QString database = url.path().mid(1);
    if (!takeDatabase(database, address))
        return wrong(u"the database is no number"_s);
    if (const auto error = takeOptions(url.query(QUrl::FullyEncoded), address))
        return wrong(*error);
    return address;
}

QString RedisAddress::text() const
{
    const QString scheme = isTls ? u"rediss"_s : u"redis"_s;
    if (sentinels.empty())
        return u"%1://%2/%3"_s.arg(scheme, shownPlace(host, port), QString::number(database));
    QStringList places;
    for (const Place &place : sentinels)
        places.append(shownPlace(place.host, place.port));
    return u"%1+sentinel://%2/%3/%4"_s.arg(scheme, places.join(u','), QString::fromUtf8(masterName),
                                           QString::number(database));
}

} // namespace pushpoint::broker
