#include "server/broker/redis_address.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace pushpoint {

namespace {

Error wrong(const QString &what)
{
    return {ErrorCode::BadOption,
            u"--broker: %1; expected redis://[user:password@]host[:port][/database]"_s.arg(what)};
}

} // namespace

Result<RedisAddress> RedisAddress::parse(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == "rediss"_L1)
        return Error{ErrorCode::BadOption,
                     u"--broker: rediss:// needs a Redis library with TLS, which this build does "
                     "not use; use redis:// through a tunnel such as stunnel"_s};
    if (scheme.startsWith("redis+"_L1))
        return Error{ErrorCode::BadOption,
                     u"--broker: %1:// is not understood yet; use redis://"_s.arg(scheme)};
    if (!url.isValid() || scheme != "redis"_L1)
        return wrong(u"this is no address of a Redis"_s);
    if (url.host().isEmpty())
        return wrong(u"the host is missing"_s);
    if (url.hasQuery() || url.hasFragment())
        return wrong(u"'?' and '#' have no meaning here"_s);
    RedisAddress address;
    address.host = url.host();
    address.port = quint16(url.port(6379));
    address.user = url.userName(QUrl::FullyDecoded).toUtf8();
    address.password = url.password(QUrl::FullyDecoded).toUtf8();
    if (!address.user.isEmpty() && address.password.isEmpty())
        return wrong(u"a user needs a password"_s);
    const QString database = url.path().mid(1);
    if (!database.isEmpty()) {
        bool ok = false;
        address.database = database.toInt(&ok);
        if (!ok || address.database < 0)
            return wrong(u"\"%1\" is no number of a database"_s.arg(database));
    }
    return address;
}

QString RedisAddress::text() const
{
    const QString shownHost = host.contains(u':') ? u"[%1]"_s.arg(host) : host;
    return u"redis://%1:%2/%3"_s.arg(shownHost).arg(port).arg(database);
}

} // namespace pushpoint
