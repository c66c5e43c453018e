#include "app/option_table.h"

#include "app/access_options.h"
#include "app/broker_options.h"
#include "app/limit_options.h"
#include "app/tls_options.h"

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

// "::" alone would be IPv6 only. What Qt calls Any serves both.
Refusal readHost(const QString &text, QHostAddress &host)
{
    if (text == "localhost"_L1)
        host = QHostAddress(QHostAddress::LocalHost);
    else if (text == "*"_L1 || QHostAddress(text) == QHostAddress(QHostAddress::AnyIPv6))
        host = QHostAddress(QHostAddress::Any);
    else if (!host.setAddress(text))
        return u"\"%1\" is no IP address"_s.arg(text);
    return {};
}

Refusal readNames(const QString &list, QList<UserName> &names)
{
    names.clear();
    for (const QString &part : list.split(u',', Qt::SkipEmptyParts)) {
        const auto name = UserName::parse(QStringView(part).trimmed());
        if (!name)
            return u"\"%1\" is no name: %2"_s.arg(part, name.error().text());
        if (!names.contains(*name))
            names.append(*name);
    }
    return names.isEmpty() ? Refusal(u"at least one name is needed"_s) : Refusal();
}

template <typename T>
QString listText(const QList<T> &values)
{
    QStringList texts;
    for (const T &value : values)
        texts += value.text();
    return texts.join(u',');
}

using SiteParser = Result<net::SitePattern> (*)(const QString &);

Option siteOption(QAnyStringView name, QAnyStringView text, SiteParser parse,
                  QList<net::SitePattern> &sites)
{
    const auto read = [parse, &sites](const QString &list) -> Refusal {
        for (const QString &part : list.split(u',', Qt::SkipEmptyParts)) {
            if (part.trimmed().isEmpty())
                continue;
            const auto site = parse(part);
            if (!site)
                return site.error().text();
            sites.append(*site);
        }
        return {};
    };
    return {name, u"list", text, read, [&sites] { return listText(sites); }};
}

Option rangesOption(QAnyStringView name, QAnyStringView text, net::AddressRanges &place)
{
    const auto read = [&place](const QString &list) -> Refusal {
        const auto ranges = net::AddressRanges::parse(list);
        if (!ranges)
            return ranges.error().text();
        place.add(*ranges);
        return {};
    };
    return {name, u"list", text, read, [&place] { return place.text(); }};
}

QList<Option> addressOptions(ServerOptions &options)
{
    Option protocol = switchOption(
        "proxy-protocol",
        QT_TRANSLATE_NOOP("Option",
                          "expect the PROXY protocol, version 1 or 2, at the start of "
                          "every connection of a trusted proxy"),
        options.expectsProxyProtocol);
    protocol.check = [&options]() -> Refusal {
        if (options.expectsProxyProtocol && options.trustedProxies.isEmpty())
            return u"it goes with --trusted-proxy, which says from whom it is expected"_s;
        if (options.expectsProxyProtocol && !options.tls.certificate.isEmpty())
            return u"it goes not with --tls-cert: the proxy takes TLS off"_s;
        return {};
    };
    return {
        rangesOption("trusted-proxy",
                     QT_TRANSLATE_NOOP("Option",
                                       "addresses and ranges, separated by commas, of proxies "
                                       "whose Forwarded or X-Forwarded-For, -Proto and -Host "
                                       "count"),
                     options.trustedProxies),
        protocol,
        rangesOption("metrics-allow",
                     QT_TRANSLATE_NOOP("Option",
                                       "addresses and ranges, separated by commas, that read "
                                       "/metrics and /readyz without a token"),
                     options.metricsAllowed),
    };
}

// Whoever reaches a public address speaks as anyone only where that is wanted.
Refusal checkOpenness(const CommandLine &line)
{
    if (line.options.host.isLoopback() || line.isOpen || line.options.authority)
        return {};
    return u"others reach %1, and could speak as anyone: give --auth FILE and they need tokens, or "
           "--open and they may"_s.arg(hostText(line.options.host));
}

