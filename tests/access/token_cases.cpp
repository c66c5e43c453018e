#include "tests/access/token_cases.h"

#include "tests/access/test_signer.h"

namespace pushpoint::access {

namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr auto bad = ErrorCode::TokenInvalid;
constexpr std::nullopt_t good = std::nullopt;

/// The keys, made once: one of RSA by three names.
struct Signers
{
    TestSigner hs = TestSigner::hs256("hs");
    TestSigner rs = TestSigner::rsa("rs", "RS256");
    TestSigner ps = rs.as("ps", "PS256");
    TestSigner rsa = rs.as("rsa", "RS256"); // its key says no "alg"
    TestSigner es = TestSigner::es256("es");
    TestSigner ed = TestSigner::ed25519("ed");
};

const Signers &signers()
{
    static const Signers made;
    return made;
}

QByteArray at(sys_seconds when)
{
    return QByteArray::number(qint64(when.time_since_epoch().count()));
}

/// Claims without an end of their own.
QByteArray claims(const QByteArray &members)
{
    return '{' + members + '}';
}

QByteArray changed(QByteArray token, qsizetype at)
{
    token[at] = token[at] == 'A' ? 'B' : 'A';
    return token;
}

QList<TokenCase> goodCases(sys_seconds now)
{
    QList<TokenCase> cases;
    for (const char *kid : {"hs", "rs", "ps", "rsa", "es", "ed"})
        cases.append({QByteArray("by ") + kid, goodToken(kid, now), good, {}});
    const Signers &s = signers();
    const QByteArray plain = goodClaims(now);
    cases.append({"by RSA's other padding, where the key allows both",
                  s.rsa.as("rsa", "PS256").token(plain),
                  good,
                  {}});
    const auto withType = [&](const char *type) {
        return s.es.token(R"({"alg":"ES256","kid":"es","typ":")" + QByteArray(type) + "\"}", plain);
    };
    cases.append({"typ JWT", withType("JWT"), good, {}});
    cases.append({"typ at+jwt", withType("at+jwt"), good, {}});
    cases.append({"typ with its whole name", withType("application/AT+JWT"), good, {}});
    cases.append(
        {"alg by its newer name", s.ed.token(R"({"alg":"Ed25519","kid":"ed"})", plain), good, {}});
    cases.append({"members that are not for us",
                  s.es.token(R"({"alg":"ES256","kid":"es","jku":"http://evil.example/keys"})",
                             goodClaims(now, R"("name":"A","deep":[{"a":[1]}])")),
                  good,
                  {}});
    cases.append({"with blanks in its JSON",
                  s.hs.token(" { \"alg\" : \"HS256\",\r\n\"kid\":\"hs\"}", ' ' + plain + '\n'),
                  good,
                  {}});
    return cases;
}

QList<TokenCase> shapeCases(sys_seconds now)
{
    const Signers &s = signers();
    const QByteArray token = goodToken("hs", now);
    const QList<QByteArray> parts = token.split('.');
    const QByteArray padding(8192, 'x');
    QByteArray long1 = s.hs.token(goodClaims(now, "\"x\":\"" + padding.first(5900) + '"'));
    QList<TokenCase> cases{
        {"nothing", "", bad, {}},
        {"a word", "token", bad, {}},
        {"a dot", ".", bad, {}},
        {"two dots", "..", bad, {}},
        {"three dots", token + '.', bad, {}},
        {"five parts, as of an encrypted one", token + ".a.b", bad, {}},
        {"no signature", parts[0] + '.' + parts[1] + '.', bad, {}},
        {"no signature, and no dot", parts[0] + '.' + parts[1], bad, {}},
        {"no header", '.' + parts[1] + '.' + parts[2], bad, {}},
        {"no claims", parts[0] + ".." + parts[2], bad, {}},
        {"padding", token + '=', bad, {}},
        {"plain base64", QByteArray(token).replace(parts[2], "a+/" + parts[2].sliced(3)), bad, {}},
        {"a blank before it", ' ' + token, bad, {}},
        {"a blank behind it", token + ' ', bad, {}},
        {"a line end in it", parts[0] + ".\n" + parts[1] + '.' + parts[2], bad, {}},
        {"a NUL in it", parts[0] + '.' + parts[1] + QByteArray(1, '\0') + '.' + parts[2], bad, {}},
        {"bits at its end that no byte needs", token.chopped(1) + char(token.back() + 1), bad, {}},
        {"one character too many", token + 'A', bad, {}},
        {"a quote around it", '"' + token + '"', bad, {}},
        {"nearly 8 KiB", long1, good, {}},
        {"more than 8 KiB",
         s.hs.token(goodClaims(now, "\"x\":\"" + padding.first(6200) + '"')),
         bad,
         {}},
        {"a megabyte of dots", QByteArray(1024 * 1024, '.'), bad, {}},
        {"the word before it", "Bearer " + token, bad, {}},
    };
    return cases;
}

