#include "server/access/issue/mint.h"

#include "server/access/base64url.h"
#include "server/access/right_words.h"
#include "server/protocol/json/json_text.h"

#include <algorithm>

namespace pushpoint::access {

namespace {

QByteArray textMember(const char *name, const QByteArray &utf8)
{
    if (utf8.isEmpty())
        return {};
    return QByteArray("\"") + name + "\":" + jsonQuoted(QByteArrayView(utf8)) + ',';
}

QByteArray timeMember(const char *name, std::chrono::sys_seconds time)
{
    return QByteArray("\"") + name
        + "\":" + QByteArray::number(qint64(time.time_since_epoch().count())) + ',';
}

QByteArray scopeOf(Rights rights)
{
    QList<QByteArray> words;
    for (const auto &[right, word] : rightWords) {
        if (rights.testFlag(right))
            words.append(word.toByteArray());
    }
    return words.join(' ');
}

QByteArray claimsOf(const TokenOrder &order)
{
    QByteArray names;
    for (const QByteArray &name : order.names)
        names += jsonQuoted(QByteArrayView(name)) + ',';
    if (!names.isEmpty())
        names = "\"names\":[" + names.chopped(1) + "],";
    const QByteArray members = textMember("iss", order.issuer) + textMember("aud", order.audience)
        + textMember("sub", order.subject) + names + textMember("scope", scopeOf(order.rights))
        + textMember("jti", order.tokenId) + timeMember("iat", order.issuedAt)
        + timeMember("exp", order.expiresAt);
    return '{' + members.chopped(1) + '}';
}

const char *nameOf(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::Hs256:
        return "HS256";
    case Algorithm::Es256:
        return "ES256";
    default:
        return "EdDSA";
    }
}

} // namespace

QByteArray mint(const TokenOrder &order, const SigningKey &key)
{
    const QByteArray header = '{' + textMember("kid", key.id()) + R"("typ":"JWT","alg":")"
        + nameOf(key.algorithm()) + "\"}";
    const QByteArray text = toBase64Url(header) + '.' + toBase64Url(claimsOf(order));
    return text + '.' + toBase64Url(signature(key, text));
}

} // namespace pushpoint::access
