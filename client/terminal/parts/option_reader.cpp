#include "client/terminal/parts/option_reader.h"

#include "client/address/server_option.h"
#include "client/terminal/parts/duration.h"

#include <QCoreApplication>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

Error badValue(const QString &option, const Error &error)
{
    return badOption(u"--%1: %2"_s.arg(option, error.text()));
}

} // namespace

Error badOption(const QString &text)
{
    return {ErrorCode::BadOption, text};
}

OptionReader::OptionReader(const CommandWords &words, const QList<QCommandLineOption> &options)
    : m_words(words)
{
    m_parser.setApplicationDescription(tr(words.description));
    m_parser.addOptions(options);
    m_parser.addOptions({
        {u"server"_s,
         tr("The server's address (default: PUSHPOINT_SERVER, now %1).").arg(serverByDefault()),
         u"URL"_s},
        {u"pin"_s,
         tr("With https: accept exactly the certificate with this fingerprint, whoever vouches "
            "for it."),
         u"SHA256"_s},
        {u"format"_s,
         tr("How to print: text for people, json for programs, one object a line "
            "(default: text)."),
         u"text|json"_s, u"text"_s},
        {{u"h"_s, u"help"_s}, tr("Show this help.")},
    });
}

void OptionReader::describeArgument(const QString &name, const QString &text, const QString &syntax)
{
    m_parser.addPositionalArgument(name, text, syntax);
}

std::optional<Error> OptionReader::parse(const QStringList &arguments)
{
    if (m_parser.parse(arguments))
        return {};
    const QString text = m_parser.errorText();
    return badOption(text.endsWith(u'.') ? text.chopped(1) : text);
}

QString OptionReader::helpText() const
{
    // Qt puts the path of the program there, and knows nothing of commands.
    QString text = m_parser.helpText();
    const QString path = QCoreApplication::arguments().constFirst();
    if (const qsizetype at = text.indexOf(path); at >= 0)
        text.replace(at, path.size(),
                     u"pushpoint-client %1"_s.arg(QLatin1StringView(m_words.name)));
    return text + u'\n' + tr("Examples:") + u'\n' + QString::fromUtf8(m_words.examples);
}

Result<ServerAddress> OptionReader::server() const
{
    return readServer(m_parser);
}

Result<std::optional<Fingerprint>> OptionReader::pin() const
{
    if (!isSet(u"pin"_s))
        return std::optional<Fingerprint>();
    const auto pin = Fingerprint::parse(value(u"pin"_s));
    if (!pin)
        return badValue(u"pin"_s, pin.error());
    if (const auto address = server(); address && !address->isEncrypted())
        return badOption(
            tr("--pin: %1 shows no certificate; that takes https://").arg(address->text()));
    return std::optional<Fingerprint>(*pin);
}

Result<OutputFormat> OptionReader::format() const
{
    const QString text = value(u"format"_s);
    if (text == "text"_L1)
        return OutputFormat::Text;
    if (text == "json"_L1)
        return OutputFormat::Json;
    return badOption(tr("--format: \"%1\" is neither text nor json").arg(text));
}

Result<std::optional<UserName>> OptionReader::name(const QString &option) const
{
    if (!isSet(option))
        return std::optional<UserName>();
    const auto name = UserName::parse(QStringView(value(option)));
    if (!name)
        return badValue(option, name.error());
    return std::optional<UserName>(*name);
}

Result<std::optional<std::chrono::milliseconds>> OptionReader::duration(const QString &option) const
{
    if (!isSet(option))
        return std::optional<std::chrono::milliseconds>();
    const auto duration = parseDuration(value(option));
    if (!duration)
        return badValue(option, duration.error());
    return std::optional<std::chrono::milliseconds>(*duration);
}

Result<std::optional<int>> OptionReader::count(const QString &option) const
{
    if (!isSet(option))
        return std::optional<int>();
    bool ok = false;
    const int number = value(option).toInt(&ok);
    if (!ok || number < 1)
        return badOption(tr("--%1: \"%2\" is no number from 1 on").arg(option, value(option)));
    return std::optional<int>(number);
}

Result<QList<UserName>> OptionReader::names(const QString &option) const
{
    QList<UserName> names;
    for (const QString &text : m_parser.values(option)) {
        const auto name = UserName::parse(QStringView(text));
        if (!name)
            return badValue(option, name.error());
        if (!names.contains(*name))
            names.append(*name);
    }
    return names;
}

} // namespace pushpoint