QList<TokenCase> headerCases(sys_seconds now)
{
    const Signers &s = signers();
    const QByteArray plain = goodClaims(now);
    QList<TokenCase> cases;
    const auto add = [&](const char *name, const QByteArray &header) {
        cases.append({name, s.hs.token(header, plain), bad, {}});
    };
    add("a header of garbage", "\xff\xfe{}");
    add("a header that is a list", "[]");
    add("a header that is cut", R"({"alg":"HS256","kid":"hs")");
    add("a header with a byte order mark", "\xef\xbb\xbf{\"alg\":\"HS256\",\"kid\":\"hs\"}");
    add("a header with more behind it", R"({"alg":"HS256","kid":"hs"}{})");
    add("an empty header", "{}");
    add("no alg", R"({"kid":"hs"})");
    add("alg twice", R"({"alg":"HS256","alg":"HS256","kid":"hs"})");
    add("alg twice, once escaped", R"({"alg":"HS256","\u0061lg":"none","kid":"hs"})");
    add("kid twice", R"({"alg":"HS256","kid":"hs","kid":"es"})");
    add("alg in small letters", R"({"alg":"hs256","kid":"hs"})");
    add("alg that is a list", R"({"alg":["HS256"],"kid":"hs"})");
    add("alg that is null", R"({"alg":null,"kid":"hs"})");
    add("a longer hash", R"({"alg":"HS512","kid":"hs"})");
    add("alg of an encryption", R"({"alg":"dir","enc":"A128GCM","kid":"hs"})");
    add("crit", R"({"alg":"HS256","kid":"hs","crit":["exp"]})");
    add("crit that is empty", R"({"alg":"HS256","kid":"hs","crit":[]})");
    add("b64", R"({"alg":"HS256","kid":"hs","b64":false,"crit":["b64"]})");
    add("b64 alone", R"({"alg":"HS256","kid":"hs","b64":true})");
    add("packed", R"({"alg":"HS256","kid":"hs","zip":"DEF"})");
    add("a typ of something else", R"({"alg":"HS256","kid":"hs","typ":"logout+jwt"})");
    add("a typ that is a number", R"({"alg":"HS256","kid":"hs","typ":1})");
    add("no kid, with several keys", R"({"alg":"HS256"})");
    add("a kid that is a number", R"({"alg":"HS256","kid":1})");
    add("an empty kid", R"({"alg":"HS256","kid":""})");
    add("an unknown kid", R"({"alg":"HS256","kid":"HS"})");
    add("a kid with a NUL behind it", R"({"alg":"HS256","kid":"hs\u0000"})");
    add("a kid that is a path", R"({"alg":"HS256","kid":"../../../../dev/null"})");
    add("a lone surrogate", R"({"alg":"HS256","kid":"hs","x":"\ud800"})");
    return cases;
}

