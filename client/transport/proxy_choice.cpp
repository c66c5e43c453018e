#include "client/transport/proxy_choice.h"

#include <QCoreApplication>
#include <QUrl>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

Result<QNetworkProxy> parseProxy(const QString &address)
{
    const QUrl url(address.trimmed(), QUrl::StrictMode);
    const bool isSocks = url.scheme() == "socks5"_L1;
    if (!url.isValid() || url.host().isEmpty() || url.port() <= 0
        || (!isSocks && url.scheme() != "http"_L1)) {
        return Error{ErrorCode::BadOption,
                     QCoreApplication::translate(
                         "Settings", "A proxy is http://host:port or socks5://host:port")};
    }
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                         url.host(), quint16(url.port()), url.userName(), url.password());
}

void useProxy(const ProxyChoice &choice)
{
    QNetworkProxyFactory::setUseSystemConfiguration(choice.kind == ProxyChoice::Kind::System);
    if (choice.kind == ProxyChoice::Kind::System)
        return;
    const auto given = parseProxy(choice.address);
    const bool isUsed = choice.kind == ProxyChoice::Kind::Given && given;
    QNetworkProxy::setApplicationProxy(isUsed ? *given : QNetworkProxy(QNetworkProxy::NoProxy));
}

} // namespace pushpoint::client
