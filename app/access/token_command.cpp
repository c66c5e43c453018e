#include "app/access/token_command.h"

#include "app/access/command_reading.h"
#include "app/access/key_file.h"
#include "app/access/token_options.h"
#include "app/log/log_writer.h"
#include "resources/qr_code/qr_modules.h"
#include "server/access/issue/key_maker.h"
#include "server/access/issue/mint.h"
#include "server/access/token_verifier.h"
#include "server/protocol/invitation.h"

#include <chrono>

#include <unistd.h>

namespace pushpoint::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int tokenIdBytes = 8; // never the same twice

access::TokenOrder orderOf(const TokenOptions &options, std::chrono::sys_seconds now)
{
    access::TokenOrder order;
    order.subject = options.subject();
    // A single name is the subject already.
    if (options.names != QList<QByteArray>{order.subject})
        order.names = options.names;
    order.rights = options.rights;
    order.audience = options.audience.toUtf8();
    order.issuer = options.issuer.toUtf8();
    order.tokenId = access::randomHex(tokenIdBytes);
    order.issuedAt = now;
    order.expiresAt = now + std::chrono::days(options.days);
    return order;
}

/// A token that the server would take. Error: why it would not, or there is no key that signs.
Result<QByteArray> makeToken(const TokenOptions &options)
{
    const auto ring = readKeyFile(options.keyFile);
    if (!ring)
        return ring.error();
    const auto key = ring->signingKey();
    if (!key)
        return key.error();
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const access::TokenOrder order = orderOf(options, now);
    const QByteArray token = access::mint(order, *key);
    access::TokenVerifier verifier(access::KeySet::parse(ring->json()).value(),
                                   {order.audience, order.issuer});
    const auto bearer = verifier.verify(token, now);
    if (!bearer)
        return bearer.error();
    return token;
}

QByteArray invitationText(const Invitation &invitation)
{
    const QByteArray page = invitation.pageLink().toUtf8();
    QByteArray text = page + '\n' + invitation.clientLink().toUtf8() + '\n';
    if (isatty(STDOUT_FILENO) == 0)
        return text;
    // Low care: on a screen nothing is torn, and a smaller code fits into more of them.
    if (const auto code = QrModules::encode(page, QrCare::Low))
        text += '\n' + qrForTerminal(*code);
    return text;
}

} // namespace

int runTokenCommand(const QStringList &arguments)
{
    const auto options = readTokenOptions(arguments);
    if (!options) {
        complain(u"token: "_s + options.error().text());
        return accessWrongOption;
    }
    if (!options->help.isEmpty())
        return printOut(options->help.toUtf8()) ? accessDone : accessFailed;
    const auto token = makeToken(*options);
    if (!token) {
        complain(u"token: "_s + token.error().text());
        return accessFailed;
    }
    const QByteArray text = options->invite
        ? invitationText({*options->invite, *token, options->pin})
        : *token + '\n';
    return printOut(text) ? accessDone : accessFailed;
}

} // namespace pushpoint::app