QList<TokenCase> signatureCases(sys_seconds now)
{
    const Signers &s = signers();
    const QByteArray plain = goodClaims(now);
    const auto unsignedToken = [&plain](const QByteArray &header) {
        return base64Url(header) + '.' + base64Url(plain) + '.';
    };
    const TestSigner pem = TestSigner::hs256("rs", s.rs.publicPem());
    const QByteArray hs = goodToken("hs", now);
    const QByteArray es = goodToken("es", now);
    const QByteArray esText = es.first(es.lastIndexOf('.'));
    const auto esWith
        = [&esText](const QByteArray &bytes) { return esText + '.' + base64Url(bytes); };
    const QByteArray half(32, '\0');
    return {
        {"alg none", unsignedToken(R"({"alg":"none"})"), bad, {}},
        {"alg none, of a key", unsignedToken(R"({"alg":"none","kid":"hs"})"), bad, {}},
        {"alg None, signed", s.hs.token(R"({"alg":"None","kid":"hs"})", plain), bad, {}},
        {"another secret", TestSigner::hs256("hs", QByteArray(32, 'x')).token(plain), bad, {}},
        {"another key of RSA", TestSigner::rsa("rs", "RS256").token(plain), bad, {}},
        {"another key of P-256", TestSigner::es256("es").token(plain), bad, {}},
        {"another key of Ed25519", TestSigner::ed25519("ed").token(plain), bad, {}},
        {"HS256 by the public key of RSA", pem.token(plain), bad, {}},
        {"HS256 by the public key, which says RS256",
         pem.token(R"({"alg":"RS256","kid":"rs"})", plain),
         bad,
         {}},
        {"HS256 of a key of P-256", s.hs.as("es", "HS256").token(plain), bad, {}},
        {"RS256 of a key for PS256", s.rs.as("ps", "RS256").token(plain), bad, {}},
        {"PS256 of a key for RS256", s.rs.as("rs", "PS256").token(plain), bad, {}},
        {"RS256 that says PS256", s.rs.token(R"({"alg":"PS256","kid":"rsa"})", plain), bad, {}},
        {"the kid of another key", s.es.as("ed", "EdDSA").token(plain), bad, {}},
        {"other claims",
         goodToken("hs", now).split('.').first() + '.'
             + base64Url(goodClaims(now, R"("scope":"admin")")) + '.' + hs.split('.').last(),
         bad,
         {}},
        {"another header",
         base64Url(R"({"alg":"HS256","kid":"hs","a":1})") + '.' + hs.sliced(hs.indexOf('.') + 1),
         bad,
         {}},
        {"a signature with a bit changed", changed(hs, hs.size() - 10), bad, {}},
        {"claims with a bit changed", changed(hs, hs.indexOf('.') + 5), bad, {}},
        {"half a signature", hs.chopped(22), bad, {}},
        {"ES256 in DER", esWith(QByteArray::fromHex("3006020101020101")), bad, {}},
        {"ES256 of two zeros", esWith(half + half), bad, {}},
        {"ES256 of 63 bytes", esWith(QByteArray(63, 'x')), bad, {}},
        {"ES256 of 65 bytes", esWith(QByteArray(65, 'x')), bad, {}},
        {"ES256 of 96 bytes", esWith(QByteArray(96, 'x')), bad, {}},
        {"ES256 of the biggest numbers", esWith(QByteArray(64, '\xff')), bad, {}},
    };
}

