#include "server/access/token_verifier.h"
#include "tests/access/test_signer.h"
#include "tests/access/token_cases.h"

#include <QTest>

#include <openssl/err.h>

using namespace pushpoint;
using namespace pushpoint::access;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_seconds now{1'800'000'000s};

KeySet keys(const QList<QByteArray> &jwks)
{
    return KeySet::parse(keySetOf(jwks)).value();
}

/// Names and rights, as the claims behind a comma say them.
BearerPointer bearerOf(const QByteArray &members)
{
    static const TestSigner signer = TestSigner::es256("es");
    TokenVerifier verifier(keys({signer.jwk()}));
    return verifier.verify(signer.token("{\"exp\":1800003600," + members + '}'), now).value();
}

bool isGood(TokenVerifier &verifier, const QByteArray &token)
{
    return verifier.verify(token, now).ok();
}

} // namespace

class TokenVerifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhoBearsTheToken()
    {
        const auto alice = bearerOf(
            json("'sub':'Alice','jti':'7','scope':'connect publish email','iat':1800000000"));
        QCOMPARE(alice->subject, "Alice");
        QCOMPARE(alice->tokenId, "7");
        QCOMPARE(alice->names, QList<QByteArray>{"Alice"});
        QCOMPARE(alice->rights, Rights(Right::Connect | Right::Publish));
        QCOMPARE(alice->expiresAt, now + 1h);
        QCOMPARE(alice->keyId, "es");
        QVERIFY(alice->mayBe("Alice"));
        QVERIFY(!alice->mayBe("alice") && !alice->mayBe("Alice2") && !alice->mayBe(""));
        QCOMPARE(bearerOf(json("'scope':['read','admin','Admin']"))->rights,
                 Rights(Right::Read | Right::Admin));
        QCOMPARE(bearerOf(json("'scope':'CONNECT,publish read\\tadmin'"))->rights, Rights());
    }

    void isWhomItsNamesSay()
    {
        const auto robot = bearerOf(json("'sub':'Robot','names':['dev-*','Bob']"));
        QCOMPARE(robot->subject, "Robot");
        for (const char *name : {"dev-", "dev-1", "dev-*", "dev-a b", "Bob"})
            QVERIFY2(robot->mayBe(name), name);
        for (const char *name : {"Robot", "dev", "Dev-1", "xdev-1", "Bob2", "*"})
            QVERIFY2(!robot->mayBe(name), name);
        QVERIFY(bearerOf("\"names\":[\"*\"]")->mayBe("anybody"));
        QVERIFY(!bearerOf(json("'sub':'Alice','names':[]"))->mayBe("Alice"));
        QVERIFY(!bearerOf("\"jti\":\"1\"")->mayBe(""));
    }

    void bringsNamesToTheirOneForm()
    {
        const QByteArray composed = "J\xc3\xbcrgen"; // ü
        const QByteArray apart = "Ju\xcc\x88rgen";   // u and two dots
        QVERIFY(bearerOf("\"sub\":\"" + apart + '"')->mayBe(composed));
        QVERIFY(bearerOf("\"names\":[\"" + apart + "*\"]")->mayBe(composed + "-2"));
    }

    void endsAFractionEarly()
    {
        const TestSigner signer = TestSigner::hs256("hs");
        TokenVerifier verifier(keys({signer.jwk()}), {{}, {}, 0s});
        const QByteArray token = signer.token(json("{'exp':1800000010.9}"));
        QVERIFY(verifier.verify(token, now + 9s).ok());
        QCOMPARE(verifier.verify(token, now + 10s).error().code, ErrorCode::TokenExpired);
    }

    void whatIsRememberedExpiresToo()
    {
        const TestSigner signer = TestSigner::hs256("hs");
        TokenVerifier verifier(keys({signer.jwk()}));
        const QByteArray token = signer.token(json("{'exp':1800000010}"));
        QVERIFY(verifier.verify(token, now).ok());
        QVERIFY(verifier.verify(token, now + 39s).ok());
        QCOMPARE(verifier.verify(token, now + 40s).error().code, ErrorCode::TokenExpired);
    }

    void paysForOneSignature()
    {
        const TestSigner signer = TestSigner::es256("es");
        TokenVerifier verifier(keys({signer.jwk()}));
        const QByteArray token = signer.token(goodClaims(now));
        const auto first = verifier.verify(token, now).value();
        QCOMPARE(verifier.verify(token, now).value().get(), first.get()); // the very same
    }

    void takesWhatTheNewKeySigned()
    {
        const TestSigner old = TestSigner::es256("old");
        const TestSigner fresh = TestSigner::ed25519("new");
        TokenVerifier verifier(keys({old.jwk()}));
        const QByteArray byOld = old.token(goodClaims(now));
        const QByteArray byNew = fresh.token(goodClaims(now));
        QVERIFY(isGood(verifier, byOld) && !isGood(verifier, byNew));
        verifier.setKeys(keys({fresh.jwk(), old.jwk()}));
        QVERIFY(isGood(verifier, byOld) && isGood(verifier, byNew));
    }

    void aRetiredKeyDoesNotLiveOn()
    {
        const TestSigner old = TestSigner::es256("old");
        const TestSigner fresh = TestSigner::es256("new");
        TokenVerifier verifier(keys({old.jwk(), fresh.jwk()}));
        const QByteArray token = old.token(goodClaims(now));
        const auto bearer = verifier.verify(token, now).value();
        QVERIFY(!verifier.isRevoked(*bearer));
        verifier.setKeys(keys({fresh.jwk()}));
        QCOMPARE(verifier.verify(token, now).error().code, ErrorCode::TokenInvalid);
        QVERIFY(verifier.isRevoked(*bearer)); // its sockets go, too
    }

    void aKeyThatWasReplacedDoesNotLiveOn()
    {
        TokenVerifier verifier(keys({TestSigner::hs256("hs").jwk()}));
        const QByteArray token = TestSigner::hs256("hs").token(goodClaims(now));
        QVERIFY(isGood(verifier, token));
        verifier.setKeys(keys({TestSigner::hs256("hs", QByteArray(40, 'n')).jwk()}));
        QVERIFY(!isGood(verifier, token));
    }

    void refusesWhatWasRevoked_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<bool>("revoked");
        const auto add = [](const char *name, const QByteArray &list, bool revoked) {
            QTest::newRow(name) << list << revoked;
        };
        add("nobody", "", false);
        add("the token", "7-a", true);
        add("the person", "Alice", true);
        add("among others", "Bob\n\n# who left\n  7-a \r\nCarol", true);
        add("the last line ends", "Bob\nAlice\n", true);
        add("behind a byte order mark",
            "\xef\xbb\xbf"
            "Alice\n",
            true);
        add("a remark", "# Alice\n#7-a", false);
        add("part of a name", "Alic\nAlice2\n7", false);
        add("another case", "alice", false);
        add("two on a line", "Alice Bob", false);
        add("garbage", QByteArray("\0\xff\xfe\n\n\0", 6), false);
    }
    void refusesWhatWasRevoked()
    {
        QFETCH(QByteArray, list);
        QFETCH(bool, revoked);
        const TestSigner signer = TestSigner::hs256("hs");
        TokenVerifier verifier(keys({signer.jwk()}));
        const QByteArray token = signer.token(goodClaims(now, "\"jti\":\"7-a\""));
        const auto before = verifier.verify(token, now).value(); // remembered from now on
        verifier.setRevoked(Revoked::parse(list));
        QCOMPARE(verifier.isRevoked(*before), revoked);
        const auto after = verifier.verify(token, now);
        QCOMPARE(after.ok(), !revoked);
        if (revoked) {
            QCOMPARE(after.error().code, ErrorCode::TokenInvalid);
            QVERIFY(after.error().text().contains(QLatin1String("revoked")));
        }
        verifier.setRevoked({});
        QVERIFY(isGood(verifier, token));
    }

    void aNameIsRevokedInWhicheverForm()
    {
        const TestSigner signer = TestSigner::hs256("hs");
        TokenVerifier verifier(keys({signer.jwk()}));
        verifier.setRevoked(Revoked::parse("Ju\xcc\x88rgen"));
        const QByteArray end = ",\"exp\":1800003600}";
        QVERIFY(!isGood(verifier, signer.token("{\"sub\":\"J\xc3\xbcrgen\"" + end)));
        QVERIFY(!isGood(verifier, signer.token("{\"sub\":\"Ju\xcc\x88rgen\"" + end)));
    }

    void aRemarkIsNobody()
    {
        QCOMPARE(Revoked::parse("#a\n # b\n").size(), 0);
        QCOMPARE(Revoked::parse("a#b").size(), 1);
    }

    void whoeverHasNeitherSubNorIdIsNotRevoked()
    {
        const TestSigner signer = TestSigner::hs256("hs");
        TokenVerifier verifier(keys({signer.jwk()}));
        verifier.setRevoked(Revoked::parse("\n  \n"));
        QVERIFY(isGood(verifier, signer.token(json("{'exp':1800003600,'scope':'read'}"))));
    }

    void countsKeysThatItDoesNotKnow()
    {
        const TestSigner known = TestSigner::hs256("a");
        const TestSigner other = TestSigner::hs256("b");
        TokenVerifier verifier(keys({known.jwk()}));
        QVERIFY(isGood(verifier, known.token(goodClaims(now))));
        QVERIFY(!isGood(verifier, "garbage"));
        QVERIFY(
            !isGood(verifier, TestSigner::hs256("a", QByteArray(32, 'x')).token(goodClaims(now))));
        QCOMPARE(verifier.unknownKeysSeen(), quint64(0));
        QVERIFY(!isGood(verifier, other.token(goodClaims(now))));
        QCOMPARE(verifier.unknownKeysSeen(), quint64(1));
    }

    void saysThatAnAlgorithmIsNotTheKeys()
    {
        const TestSigner signer = TestSigner::es256("es");
        TokenVerifier verifier(keys({signer.jwk()}));
        const TestSigner mixedUp = TestSigner::hs256("es", signer.publicPem());
        const QString text = verifier.verify(mixedUp.token(goodClaims(now)), now).error().text();
        QVERIFY2(text.contains(QLatin1String("\"alg\"")), qPrintable(text));
    }

    void takesTheOnlyKeyWhereATokenNamesNone()
    {
        const TestSigner signer = TestSigner::ed25519("ed");
        TokenVerifier verifier(keys({signer.jwk()}));
        const QByteArray token = signer.token(json("{'alg':'EdDSA'}"), goodClaims(now));
        QVERIFY(isGood(verifier, token));
        const QByteArray numbered = signer.token(json("{'alg':'EdDSA','kid':1}"), goodClaims(now));
        QVERIFY(!isGood(verifier, numbered));
        verifier.setKeys(keys({signer.jwk(), TestSigner::ed25519("2").jwk()}));
        QVERIFY(!isGood(verifier, token));
    }

    void remembersNoMoreThanItShould()
    {
        VerifiedTokens tokens(3);
        const auto bearer = std::make_shared<const Bearer>();
        for (const char *hash : {"1", "2", "3", "4"})
            tokens.remember(hash, bearer);
        QCOMPARE(tokens.size(), 3);
        QVERIFY(!tokens.find("1")); // the oldest
        QVERIFY(tokens.find("2") && tokens.find("4"));
        tokens.forgetAll();
        QCOMPARE(tokens.size(), 0);
        for (const char *hash : {"1", "2", "3", "4"})
            tokens.remember(hash, bearer);
        QCOMPARE(tokens.size(), 3);
        QVERIFY(!tokens.find("1") && tokens.find("2"));
    }

    void leavesNoErrorsToOthersOfItsThread()
    {
        ERR_clear_error();
        QVERIFY(
            !KeySet::parse(json("{'keys':[{'kty':'EC','crv':'P-256','x':'AA','y':'AA'}]}")).ok());
        TokenVerifier verifier(KeySet::parse(caseKeySet()).value());
        for (const TokenCase &each : tokenCases(now))
            (void)verifier.verify(each.token, now);
        QCOMPARE(ERR_peek_error(), 0ul);
    }
};

QTEST_GUILESS_MAIN(TokenVerifierTest)
#include "tst_token_verifier.moc"
