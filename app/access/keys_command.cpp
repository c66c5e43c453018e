#include "app/access/keys_command.h"

#include "app/access/command_reading.h"
#include "app/access/key_file.h"
#include "app/log/log_writer.h"

#include <chrono>

namespace pushpoint::app {

using namespace Qt::StringLiterals;
using access::Algorithm;
using access::KeyRing;

namespace {

struct KeysOptions
{
    Algorithm algorithm = Algorithm::EdDsa;
    QString action;
    QString path;
    QByteArray kid;
    QString help;
};

AccessCommand words()
{
    return {u"keys"_s,
            u"Makes and changes a file of keys (a JWK Set, RFC 7517), by which the server checks\n"
            "tokens and `pushpoint token` signs them. The first key signs.\n"
            "\n"
            "create makes the file, for its owner alone, and never over another one; rotate puts\n"
            "a new key in front, and what the old ones signed is still taken; retire takes a key\n"
            "out, and with it all that it signed."_s,
            {{u"action"_s, u"create|rotate|retire"_s, u"what to do"_s},
             {u"file"_s, u"FILE"_s, u"the file of keys"_s},
             {u"kid"_s, u"[KID]"_s, u"the name of the key to retire"_s}},
            u"  pushpoint keys create keys.json\n"
            "  pushpoint keys rotate keys.json\n"
            "  pushpoint keys retire keys.json 2026-11-28-3f9a1c\n"_s};
}

Result<KeysOptions> readOptions(const QStringList &arguments)
{
    KeysOptions options;
    const Option algorithm
        = choiceOption<Algorithm>("alg",
                                  "of a new key: EdDSA and ES256 have a public part that others "
                                  "may check tokens by, HS256 is "
                                  "one secret for both and taken by any tool",
                                  {{u"EdDSA"_s, Algorithm::EdDsa},
                                   {u"ES256"_s, Algorithm::Es256},
                                   {u"HS256"_s, Algorithm::Hs256}},
                                  options.algorithm);
    const auto rest = readCommand(words(), {algorithm}, arguments);
    if (!rest)
        return rest.error();
    options.help = rest->help;
    if (!options.help.isEmpty())
        return options;
    options.action = rest->arguments.value(0);
    options.path = rest->arguments.value(1);
    options.kid = rest->arguments.value(2).toUtf8();
    if (!QStringList{u"create"_s, u"rotate"_s, u"retire"_s}.contains(options.action))
        return badCommand(u"keys create, keys rotate or keys retire?"_s);
    if (options.path.isEmpty())
        return badCommand(u"in which file?"_s);
    if (options.action != "retire"_L1 && !options.kid.isEmpty())
        return badCommand(u"\"%1\" is one argument too many"_s.arg(rest->arguments.at(2)));
    return options;
}

std::chrono::sys_days today()
{
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

QByteArray listed(const QList<QByteArray> &ids)
{
    return ids.join(", ");
}

int fail(const QString &text)
{
    complain(u"keys: "_s + text);
    return accessFailed;
}

int finish(const QByteArray &line)
{
    return printOut(line + '\n') ? accessDone : accessFailed;
}

int create(const KeysOptions &options)
{
    const auto ring = KeyRing::create(options.algorithm, today());
    if (!ring)
        return fail(ring.error().text());
    if (const auto problem = createKeyFile(options.path, ring->json()))
        return fail(*problem);
    return finish("made " + options.path.toUtf8() + " with the key " + ring->ids().first());
}

int rotate(const KeysOptions &options)
{
    const auto old = readKeyFile(options.path);
    if (!old)
        return fail(old.error().text());
    const auto ring = old->rotated(options.algorithm, today());
    if (!ring)
        return fail(u"%1: %2"_s.arg(options.path, ring.error().text()));
    if (const auto problem = replaceKeyFile(options.path, ring->json()))
        return fail(*problem);
    return finish(ring->ids().first() + " signs from now on; still taken: " + listed(old->ids()));
}

int retire(const KeysOptions &options)
{
    const auto old = readKeyFile(options.path);
    if (!old)
        return fail(old.error().text());
    if (options.kid.isEmpty()) {
        complain(u"keys: which one? "_s + QString::fromUtf8(listed(old->ids())));
        return accessWrongOption;
    }
    const auto ring = old->retired(options.kid);
    if (!ring)
        return fail(u"%1: %2"_s.arg(options.path, ring.error().text()));
    if (const auto problem = replaceKeyFile(options.path, ring->json()))
        return fail(*problem);
    return finish(options.kid + " is no longer taken; still taken: " + listed(ring->ids()));
}

} // namespace

int runKeysCommand(const QStringList &arguments)
{
    const auto options = readOptions(arguments);
    if (!options) {
        complain(u"keys: "_s + options.error().text());
        return accessWrongOption;
    }
    if (!options->help.isEmpty())
        return printOut(options->help.toUtf8()) ? accessDone : accessFailed;
    if (options->action == "create"_L1)
        return create(*options);
    return options->action == "rotate"_L1 ? rotate(*options) : retire(*options);
}

} // namespace pushpoint::app