QList<TokenCase> timeCases(sys_seconds now)
{
    const TokenRules strict{{}, {}, seconds(0)};
    const auto hs = [](const QByteArray &members) { return signers().hs.token(claims(members)); };
    const auto es = [](const QByteArray &members) { return signers().es.token(claims(members)); };
    const auto expires = [&](seconds when) { return es("\"exp\":" + at(now + when)); };
    const auto plus = [&](const char *name, seconds when) {
        return es("\"exp\":" + at(now + seconds(3600)) + ",\"" + name + "\":" + at(now + when));
    };
    constexpr auto expired = ErrorCode::TokenExpired;
    constexpr std::chrono::days year{366};
    return {
        {"expired a second ago, without leeway", expires(seconds(-1)), expired, strict},
        {"expired now, without leeway", expires(seconds(0)), expired, strict},
        {"good for a minute, without leeway", expires(seconds(60)), good, strict},
        {"expired a second ago", expires(seconds(-1)), good, {}},
        {"expired by the leeway", expires(seconds(-30)), expired, {}},
        {"expired a year ago", expires(seconds(-365 * 86400)), expired, {}},
        {"expired in 1970", es("\"exp\":0"), expired, {}},
        {"no exp", es("\"sub\":\"Alice\""), bad, {}},
        {"exp that is null", es("\"exp\":null"), bad, {}},
        {"exp that is text", es("\"exp\":\"" + at(now + seconds(3600)) + '"'), bad, {}},
        {"exp that is a list", es("\"exp\":[" + at(now + seconds(3600)) + ']'), bad, {}},
        {"exp below zero", es("\"exp\":-1"), bad, {}},
        {"exp in milliseconds", es("\"exp\":" + at(now + seconds(3600)) + "000"), bad, {}},
        {"exp beyond all time", es("\"exp\":1e300"), bad, {}},
        {"exp beyond all numbers", es("\"exp\":1e999"), bad, {}},
        {"exp that is no number", es("\"exp\":NaN"), bad, {}},
        {"exp with a fraction", es("\"exp\":" + at(now + seconds(3600)) + ".75"), good, {}},
        {"exp with an exponent", es("\"exp\":2.5e11"), good, {}},
        {"exp twice", es("\"exp\":" + at(now + seconds(60)) + ",\"exp\":1"), bad, {}},
        {"nbf at the leeway", plus("nbf", seconds(30)), good, {}},
        {"nbf beyond the leeway", plus("nbf", seconds(31)), bad, {}},
        {"nbf in the past", plus("nbf", seconds(-5)), good, {}},
        {"nbf that is text", es("\"exp\":" + at(now + seconds(60)) + ",\"nbf\":\"0\""), bad, {}},
        {"iat at the leeway", plus("iat", seconds(30)), good, {}},
        {"iat beyond the leeway", plus("iat", seconds(31)), bad, {}},
        {"iat that is a boolean",
         es("\"exp\":" + at(now + seconds(60)) + ",\"iat\":true"),
         bad,
         {}},
        {"ten years, by a private key", expires(10 * year), good, {}},
        {"a year, by a secret", hs("\"exp\":" + at(now + year)), good, {}},
        {"more than a year, by a secret", hs("\"exp\":" + at(now + year + seconds(1))), bad, {}},
        {"more than a year from iat, by a secret",
         hs("\"exp\":" + at(now + year) + ",\"iat\":" + at(now - seconds(2))),
         bad,
         {}},
    };
}

QList<TokenCase> whoCases(sys_seconds now)
{
    QList<TokenCase> cases;
    const QByteArray end = "\"exp\":" + at(now + seconds(3600));
    const auto add
        = [&](const char *name, const QByteArray &members, std::optional<ErrorCode> refusal) {
              cases.append({name, signers().es.token(claims(end + ',' + members)), refusal, {}});
          };
    add("no sub", "\"jti\":\"1\"", good);
    add("an empty sub", "\"sub\":\"\"", bad);
    add("a sub that is a number", "\"sub\":1", bad);
    add("a sub with a line end", "\"sub\":\"a\\nb\"", bad);
    add("a sub with a mark that nobody sees", "\"sub\":\"a\\u200bb\"", bad);
    add("a sub that is too long", "\"sub\":\"" + QByteArray(256, 'a') + '"', bad);
    add("a sub that is as long as can be", "\"sub\":\"" + QByteArray(255, 'a') + '"', good);
    add("a sub that would be a pattern", "\"sub\":\"Al*\"", bad);
    add("a sub that is a star", "\"sub\":\"*\"", bad);
    add("a sub with a star, and names", R"("sub":"Al*","names":["Alice"])", good);
    add("sub twice", R"("sub":"Alice","sub":"Bob")", bad);
    add("names that are text", "\"names\":\"Alice\"", bad);
    add("no names", "\"names\":[]", good);
    add("names and patterns", R"("names":["Alice","dev-*","*"])", good);
    add("a star in front", "\"names\":[\"*-dev\"]", bad);
    add("a star within", "\"names\":[\"a*b\"]", bad);
    add("two stars", "\"names\":[\"a**\"]", bad);
    add("an empty name", "\"names\":[\"\"]", bad);
    add("a name that is a list", "\"names\":[[\"a\"]]", bad);
    add("a pattern that nobody sees", "\"names\":[\"\\u200b*\"]", bad);
    add("256 names", "\"names\":[" + QByteArray("\"a\",").repeated(255) + "\"a\"]", good);
    add("257 names", "\"names\":[" + QByteArray("\"a\",").repeated(256) + "\"a\"]", bad);
    add("a jti that is a number", "\"jti\":1", bad);
    add("a scope with words of others", R"("scope":"openid publish  email")", good);
    add("a scope that is a list", R"("scope":["read","x"])", good);
    add("a scope that is a number", "\"scope\":15", bad);
    add("a scope with a number in it", "\"scope\":[\"read\",1]", bad);
    add("claims cut", "\"sub\":\"Ali", bad);
    return cases;
}

