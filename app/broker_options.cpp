#include "app/broker_options.h"

#include "server/protocol/result.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace pushpoint {

namespace {

constexpr qint64 passwordBytesMax = 4096;

Error badOption(const QString &text)
{
    return {ErrorCode::BadOption, text};
}

// One line; the file may be a pipe of a shell or a credential of systemd.
Result<QByteArray> readPassword(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return badOption(
            u"--broker-password-file: cannot read \"%1\": %2"_s.arg(path, file.errorString()));
    QByteArray password = file.read(passwordBytesMax + 1);
    for (const char end : {'\n', '\r'}) {
        if (password.endsWith(end))
            password.chop(1);
    }
    if (password.isEmpty() || password.size() > passwordBytesMax || password.contains('\n'))
        return badOption(
            u"--broker-password-file: \"%1\" is not one line with a password"_s.arg(path));
    return password;
}

} // namespace

std::optional<Error> readBroker(const QCommandLineParser &parser, ServerOptions &options,
                                QStringList &warnings)
{
    const QString whenCutOff = parser.value(u"when-cut-off"_s);
    if (whenCutOff != "accept"_L1 && whenCutOff != "refuse"_L1)
        return badOption(u"--when-cut-off: \"%1\" is neither accept nor refuse"_s.arg(whenCutOff));
    options.refuseWhenCutOff = whenCutOff == "refuse"_L1;
    options.brokerPrefix = parser.value(u"broker-prefix"_s).toUtf8();
    QByteArray password = qgetenv("PUSHPOINT_BROKER_PASSWORD");
    const QString url = parser.value(u"broker"_s);
    const QString file = parser.value(u"broker-password-file"_s);
    if (!file.isEmpty()) {
        const auto address = BrokerAddress::parse(url);
        if (address && address->hasPassword())
            return badOption(u"--broker-password-file: --broker holds a password, too"_s);
        const auto kept = readPassword(file);
        if (!kept)
            return kept.error();
        password = *kept;
        warnIfOthersCanRead(file, warnings);
    }
    if (url.isEmpty())
        return {};
    auto address = BrokerAddress::parse(url, password);
    if (!address)
        return address.error();
    options.broker = std::move(address).value();
    return {};
}

bool holdsPassword(const QString &brokerUrl)
{
    const auto address = BrokerAddress::parse(brokerUrl);
    return address && address->holdsSecret();
}

void warnIfOthersCanRead(const QString &path, QStringList &warnings)
{
    const QFileInfo file(path);
    if (file.isFile() && file.permission(QFile::ReadOther))
        warnings.append(u"everybody can read %1, which holds a password; chmod o-r"_s.arg(path));
}

} // namespace pushpoint
