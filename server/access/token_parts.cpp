#include "server/access/token_parts.h"

#include "server/access/base64url.h"
#include "server/access/strict_json.h"

namespace pushpoint::access {

namespace {

Error invalid(const char *reason)
{
    return {ErrorCode::TokenInvalid, QString::fromUtf8(reason)};
}

/// Whether a "typ" is that of a token that gives access (RFC 7519 §5.1, RFC 9068 §2.1): other kinds
/// signed by the same keys are not for us (RFC 8725 §3.11).
bool isAccessType(QByteArrayView type)
{
    QByteArray word = type.toByteArray().toLower();
    if (word.startsWith("application/"))
        word = word.sliced(12);
    return word == "jwt" || word == "at+jwt";
}

/// What would change how a token is to be read (RFC 7515 §4.1.11, RFC 7797, RFC 7516 §4.1).
bool asksForMore(simdjson::dom::object header)
{
    return hasMember(header, "crit") || hasMember(header, "b64") || hasMember(header, "enc")
        || hasMember(header, "zip");
}

Result<TokenParts> readHeader(QByteArrayView json)
{
    simdjson::dom::parser parser;
    const auto header = readStrictObject(parser, json);
    if (!header)
        return invalid("the token's header is no JSON object with each member once");
    if (asksForMore(*header))
        return invalid("the token's header asks for what is not done here");
    const auto algorithm = stringMember(*header, "alg");
    if (!algorithm)
        return invalid("the token's header has no \"alg\"");
    const auto known = algorithmNamed(*algorithm);
    if (!known)
        return invalid("the token's \"alg\" is not taken here");
    if (hasMember(*header, "typ")
        && !isAccessType(stringMember(*header, "typ").value_or(QByteArrayView()))) {
        return invalid("the token's \"typ\" is not that of a token for access");
    }
    const auto keyId = stringMember(*header, "kid");
    if (!keyId && hasMember(*header, "kid"))
        return invalid("the token's \"kid\" is no text");
    return TokenParts{*known, keyId.value_or(QByteArrayView()).toByteArray(), {}, {}, {}};
}

} // namespace

Result<TokenParts> readTokenParts(QByteArrayView token)
{
    if (token.size() > tokenBytesMax)
        return invalid("a token has at most 8 KiB");
    const qsizetype firstDot = token.indexOf('.');
    const qsizetype lastDot = token.lastIndexOf('.');
    if (firstDot < 0 || firstDot == lastDot
        || token.sliced(firstDot + 1, lastDot - firstDot - 1).contains('.')) {
        return invalid("a token is three parts with dots between them");
    }
    const auto headerJson = fromBase64Url(token.first(firstDot));
    const auto claimsJson = fromBase64Url(token.sliced(firstDot + 1, lastDot - firstDot - 1));
    const auto signature = fromBase64Url(token.sliced(lastDot + 1));
    if (!headerJson || !claimsJson || !signature)
        return invalid("a part of the token is not base64url without padding");
    auto read = readHeader(*headerJson);
    if (!read)
        return read;
    TokenParts parts = std::move(read).value();
    parts.signedText = token.first(lastDot);
    parts.claimsJson = *claimsJson;
    parts.signature = *signature;
    return parts;
}

} // namespace pushpoint::access
