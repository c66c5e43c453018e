#include "server/access/issue/key_ring.h"
#include "server/access/issue/mint.h"
#include "server/access/token_verifier.h"
#include "tests/access/test_signer.h"

#include <QRegularExpression>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::access;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_days today{std::chrono::days(20'785)}; // 2026-11-28
constexpr std::chrono::sys_seconds now{today};

KeyRing made(Algorithm algorithm)
{
    return KeyRing::create(algorithm, today).value();
}

TokenVerifier verifierOf(const KeyRing &ring)
{
    return TokenVerifier(KeySet::parse(ring.json()).value());
}

QByteArray tokenBy(const KeyRing &ring)
{
    TokenOrder order;
    order.subject = "Alice";
    order.issuedAt = now;
    order.expiresAt = now + 1h;
    return mint(order, ring.signingKey().value());
}

bool takes(const KeyRing &ring, const QByteArray &token)
{
    return verifierOf(ring).verify(token, now).ok();
}

} // namespace

class KeyRingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesKeysThatSign_data()
    {
        QTest::addColumn<Algorithm>("algorithm");
        QTest::newRow("HS256") << Algorithm::Hs256;
        QTest::newRow("ES256") << Algorithm::Es256;
        QTest::newRow("EdDSA") << Algorithm::EdDsa;
    }
    void makesKeysThatSign()
    {
        QFETCH(Algorithm, algorithm);
        const KeyRing ring = made(algorithm);
        QCOMPARE(ring.ids().size(), 1);
        static const QRegularExpression form(QStringLiteral("^2026-11-28-[0-9a-f]{6}$"));
        QVERIFY(form.match(QString::fromLatin1(ring.ids().first())).hasMatch());
        const auto set = KeySet::parse(ring.json());
        QVERIFY(set.ok() && set->holdsSecret());
        QCOMPARE(set->find(ring.ids().first())->algorithms, QList{algorithm});
        for (int i = 0; i < 20; ++i) // numbers with zeros in front are rare
            QVERIFY(takes(ring, tokenBy(ring)));
        QVERIFY(!takes(made(algorithm), tokenBy(ring)));
        QVERIFY(made(algorithm).json() != ring.json());
    }

    void saysWhatWasOrdered()
    {
        const KeyRing ring = made(Algorithm::EdDsa);
        TokenOrder order;
        order.subject = "Al\"ice 李雷";
        order.names = {"dev-*", "a\\b"};
        order.rights = Right::Connect | Right::Admin;
        order.audience = "us";
        order.issuer = "me";
        order.tokenId = "7";
        order.issuedAt = now;
        order.expiresAt = now + 1h;
        TokenVerifier verifier(KeySet::parse(ring.json()).value(), {"us", "me"});
        const QByteArray token = mint(order, ring.signingKey().value());
        const auto bearer = verifier.verify(token, now);
        QVERIFY2(bearer.ok(), bearer.ok() ? "" : qPrintable(bearer.error().text()));
        QCOMPARE((*bearer)->subject, order.subject);
        QCOMPARE((*bearer)->names, order.names);
        QCOMPARE((*bearer)->rights, order.rights);
        QCOMPARE((*bearer)->tokenId, order.tokenId);
        QCOMPARE((*bearer)->expiresAt, order.expiresAt);
        QCOMPARE((*bearer)->keyId, ring.ids().first());
        QVERIFY(!TokenVerifier(KeySet::parse(ring.json()).value(), {"us", "you"})
                     .verify(token, now)
                     .ok());
    }

    void aNewKeySignsAndTheOldOneStillVerifies()
    {
        const KeyRing old = made(Algorithm::Hs256);
        const KeyRing ring = old.rotated(Algorithm::EdDsa, today).value();
        QCOMPARE(ring.ids().size(), 2);
        QCOMPARE(ring.ids().last(), old.ids().first());
        QCOMPARE(ring.signingKey()->id(), ring.ids().first());
        QVERIFY(takes(ring, tokenBy(old)));
        QVERIFY(takes(ring, tokenBy(ring)) && !takes(old, tokenBy(ring)));
        const KeyRing again = KeyRing::parse(ring.json()).value();
        QCOMPARE(again.json(), ring.json());
    }

    void aRetiredKeyVerifiesNothing()
    {
        const KeyRing old = made(Algorithm::Es256);
        const KeyRing both = old.rotated(Algorithm::Es256, today).value();
        const KeyRing ring = both.retired(old.ids().first()).value();
        QVERIFY(!takes(ring, tokenBy(old)) && takes(ring, tokenBy(both)));
        QVERIFY(!both.retired("2026-01-01-aaaaaa").ok());
        QVERIFY(!both.retired("").ok());
        QVERIFY(!ring.retired(ring.ids().first()).ok()); // nothing would be left
        QCOMPARE(both.retired(both.ids().first())->signingKey()->id(), old.ids().first());
    }

    void keepsWhatOthersWroteInIt()
    {
        const QByteArray enc = json("{'kty':'oct','use':'enc','kid':'e','k':'AAAA','x':{'y':1}}");
        const QByteArray rsa = TestSigner::rsa("rs", "RS256").jwk();
        const auto ring = KeyRing::parse(keySetOf({enc, rsa}));
        QVERIFY(ring.ok());
        QCOMPARE(ring->ids(), QList<QByteArray>{"rs"});
        QVERIFY(!ring->signingKey().ok()); // it has no private part
        const KeyRing more = ring->rotated(Algorithm::EdDsa, today).value();
        QVERIFY(more.json().contains(enc) && more.json().contains(rsa));
        QVERIFY(more.signingKey().ok());
        QVERIFY(!more.retired("e").ok()); // it does not count
    }

    void refusesAPrivatePartOfAnotherKey()
    {
        const QByteArray ed = made(Algorithm::EdDsa).json();
        const QByteArray otherEd = made(Algorithm::EdDsa).json();
        const qsizetype at = ed.indexOf("\"d\":\"") + 5;
        QByteArray mixed = ed;
        mixed.replace(at, 43, otherEd.sliced(at, 43));
        QVERIFY(KeySet::parse(mixed).ok() && !KeyRing::parse(mixed).ok());
        const QByteArray text = KeyRing::parse(mixed).error().text().toUtf8();
        QVERIFY(!text.contains(mixed.sliced(at, 8)));
        mixed.replace(at, 43, "AA");
        QVERIFY(!KeyRing::parse(mixed).ok());
        QVERIFY(!KeyRing::parse("{}").ok());
    }

    void hasNoMoreKeysThanItsReadersTake()
    {
        QList<QByteArray> jwks;
        for (int i = 0; i < KeySet::keysMax; ++i)
            jwks.append(TestSigner::hs256(QByteArray::number(i)).jwk());
        QVERIFY(!KeyRing::parse(keySetOf(jwks)).value().rotated(Algorithm::EdDsa, today).ok());
    }
};

QTEST_GUILESS_MAIN(KeyRingTest)
#include "tst_key_ring.moc"
