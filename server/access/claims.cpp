#include "server/access/claims.h"

#include "server/access/right_words.h"
#include "server/access/strict_json.h"
#include "server/protocol/user_name.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace pushpoint::access {

namespace {

using simdjson::dom::object;
using std::chrono::sys_seconds;
using Problem = std::optional<Error>;

Error invalid(const char *reason)
{
    return {ErrorCode::TokenInvalid, QString::fromUtf8(reason)};
}

/// A "NumericDate" (RFC 7519 §2), in whole seconds. Nothing where it is not there.
Result<std::optional<sys_seconds>> dateMember(object claims, std::string_view name)
{
    if (!hasMember(claims, name))
        return std::optional<sys_seconds>();
    double seconds = 0;
    constexpr double endOfYear9999 = 253402300799.0;
    if (claims.at_key(name).get(seconds) != simdjson::SUCCESS || !(seconds >= 0)
        || seconds > endOfYear9999) {
        return invalid("\"exp\", \"nbf\" or \"iat\" is no number of seconds since 1970");
    }
    return std::optional(sys_seconds(std::chrono::seconds(qint64(std::floor(seconds)))));
}

Problem readTimes(object claims, const TokenRules &rules, bool isSymmetric, sys_seconds now,
                  Bearer &bearer)
{
    const auto expires = dateMember(claims, "exp");
    const auto notBefore = dateMember(claims, "nbf");
    const auto issued = dateMember(claims, "iat");
    for (const auto *each : {&expires, &notBefore, &issued}) {
        if (!*each)
            return each->error();
    }
    if (!expires.value())
        return invalid("the token has no \"exp\"");
    bearer.expiresAt = **expires;
    if (hasExpired(bearer, rules, now))
        return Error{ErrorCode::TokenExpired, {}};
    const sys_seconds latest = now + rules.leeway;
    if (notBefore->value_or(latest) > latest)
        return invalid("the token is not valid yet");
    if (issued->value_or(latest) > latest)
        return invalid("the token is from the future");
    if (isSymmetric && bearer.expiresAt > issued->value_or(now) + symmetricLifeMax)
        return invalid("a token by a shared secret is good for a year at most");
    return {};
}

Problem checkAudience(object claims, const QByteArray &audience)
{
    if (!hasMember(claims, "aud"))
        return audience.isEmpty() ? Problem() : invalid("the token is for no audience");
    if (audience.isEmpty())
        return invalid("the token is for an audience, and this server was given no name as one");
    const auto isUs = [&audience](simdjson::dom::element each) {
        std::string_view word;
        return each.get(word) == simdjson::SUCCESS && bytesOf(word) == audience;
    };
    const simdjson::dom::element value = claims.at_key("aud").value_unsafe();
    simdjson::dom::array list;
    const bool isForUs = value.get(list) == simdjson::SUCCESS
        ? std::any_of(list.begin(), list.end(), isUs)
        : isUs(value);
    return isForUs ? Problem() : invalid("the token is for another audience");
}

Problem readWho(object claims, Bearer &bearer)
{
    if (hasMember(claims, "jti")) {
        const auto id = stringMember(claims, "jti");
        if (!id)
            return invalid("the token's \"jti\" is no text");
        bearer.tokenId = id->toByteArray();
    }
    if (!hasMember(claims, "sub"))
        return {};
    const auto subject = stringMember(claims, "sub");
    const auto name = UserName::parse(subject.value_or(QByteArrayView()));
    if (!name)
        return invalid("the token's \"sub\" is not a name");
    bearer.subject = name->utf8();
    return {};
}

Problem readNames(object claims, Bearer &bearer)
{
    if (!hasMember(claims, "names")) {
        // Somebody who chose such a name at their provider would have a pattern.
        if (bearer.subject.endsWith('*'))
            return invalid("the token's \"sub\" ends with \"*\"");
        if (!bearer.subject.isEmpty())
            bearer.names = {bearer.subject};
        return {};
    }
    simdjson::dom::array list;
    if (claims.at_key("names").get(list) != simdjson::SUCCESS
        || list.size() > size_t(tokenNamesMax)) {
        return invalid("the token's \"names\" is no list of at most 256 names");
    }
    for (const simdjson::dom::element each : list) {
        std::string_view text;
        const bool isText = each.get(text) == simdjson::SUCCESS;
        const QByteArray name = isText ? nameOrPattern(bytesOf(text)) : QByteArray();
        if (name.isEmpty())
            return invalid("one of the token's \"names\" is neither a name nor a name's start "
                           "and \"*\"");
        bearer.names.append(name);
    }
    return {};
}

Rights rightOf(QByteArrayView word)
{
    const auto right = rightNamed(word);
    return right ? Rights(*right) : Rights();
}

Problem readScope(object claims, Bearer &bearer)
{
    if (!hasMember(claims, "scope"))
        return {};
    if (const auto words = stringMember(claims, "scope")) {
        for (const QByteArray &word : words->toByteArray().split(' '))
            bearer.rights |= rightOf(word);
        return {};
    }
    simdjson::dom::array list;
    if (claims.at_key("scope").get(list) != simdjson::SUCCESS)
        return invalid("the token's \"scope\" is neither text nor a list");
    for (const simdjson::dom::element each : list) {
        std::string_view word;
        if (each.get(word) != simdjson::SUCCESS)
            return invalid("the token's \"scope\" has a word that is no text");
        bearer.rights |= rightOf(bytesOf(word));
    }
    return {};
}

} // namespace

QByteArray nameOrPattern(QByteArrayView text)
{
    const bool isPattern = text.endsWith('*');
    const QByteArrayView start = isPattern ? text.chopped(1) : text;
    if (start.contains('*'))
        return {};
    if (isPattern && start.isEmpty())
        return QByteArrayLiteral("*");
    const auto name = UserName::parse(start);
    if (!name)
        return {};
    return isPattern ? name->utf8() + '*' : name->utf8();
}

Result<Bearer> readClaims(QByteArrayView json, const TokenRules &rules, bool isSymmetric,
                          sys_seconds now)
{
    simdjson::dom::parser parser;
    const auto claims = readStrictObject(parser, json);
    if (!claims)
        return invalid("the token's claims are no JSON object with each member once");
    Bearer bearer;
    if (auto problem = readTimes(*claims, rules, isSymmetric, now, bearer))
        return *problem;
    if (!rules.issuer.isEmpty() && stringMember(*claims, "iss") != QByteArrayView(rules.issuer))
        return invalid("the token is by another issuer");
    if (auto problem = checkAudience(*claims, rules.audience))
        return *problem;
    if (auto problem = readWho(*claims, bearer))
        return *problem;
    if (auto problem = readNames(*claims, bearer))
        return *problem;
    if (auto problem = readScope(*claims, bearer))
        return *problem;
    return bearer;
}

bool hasExpired(const Bearer &bearer, const TokenRules &rules, sys_seconds now)
{
    return now >= bearer.expiresAt + rules.leeway;
}

} // namespace pushpoint::access
