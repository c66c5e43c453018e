#include "app/option_values.h"

#include "app/limit_options.h"

#include <QNetworkInterface>

namespace pushpoint {

using namespace Qt::StringLiterals;

QList<OptionValue> optionValues(const ServerOptions &options)
{
    const ServerOptions usual;
    QStringList names;
    for (const UserName &name : options.names)
        names += name.text();
    QList<OptionValue> values{
        {u"host"_s, options.host.toString(), usual.host.toString(), u"address to listen on"_s},
        {u"port"_s, QString::number(options.port), QString::number(usual.port),
         u"port to listen on"_s},
        {u"static"_s, options.staticFolder, usual.staticFolder,
         u"folder served instead of the built-in page"_s},
        {u"names"_s, names.join(u", "_s), u"Bob, Alice, Jack"_s, u"names offered by the page"_s},
        {u"allow-host"_s, options.allowHosts.join(u", "_s), {}, u"further host names of ours"_s},
        {u"allow-origin"_s,
         options.allowOrigins.join(u", "_s),
         {},
         u"other sites whose pages may send and listen"_s},
    };
    const QList<LimitOption> limits = limitOptions();
    for (const LimitOption &limit : limits)
        values.append({limit.name, QString::number(limit.read(options.limits)),
                       QString::number(limit.read(usual.limits)), limit.description});
    return values;
}

QUrl reachableUrl(const ServerOptions &options, const QUrl &url)
{
    if (options.host.isLoopback())
        return {};
    const bool any = options.host == QHostAddress::Any || options.host == QHostAddress::AnyIPv4
        || options.host == QHostAddress::AnyIPv6;
    if (!any)
        return url;
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : addresses) {
        if (address.protocol() != QAbstractSocket::IPv4Protocol || address.isLoopback()
            || address.isLinkLocal())
            continue;
        QUrl reachable = url;
        reachable.setHost(address.toString());
        return reachable;
    }
    return {};
}

} // namespace pushpoint
