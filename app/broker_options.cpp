#include "app/broker_options.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

constexpr qint64 passwordBytesMax = 4096;

// One line; the file may be a pipe of a shell or a credential of systemd.
Refusal readPasswordFile(const QString &path, CommandLine &line)
{
    line.brokerPasswordFile = path;
    line.brokerPassword.clear();
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"cannot read \"%1\": %2"_s.arg(path, file.errorString());
    QByteArray password = file.read(passwordBytesMax + 1);
    for (const char end : {'\n', '\r'}) {
        if (password.endsWith(end))
            password.chop(1);
    }
    if (password.isEmpty() || password.size() > passwordBytesMax || password.contains('\n'))
        return u"\"%1\" is not one line with a password"_s.arg(path);
    line.brokerPassword = password;
    warnIfOthersCanRead(path, line.warnings);
    return {};
}

bool holdsPassword(const QString &url)
{
    const auto address = broker::BrokerAddress::parse(url);
    return address && address->holdsSecret();
}

// The password that is kept apart is known by now.
Refusal makeAddress(CommandLine &line)
{
    if (line.brokerUrl.isEmpty())
        return {};
    const auto alone = broker::BrokerAddress::parse(line.brokerUrl);
    if (!line.brokerPassword.isEmpty() && alone && alone->hasPassword())
        return u"it holds a password, and so does --broker-password-file"_s;
    const auto address = broker::BrokerAddress::parse(
        line.brokerUrl,
        line.brokerPassword.isEmpty() ? qgetenv("PUSHPOINT_BROKER_PASSWORD") : line.brokerPassword);
    if (!address)
        return address.error().text();
    line.options.broker = *address;
    return {};
}

} // namespace

QList<Option> brokerOptions(CommandLine &line)
{
    ServerOptions &options = line.options;
    Option broker = textOption(
        "broker", "url",
        QT_TRANSLATE_NOOP("Option",
                          "join other nodes by the Redis at redis://[user:password@]host[:port]"
                          "[/database], or at redis+sentinel://host[:port][,host[:port]]"
                          "/master-name; rediss for TLS"),
        line.brokerUrl);
    broker.write = [&options] { return options.broker ? options.broker->text() : QString(); };
    broker.check = [&line] { return makeAddress(line); };
    broker.holdsSecret = holdsPassword;
    Option passwordFile = textOption(
        "broker-password-file", "file",
        QT_TRANSLATE_NOOP("Option",
                          "holds the password for it; or set PUSHPOINT_BROKER_PASSWORD in the "
                          "environment"),
        line.brokerPasswordFile);
    passwordFile.read = [&line](const QString &path) { return readPasswordFile(path, line); };
    const auto readPrefix = [&options](const QString &text) {
        options.brokerPrefix = text.toUtf8();
        return Refusal();
    };
    return {
        broker,
        passwordFile,
        {"broker-prefix", "text",
         QT_TRANSLATE_NOOP("Option", "begins all keys and channels there; the same on all nodes"),
         readPrefix, [&options] { return QString::fromUtf8(options.brokerPrefix); }},
        choiceOption<bool>("when-cut-off",
                           QT_TRANSLATE_NOOP("Option",
                                             "new connections while the broker is out of "
                                             "reach: other nodes cannot reach them"),
                           {{u"accept"_s, false}, {u"refuse"_s, true}}, options.refuseWhenCutOff)};
}

void warnIfOthersCanRead(const QString &path, QStringList &warnings)
{
    const QFileInfo file(path);
    if (file.isFile() && file.permission(QFile::ReadOther))
        warnings.append(u"everybody can read %1, which holds a password; chmod o-r"_s.arg(path));
}

} // namespace pushpoint::app
