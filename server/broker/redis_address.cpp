#include "server/broker/redis_address.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace pushpoint {

namespace {

constexpr quint16 redisPort = 6379;
constexpr quint16 sentinelPort = 26379;

Error wrong(const QString &what)
{
    return {ErrorCode::BadOption,
            u"--broker: %1; expected redis://[user:password@]host[:port][/database]"_s.arg(what)};
}

Error wrongSentinel(const QString &what)
{
    return {
        ErrorCode::BadOption,
        u"--broker: %1; expected "
        "redis+sentinel://[user:password@]host[:port][,host[:port]]/master-name[/database]"_s.arg(
            what)};
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
    address.password = url.password(QUrl::FullyDecoded).toUtf8();
}

QString shownPlace(const QString &host, quint16 port)
{
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port);
}

// QUrl knows one host only: each is read by itself, the first one with the user before it.
Result<RedisAddress> parseSentinels(const QString &text)
{
    const QString rest = text.mid(text.indexOf(u"://"_s) + 3);
    const QString authority = rest.section(u'/', 0, 0);
    const QStringList path = rest.section(u'/', 1).split(u'/');
    RedisAddress address;
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
    if (path.size() > 2 || rest.contains(u'?') || rest.contains(u'#'))
        return wrongSentinel(u"too much behind the master's name"_s);
    if (!takeDatabase(path.value(1), address))
        return wrongSentinel(u"\"%1\" is no number of a database"_s.arg(path.value(1)));
    return address;
}

} // namespace

Result<RedisAddress> RedisAddress::parse(const QString &text)
{
    if (text.startsWith("redis+sentinel://"_L1))
        return parseSentinels(text);
    const QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == "rediss"_L1)
        return Error{ErrorCode::BadOption,
                     u"--broker: rediss:// needs a Redis library with TLS, which this build does "
                     "not use; use redis:// through a tunnel such as stunnel"_s};
    if (scheme.startsWith("redis+"_L1))
        return Error{
            ErrorCode::BadOption,
            u"--broker: %1:// is not understood; use redis:// or redis+sentinel://"_s.arg(scheme)};
    if (!url.isValid() || scheme != "redis"_L1)
        return wrong(u"this is no address of a Redis"_s);
    if (url.host().isEmpty())
        return wrong(u"the host is missing"_s);
    if (url.hasQuery() || url.hasFragment())
        return wrong(u"'?' and '#' have no meaning here"_s);
    RedisAddress address;
    address.host = url.host();
    address.port = quint16(url.port(redisPort));
    takeUser(url, address);
    if (!address.user.isEmpty() && address.password.isEmpty())
        return wrong(u"a user needs a password"_s);
    const QString database = url.path().mid(1);
    if (!takeDatabase(database, address))
        return wrong(u"\"%1\" is no number of a database"_s.arg(database));
    return address;
}

QString RedisAddress::text() const
{
    if (sentinels.empty())
        return u"redis://%1/%2"_s.arg(shownPlace(host, port)).arg(database);
    QStringList places;
    for (const Place &place : sentinels)
        places.append(shownPlace(place.host, place.port));
    return u"redis+sentinel://%1/%2/%3"_s.arg(places.join(u','), QString::fromUtf8(masterName),
                                              QString::number(database));
}

} // namespace pushpoint
