#pragma once

#include "server/net/http/http_message.h"
#include "server/net/peer/address_ranges.h"
#include "server/protocol/result.h"

namespace pushpoint::net {

/// Who asks, and for what, by what the proxies in front of us say. A value.
struct Forwarded
{
    QHostAddress client; ///< never null; the proxy that does not tell whom it asks for, at worst
    QByteArray scheme{}; ///< by which it was asked: "http" or "https"; empty: not told
    QByteArray host{};   ///< that was asked for, as in a Host; empty: not told
};

/// Reads Forwarded (RFC 7239) and X-Forwarded-For, -Proto and -Host of a request that came from a
/// trusted proxy, from the right to the left: each proxy adds its word on the right, so the first
/// address that is no trusted proxy's is the client's, and whatever is left of it was written by
/// the client or by somebody nobody vouches for. Scheme and host are those that the proxy next to
/// the client tells.
///
/// Errors: BadRequest where a word that counts is malformed, or where Forwarded and the X-Forwarded
/// headers disagree. A proxy writes one kind and may pass on what the client wrote as the other, so
/// neither can be preferred. To go by the proxy's own address instead would be a way for the client
/// to hide behind it.
/// @param peer the trusted proxy at the other end. Pure; any thread.
Result<Forwarded> readForwarded(const HttpRequest &request, const QHostAddress &peer,
                                const AddressRanges &trusted);

} // namespace pushpoint::net
