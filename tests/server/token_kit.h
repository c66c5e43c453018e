#pragma once

#include "server/server_options.h"
#include "tests/access/test_signer.h"
#include "tests/server/kit.h"

// A server that wants tokens, and tokens for it.

namespace pushpoint::kit {

inline const access::TestSigner &signer()
{
    static const access::TestSigner key = access::TestSigner::hs256("a");
    return key;
}

inline access::KeySet keysOf(const QList<access::TestSigner> &signers)
{
    QList<QByteArray> jwks;
    for (const access::TestSigner &each : signers)
        jwks.append(each.jwk());
    return access::KeySet::parse(access::keySetOf(jwks)).value();
}

inline ServerOptions tokenOptions()
{
    ServerOptions options = quickOptions();
    options.authority = access::Authority{keysOf({signer()})};
    return options;
}

inline qint64 nowSeconds()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
        .time_since_epoch()
        .count();
}

/// A token of a name's, for an hour unless told. @param more members, each behind a comma
inline QByteArray tokenOf(const QByteArray &name, const QByteArray &scope,
                          const QByteArray &more = {}, qint64 secondsLeft = 3600)
{
    return signer().token("{\"sub\":\"" + name + "\",\"scope\":\"" + scope + "\",\"exp\":"
                          + QByteArray::number(nowSeconds() + secondsLeft) + more + '}');
}

inline QByteArray bearing(const QByteArray &token)
{
    return token.isEmpty() ? QByteArray() : "Authorization: Bearer " + token + "\r\n";
}

/// An upgrade, as a client writes it.
inline QByteArray upgrade(const QByteArray &target, const QByteArray &headers = {})
{
    return get(target,
               "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                   + headers);
}

/// A message's post with a token, or without.
inline QByteArray postBy(const QByteArray &token, const QByteArray &json,
                         const QByteArray &target = "/rest/message")
{
    return request("POST", target, "Content-Type: application/json\r\n" + bearing(token), json);
}

} // namespace pushpoint::kit