QList<TokenCase> audienceCases(sys_seconds now)
{
    QList<TokenCase> cases;
    const TokenRules us{"push", {}, seconds(30)};
    const TokenRules theirs{{}, "https://id.example", seconds(30)};
    const auto add = [&](const char *name, const QByteArray &more, std::optional<ErrorCode> refusal,
                         const TokenRules &rules) {
        cases.append({name, signers().es.token(goodClaims(now, more)), refusal, rules});
    };
    add("our audience", "\"aud\":\"push\"", good, us);
    add("our audience in a list", R"("aud":["x","push"])", good, us);
    add("another audience", "\"aud\":\"pull\"", bad, us);
    add("an audience that begins as ours", "\"aud\":\"push2\"", bad, us);
    add("other audiences", R"("aud":["x",1])", bad, us);
    add("an empty list of audiences", "\"aud\":[]", bad, us);
    add("an audience that is a number", "\"aud\":7", bad, us);
    add("no audience where one is needed", {}, bad, us);
    add("an audience where we have no name", "\"aud\":\"push\"", bad, {});
    add("an empty audience where we have no name", "\"aud\":\"\"", bad, {});
    add("our issuer", "\"iss\":\"https://id.example\"", good, theirs);
    add("another issuer", "\"iss\":\"https://id.example/\"", bad, theirs);
    add("an issuer in a list", "\"iss\":[\"https://id.example\"]", bad, theirs);
    add("no issuer where one is needed", {}, bad, theirs);
    add("an issuer where any will do", "\"iss\":\"joe\"", good, {});
    cases.append({"claims that are a list", signers().es.token("[]"), bad, {}});
    cases.append({"claims that are garbage", signers().es.token("\x80\x81"), bad, {}});
    cases.append(
        {"claims that are another token", signers().es.token(goodToken("es", now)), bad, {}});
    return cases;
}

} // namespace

QByteArray caseKeySet()
{
    const Signers &s = signers();
    return keySetOf(
        {s.hs.jwk(), s.rs.jwk(), s.ps.jwk(), s.rsa.jwkWith({}), s.es.jwk(), s.ed.jwk()});
}

QList<TokenCase> tokenCases(sys_seconds now)
{
    return goodCases(now) + shapeCases(now) + headerCases(now) + signatureCases(now)
        + timeCases(now) + whoCases(now) + audienceCases(now);
}

QByteArray goodClaims(sys_seconds now, const QByteArray &more)
{
    return R"({"sub":"Alice","exp":)" + at(now + seconds(3600)) + (more.isEmpty() ? "" : ",") + more
        + '}';
}

QByteArray goodToken(const QByteArray &kid, sys_seconds now)
{
    const Signers &s = signers();
    for (const TestSigner *each : {&s.hs, &s.rs, &s.ps, &s.rsa, &s.es, &s.ed}) {
        if (each->header().contains("\"kid\":\"" + kid + '"'))
            return each->token(goodClaims(now));
    }
    return {};
}

} // namespace pushpoint::access
