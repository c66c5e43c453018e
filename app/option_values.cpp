#include "app/option_values.h"

#include "app/limit_options.h"

#include <QNetworkInterface>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

QString whenCutOff(const ServerOptions &options)
{
    return options.refuseWhenCutOff ? u"refuse"_s : u"accept"_s;
}

QString onOff(bool isOn)
{
    return isOn ? u"on"_s : u"off"_s;
}

QString textOf(const QList<SitePattern> &patterns)
{
    QStringList texts;
    for (const SitePattern &pattern : patterns)
        texts += pattern.text();
    return texts.join(u", "_s);
}

} // namespace

QList<OptionValue> optionValues(const ServerOptions &options)
{
    const ServerOptions usual;
    QStringList names;
    for (const UserName &name : options.names)
        names += name.text();
    QList<OptionValue> values;
    const auto add = [&values](const char *name, const QString &value, const QString &usually,
                               const char *meaning) {
        values.append({QString::fromLatin1(name), value, usually, QString::fromLatin1(meaning)});
    };
    add("host", hostText(options.host), hostText(usual.host),
        QT_TRANSLATE_NOOP("Option", "address to listen on"));
    add("port", QString::number(options.port), QString::number(usual.port),
        QT_TRANSLATE_NOOP("Option", "port to listen on"));
    add("static", options.staticFolder, usual.staticFolder,
        QT_TRANSLATE_NOOP("Option", "folder served instead of the built-in page"));
    add("names", names.join(u", "_s), u"Bob, Alice, Jack"_s,
        QT_TRANSLATE_NOOP("Option", "names offered by the page"));
    add("allow-host", textOf(options.allowHosts), {},
        QT_TRANSLATE_NOOP("Option", "further host names of ours"));
    add("allow-origin", textOf(options.allowOrigins), {},
        QT_TRANSLATE_NOOP("Option", "other sites whose pages may send and listen"));
    add("node", QString::fromUtf8(options.nodeName), QString::fromUtf8(usual.nodeName),
        QT_TRANSLATE_NOOP("Option", "what this node is called"));
    add("broker", options.broker ? options.broker->text() : QString(), {},
        QT_TRANSLATE_NOOP("Option", "the Redis that joins it to other nodes"));
    add("broker-prefix", QString::fromUtf8(options.brokerPrefix),
        QString::fromUtf8(usual.brokerPrefix),
        QT_TRANSLATE_NOOP("Option", "begins all keys and channels there"));
    add("when-cut-off", whenCutOff(options), whenCutOff(usual),
        QT_TRANSLATE_NOOP("Option", "what new connections meet while it is out of reach"));
    add("log-presence", onOff(options.logPresence), onOff(usual.logPresence),
        QT_TRANSLATE_NOOP("Option", "whether changes of who is connected are logged"));
    const QList<LimitOption> limits = limitOptions();
    for (const LimitOption &limit : limits)
        values.append({limit.name, QString::number(limit.read(options.limits)),
                       QString::number(limit.read(usual.limits)), limit.description});
    return values;
}

QString hostText(const QHostAddress &host)
{
    return host == QHostAddress(QHostAddress::Any) ? u"::"_s : host.toString();
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
