#include "app/access_options.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

constexpr qint64 revokedBytesMax = 16 * 1024 * 1024;

Error badFile(const QString &path, const QString &what)
{
    return {ErrorCode::BadOption, u"\"%1\": %2"_s.arg(path, what)};
}

Result<QByteArray> readFile(QFile &file, qint64 bytesMax)
{
    if (!file.open(QIODevice::ReadOnly))
        return badFile(file.fileName(), u"cannot be read: "_s + file.errorString());
    const QByteArray bytes = file.read(bytesMax + 1);
    if (bytes.size() > bytesMax)
        return badFile(file.fileName(), u"is longer than %1 bytes"_s.arg(bytesMax));
    return bytes;
}

template <typename T>
Option fileOption(QAnyStringView name, QAnyStringView text, QString &place,
                  Result<T> (*readIt)(const QString &), std::function<void(T)> take)
{
    Option option = textOption(name, "file", text, place);
    option.read = [&place, readIt, take = std::move(take)](const QString &path) -> Refusal {
        auto value = readIt(path);
        if (!value)
            return value.error().text();
        place = path;
        take(std::move(value).value());
        return {};
    };
    return option;
}

Option bytesOption(QAnyStringView name, QAnyStringView text, QByteArray &place)
{
    return {name, u"text", text,
            [&place](const QString &value) {
                place = value.toUtf8();
                return value.isEmpty() ? Refusal(u"a text is needed"_s) : Refusal();
            },
            [&place] { return QString::fromUtf8(place); }};
}

} // namespace

Result<access::KeySet> readKeys(const QString &path)
{
    QFile file(path);
    const auto bytes = readFile(file, access::KeySet::textBytesMax);
    if (!bytes)
        return bytes.error();
    const auto keys = access::KeySet::parse(*bytes);
    if (!keys)
        return badFile(path, keys.error().text());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (keys->holdsSecret() && (file.permissions() & others))
        return badFile(path, u"holds a secret, and others than its owner can read it; chmod 600"_s);
    return keys;
}

Result<access::Revoked> readRevoked(const QString &path)
{
    QFile file(path);
    const auto bytes = readFile(file, revokedBytesMax);
    if (!bytes)
        return bytes.error();
    return access::Revoked::parse(*bytes);
}

QList<Option> accessOptions(CommandLine &line)
{
    auto &authority = line.options.authority;
    const auto takeRules = [&line, &authority]() -> Refusal {
        authority->rules = line.tokenRules;
        authority->revoked = line.revoked;
        return {};
    };
    Option auth = fileOption<access::KeySet>(
        "auth",
        QT_TRANSLATE_NOOP("Option",
                          "let in whoever bears a token that a key of this file has signed, a JWK "
                          "Set"),
        line.keysFile, readKeys, [&authority](access::KeySet keys) {
            authority.emplace(access::Authority{std::move(keys)});
        });
    auth.check = takeRules;
    Option open = switchOption(
        "open",
        QT_TRANSLATE_NOOP("Option",
                          "let everyone who reaches the server speak as anyone, beyond this "
                          "machine, too"),
        line.isOpen);
    open.check = [&line]() -> Refusal {
        return line.isOpen && line.options.authority ? Refusal(u"goes not with --auth"_s)
                                                     : Refusal();
    };
    Option audience
        = bytesOption("auth-audience", QT_TRANSLATE_NOOP("Option", "only tokens for this \"aud\""),
                      line.tokenRules.audience);
    Option issuer
        = bytesOption("auth-issuer", QT_TRANSLATE_NOOP("Option", "only tokens of this \"iss\""),
                      line.tokenRules.issuer);
    Option revoked = fileOption<access::Revoked>(
        "revoked",
        QT_TRANSLATE_NOOP("Option",
                          "tokens (\"jti\") and people (\"sub\") that are let in no longer, one a "
                          "line; it is read again when it changes"),
        line.revokedFile, readRevoked,
        [&line](access::Revoked words) { line.revoked = std::move(words); });
    for (Option *option : {&audience, &issuer, &revoked})
        option->needs = auth.name;
    return {auth, audience, issuer, revoked, open};
}

} // namespace pushpoint::app