QList<Option> plainOptions(CommandLine &line)
{
    ServerOptions &options = line.options;
    Option host{"host", "address",
                QT_TRANSLATE_NOOP("Option",
                                  "listen on this address; 0.0.0.0 for all of IPv4, :: for IPv6 as "
                                  "well, and then --auth or --open is needed"),
                [&options](const QString &text) { return readHost(text, options.host); },
                [&options] { return hostText(options.host); }};
    host.check = [&line] { return checkOpenness(line); };
    return {
        switchOption("headless", QT_TRANSLATE_NOOP("Option", "serve without a window"),
                     line.headless),
        host,
        numberOption("port", QT_TRANSLATE_NOOP("Option", "listen on this port; 0 picks a free one"),
                     0, 65535, options.port),
        {"static", "folder",
         QT_TRANSLATE_NOOP("Option", "serve this folder instead of the built-in page"),
         [&options](const QString &text) {
             options.staticFolder = text;
             return text.isEmpty() ? Refusal(u"a folder is needed"_s) : Refusal();
         },
         [&options] { return options.staticFolder; }},
        {"names", "list",
         QT_TRANSLATE_NOOP("Option", "names offered in the drop-downs, separated by commas"),
         [&options](const QString &text) { return readNames(text, options.names); },
         [&options] { return listText(options.names); }},
        siteOption("allow-host",
                   QT_TRANSLATE_NOOP("Option",
                                     "host names, separated by commas, that this server answers "
                                     "for; *.example.org for all below"),
                   net::SitePattern::parseHost, options.allowHosts),
        siteOption("allow-origin",
                   QT_TRANSLATE_NOOP("Option",
                                     "sites, such as https://example.org or "
                                     "https://*.example.org, whose pages may send and listen"),
                   net::SitePattern::parseOrigin, options.allowOrigins),
        {"node", "name", QT_TRANSLATE_NOOP("Option", "this node's name in detailed answers"),
         [&options](const QString &text) {
             options.nodeName = text.toUtf8();
             return UserName::parse(QByteArrayView(options.nodeName))
                 ? Refusal()
                 : Refusal(u"\"%1\" is no name"_s.arg(text));
         },
         [&options] { return QString::fromUtf8(options.nodeName); }},
    };
}

QList<Option> loggingAndWindowOptions(CommandLine &line)
{
    constexpr qint64 rowsMax = 20'000'000; // a table's rows are numbered by int
    constexpr qint64 bytesMin = 16 * 1024 * 1024;
    constexpr qint64 bytesMax = qint64(1) << 40;
    return {
        choiceOption<bool>(
            "log-presence",
            QT_TRANSLATE_NOOP("Option", "log who is connected whenever that has changed"),
            {{u"on"_s, true}, {u"off"_s, false}}, line.options.logPresence),
        numberOption("traffic-rows",
                     QT_TRANSLATE_NOOP("Option", "rows of traffic that the window keeps"), 1,
                     rowsMax, line.traffic.rows),
        numberOption("traffic-bytes",
                     QT_TRANSLATE_NOOP("Option",
                                       "memory for them and their whole contents; contents leave "
                                       "first, the oldest before others"),
                     bytesMin, bytesMax, line.traffic.bytes),
    };
}

} // namespace

QList<Option> optionTable(CommandLine &line)
{
    if (line.options.names.isEmpty()) // a name can only be made by parsing, so not by the struct
        readNames(u"Bob,Alice,Jack"_s, line.options.names);
    return plainOptions(line) + tlsOptions(line) + addressOptions(line.options)
        + accessOptions(line) + brokerOptions(line) + loggingAndWindowOptions(line)
        + limitOptions(line.options.limits);
}

QList<ui::OptionValue> optionValues(CommandLine line)
{
    CommandLine usual;
    const QList<Option> usually = optionTable(usual);
    QList<ui::OptionValue> values;
    for (const Option &option : optionTable(line))
        values.append({option.name, option.write(), usually[values.size()].write(), option.text});
    return values;
}

QList<ToldOption> toldOptions(const CommandLine &line)
{
    QList<ToldOption> told;
    for (const ui::OptionValue &option : optionValues(line))
        told.append({option.name, option.value, option.defaultValue});
    return told;
}

QString hostText(const QHostAddress &host)
{
    return host == QHostAddress(QHostAddress::Any) ? u"::"_s : host.toString();
}

} // namespace pushpoint::app
