#include "client/address/server_address.h"

#include <QCoreApplication>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

Error badAddress(const QString &text, const QString &why)
{
    const QString shown = text.size() > 200 ? text.left(200) + u"…"_s : text;
    return {ErrorCode::BadOption,
            QCoreApplication::translate("ServerAddress", "\"%1\" is not a server address: %2")
                .arg(shown, why)};
}

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client::ServerAddress", text);
}

} // namespace

Result<ServerAddress> ServerAddress::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return badAddress(text, tr("it is empty"));
    // Without this, "localhost:3000" would be a URL of the scheme "localhost".
    const QString complete = trimmed.contains("://"_L1) ? trimmed : "http://"_L1 + trimmed;
    QUrl url(complete, QUrl::StrictMode);
    if (!url.isValid())
        return badAddress(text, tr("it cannot be read as a URL"));
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return badAddress(text, tr("it must begin with http:// or https://"));
    if (url.host().isEmpty())
        return badAddress(text, tr("the host is missing"));
    if (url.port(80) == 0)
        return badAddress(text, tr("port 0 cannot be connected to"));
    if (!url.userInfo().isEmpty())
        return badAddress(text, tr("user name and password are not understood"));
    if (url.hasQuery() || url.hasFragment())
        return badAddress(text, tr("nothing may follow the path"));
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path, QUrl::TolerantMode);
    return ServerAddress(std::move(url));
}

QUrl ServerAddress::httpUrl(QLatin1StringView path, QLatin1StringView query) const
{
    QUrl url = withPath(path);
    if (!query.isEmpty())
        url.setQuery(query);
    return url;
}

QUrl ServerAddress::socketUrl(const UserName &name) const
{
    QUrl url = withPath("/ws/"_L1 + QString::fromLatin1(name.toPathSegment()));
    url.setScheme(url.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    return url;
}

QString ServerAddress::text() const
{
    return m_base.toString();
}

bool ServerAddress::isEncrypted() const
{
    return m_base.scheme() == "https"_L1;
}

QString ServerAddress::host() const
{
    return m_base.host();
}

QString ServerAddress::hostAndPort() const
{
    const QString host = m_base.host();
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s)
        .arg(host, QString::number(m_base.port(isEncrypted() ? 443 : 80)));
}

QUrl ServerAddress::withPath(const QString &encodedPath) const
{
    QUrl url = m_base;
    // Tolerant keeps escapes as they are; the default would escape their '%' once more.
    url.setPath(m_base.path(QUrl::FullyEncoded) + encodedPath, QUrl::TolerantMode);
    return url;
}

} // namespace pushpoint::client
