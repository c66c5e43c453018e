#include "app/access/token_options.h"

#include "app/access/command_reading.h"
#include "server/access/claims.h"
#include "server/access/right_words.h"
#include "server/protocol/invitation.h"

#include <algorithm>

namespace pushpoint::app {

using namespace Qt::StringLiterals;
using access::Right;
using access::Rights;

namespace {

constexpr int daysMax = 36'500;

AccessCommand words()
{
    return {
        u"token"_s,
        u"Prints a token (a JWT, RFC 7519): whoever has it may do what it says, until it ends.\n"
        "With --invite it prints two links that bear it instead, one for a browser and one for\n"
        "the chat client, and on a terminal the first as a QR code for a phone."_s,
        {},
        u"  pushpoint token --auth keys.json --name Alice\n"
        "  pushpoint token --auth keys.json --name Alice --invite http://192.168.1.20:3000\n"
        "  pushpoint token --auth keys.json --name 'dev-*' --scope publish --days 365\n"
        "  pushpoint token --auth keys.json --scope admin\n"_s};
}

Refusal readScope(const QString &text, Rights &rights)
{
    Rights read;
    for (const QString &word : text.split(u',')) {
        const auto right = access::rightNamed(word.trimmed().toUtf8());
        if (!right)
            return u"connect, publish, read or admin, with commas between them"_s;
        read |= *right;
    }
    rights = read;
    return {};
}

QList<Option> optionsOf(TokenOptions &options)
{
    const auto addName = [&options](const QString &text) -> Refusal {
        const QByteArray name = access::nameOrPattern(text.toUtf8());
        if (name.isEmpty())
            return u"\"%1\" is neither a name nor a name's start and *"_s.arg(text);
        if (!options.names.contains(name))
            options.names.append(name);
        return {};
    };
    const auto readServer = [&options](const QString &text) -> Refusal {
        const auto server = invitedServer(text);
        if (!server)
            return server.error().text();
        options.invite = *server;
        return {};
    };
    Option pin("pin", "SHA256", "the fingerprint of the server's certificate, for the chat client",
               [&options](const QString &text) -> Refusal {
                   options.pin = pinDigits(text);
                   return options.pin.isEmpty() ? Refusal(u"64 digits of 0 to 9 and a to f"_s)
                                                : Refusal();
               });
    pin.needs = u"invite"_s;
    return {
        textOption("auth", "FILE", "the file of keys; its first key signs", options.keyFile),
        {"name", "NAME",
         "who bears it; several times for several names, and dev-* for all that begin so", addName},
        {"scope", "WORDS",
         "what for: connect, publish, read, admin, with commas between them (default: "
         "connect,publish,read)",
         [&options](const QString &text) { return readScope(text, options.rights); }},
        numberOption("days", "until it ends", 1, daysMax, options.days),
        textOption("auth-audience", "TEXT", "for whom: a server's --auth-audience",
                   options.audience),
        textOption("auth-issuer", "TEXT", "by whom: a server's --auth-issuer", options.issuer),
        {"invite", "URL", "print links to this server: http://host:port or https://host:port",
         readServer},
        pin,
    };
}

} // namespace

QByteArray TokenOptions::subject() const
{
    const auto first
        = std::ranges::find_if(names, [](const QByteArray &name) { return !name.endsWith('*'); });
    return first == names.end() ? QByteArray() : *first;
}

Result<TokenOptions> readTokenOptions(const QStringList &arguments)
{
    TokenOptions options;
    const auto rest = readCommand(words(), optionsOf(options), arguments);
    if (!rest)
        return rest.error();
    options.help = rest->help;
    if (!options.help.isEmpty())
        return options;
    if (options.keyFile.isEmpty())
        return badCommand(u"--auth is missing: by which file of keys?"_s);
    if (options.names.isEmpty() && (options.rights & (Right::Connect | Right::Publish)) != 0)
        return badCommand(u"--name is missing: whose token is it?"_s);
    return options;
}

} // namespace pushpoint::app
