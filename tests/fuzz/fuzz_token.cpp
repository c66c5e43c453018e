#include "server/access/base64url.h"
#include "server/access/token_verifier.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/json_grammar.h"
#include "tests/fuzz/pieces.h"

#include <QMessageAuthenticationCode>

// A token. The input is one, then the header of one, then the claims of one: these two are signed
// here, as only whoever has the key can sign, so that all behind the signature is reached, too.

using namespace pushpoint;
using namespace pushpoint::access;
using namespace pushpoint::fuzz;

namespace {

constexpr std::chrono::sys_seconds now{std::chrono::seconds(1'800'000'000)};
constexpr char secret[] = "abcdefghijklmnopqrstuvwxyz012345";

TokenRules rules()
{
    return {"us", {}, std::chrono::seconds(30)};
}

KeySet keys()
{
    const QByteArray k = toBase64Url(secret);
    return KeySet::parse(R"({"keys":[{"kty":"oct","kid":"k","k":")" + k + "\"}]}").value();
}

QByteArray signedToken(QByteArrayView header, QByteArrayView claims)
{
    const QByteArray text
        = toBase64Url(header.toByteArray()) + '.' + toBase64Url(claims.toByteArray());
    return text + '.'
        + toBase64Url(QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256));
}

void checkBearer(const Bearer &bearer)
{
    expect(bearer.expiresAt + rules().leeway > now, "who is let in has time left");
    expect(bearer.expiresAt <= now + rules().leeway + symmetricLifeMax, "and a year at most");
    expect(bearer.subject.isEmpty() || isUtf8(bearer.subject), "a subject is text");
    expect(bearer.names.size() <= tokenNamesMax, "no more names than allowed");
    for (const QByteArray &name : bearer.names) {
        expect(!name.isEmpty() && isUtf8(name), "a name is text");
        expect(!QByteArrayView(name).chopped(1).contains('*') || name == bearer.subject,
               "a star stands at the end of a pattern alone");
    }
    expect(!bearer.mayBe(QByteArrayView()) || bearer.names.contains("*"), "nobody has no name");
}

/// Whoever asks twice hears the same, the second time by what is remembered.
bool isTaken(const QByteArray &token)
{
    static TokenVerifier verifier(keys(), rules());
    const auto first = verifier.verify(ExactCopy(token).view(), now);
    const auto second = verifier.verify(token, now);
    expect(first.ok() == second.ok(), "twice the same");
    if (!first) {
        expect(first.error().code == second.error().code, "and for the same reason");
        expect(first.error().httpStatus() == 401, "a bad token is a 401");
        return false;
    }
    expect(token.size() <= tokenBytesMax, "no longer than allowed");
    checkBearer(**first);
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ExactCopy copy(inputBytes(data, size));
    const QByteArrayView bytes = copy.view();
    (void)isTaken(bytes.toByteArray());

    if (isTaken(signedToken(bytes, R"({"exp":1800000060,"aud":"us"})")))
        expect(isJson(bytes) && bytes.contains("HS256"), "a header is JSON with our algorithm");

    const bool isLetIn = isTaken(signedToken(R"({"alg":"HS256","kid":"k"})", bytes));
    const auto claims = readClaims(bytes, rules(), true, now);
    expect(isLetIn == (claims.ok() && bytes.size() < 6000) || bytes.size() >= 6000,
           "claims alone and in a token are the same");
    if (claims) {
        expect(isJson(bytes) && bytes.contains('{'), "claims are JSON");
        checkBearer(*claims);
    }
    (void)Revoked::parse(bytes).contains("Alice");
    return 0;
}
