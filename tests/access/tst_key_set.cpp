#include "server/access/key_set.h"
#include "tests/access/test_signer.h"
#include "tests/access/token_cases.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::access;

namespace {

/// Each kind once: keys of RSA take their time.
struct Kinds
{
    TestSigner hs = TestSigner::hs256("hs");
    TestSigner rs = TestSigner::rsa("rs", "RS256");
    TestSigner es = TestSigner::es256("es");
    TestSigner ed = TestSigner::ed25519("ed");
};

const Kinds &kinds()
{
    static const Kinds made;
    return made;
}

QByteArray oct(const QByteArray &members)
{
    return json("{'kty':'oct','kid':'k','k':'") + base64Url(QByteArray(32, 'k')) + '"'
        + (members.isEmpty() ? "" : ",") + members + '}';
}

QByteArray rsa(const QByteArray &n, const QByteArray &e)
{
    return json("{'kty':'RSA','kid':'k','n':'") + base64Url(n) + json("','e':'") + base64Url(e)
        + "\"}";
}

/// An odd number of so many bits.
QByteArray number(int bits)
{
    QByteArray bytes((bits + 7) / 8, '\xff');
    bytes[0] = char(0xff >> (bytes.size() * 8 - bits));
    return bytes;
}

/// `first`, and behind it a key that is good.
QByteArray andOneMore(const QByteArray &first)
{
    return keySetOf({first, kinds().ed.jwk()});
}

} // namespace

class KeySetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryKind()
    {
        const auto &[hs, rs, es, ed] = kinds();
        const auto set = KeySet::parse(keySetOf({hs.jwk(), rs.jwkWith({}), es.jwk(), ed.jwk()}));
        QVERIFY(set.ok());
        QCOMPARE(set->size(), 4);
        QCOMPARE(set->find("hs")->algorithms, QList{Algorithm::Hs256});
        QCOMPARE(set->find("rs")->algorithms, (QList{Algorithm::Rs256, Algorithm::Ps256}));
        QCOMPARE(set->find("es")->algorithms, QList{Algorithm::Es256});
        QCOMPARE(set->find("ed")->algorithms, QList{Algorithm::EdDsa});
        QVERIFY(set->find("hs")->isSymmetric() && !set->find("ed")->isSymmetric());
        QVERIFY(!set->find("") && !set->find("x") && !set->find("hs "));
    }

    void leavesOutWhatIsNotForTokens_data()
    {
        QTest::addColumn<QByteArray>("jwk");
        const auto add
            = [](const char *name, const QByteArray &jwk) { QTest::newRow(name) << jwk; };
        add("another kind", json("{'kty':'XYZ','kid':'k'}"));
        add("no kind", "{}");
        add("a kind that is a number", json("{'kty':1}"));
        add("another curve", json("{'kty':'EC','crv':'P-384','x':'AA','y':'AA'}"));
        add("another Edwards curve", json("{'kty':'OKP','crv':'Ed448','x':'AA'}"));
        add("a curve to agree on keys", json("{'kty':'OKP','crv':'X25519','x':'AA'}"));
        add("for encryption", oct(json("'use':'enc'")));
        add("for nothing that we know", oct(json("'use':1")));
        add("to wrap keys", oct(json("'key_ops':['wrapKey']")));
        add("for no operation", oct(json("'key_ops':[]")));
        add("operations that are text", oct(json("'key_ops':'verify'")));
        add("a longer hash", oct(json("'alg':'HS512'")));
        add("the algorithm of another kind", oct(json("'alg':'RS256'")));
        add("none", oct(json("'alg':'none'")));
        add("an algorithm that is null", oct(json("'alg':null")));
        add("RSA to encrypt", kinds().rs.as("k", "RSA-OAEP").jwk());
        add("RSA to sign as HMAC", kinds().rs.as("k", "HS256").jwk());
    }
    void leavesOutWhatIsNotForTokens()
    {
        QFETCH(QByteArray, jwk);
        const auto set = KeySet::parse(andOneMore(jwk));
        QVERIFY2(set.ok(), set.ok() ? "" : qPrintable(set.error().text()));
        QCOMPARE(set->size(), 1);
        QVERIFY(set->find("ed"));
        QVERIFY(!KeySet::parse(keySetOf({jwk})).ok()); // and none is left without the other
    }

    void takesKeysForSignatures_data()
    {
        QTest::addColumn<QByteArray>("members");
        for (const char *members :
             {"", "'use':'sig'", "'key_ops':['verify']", "'key_ops':['sign']",
              "'use':'sig','key_ops':['x','verify'],'alg':'HS256','x5t':'a','ext':true"})
            QTest::newRow(members) << json(members);
    }
    void takesKeysForSignatures()
    {
        QFETCH(QByteArray, members);
        QVERIFY(KeySet::parse(keySetOf({oct(members)})).ok());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto add
            = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
        add("nothing", "");
        add("garbage", "\xff\x00\x01");
        add("a PEM file", kinds().es.publicPem());
        add("a list", "[]");
        add("a key alone", oct({}));
        add("no keys", "{}");
        add("an empty list", keySetOf({}));
        add("keys that are an object", json("{'keys':{}}"));
        add("keys twice", json("{'keys':[],'keys':[") + oct({}) + "]}");
        add("a key that is text", andOneMore("\"k\""));
        add("a member twice", andOneMore(oct(json("'k':'AAAA'"))));
        add("a short secret",
            andOneMore(json("{'kty':'oct','kid':'k','k':'") + base64Url(QByteArray(31, 'k'))
                       + "\"}"));
        add("no secret", andOneMore(json("{'kty':'oct','kid':'k'}")));
        add("a secret in plain base64", andOneMore(json("{'kty':'oct','kid':'k','k':'++//'}")));
        add("a secret that is a number", andOneMore(json("{'kty':'oct','kid':'k','k':7}")));
        add("a kid that is a number", andOneMore(json("{'kty':'oct','kid':7,'k':'AAAA'}")));
        add("an empty kid", keySetOf({kinds().es.as("", "ES256").jwk()}));
        add("a weak RSA", andOneMore(rsa(number(2047), "\x01\x01\x01")));
        add("a weak RSA with zeros before it",
            andOneMore(rsa(QByteArray(300, '\0') + number(1024), "\x01\x01\x01")));
        add("a huge RSA", andOneMore(rsa(number(8200), "\x03")));
        add("an exponent of one", andOneMore(rsa(number(2048), "\x01")));
        add("an even modulus", andOneMore(rsa(number(2040) + '\xfe', "\x03")));
        add("an even exponent", andOneMore(rsa(number(2048), "\x04")));
        add("an exponent of zero", andOneMore(rsa(number(2048), QByteArray(3, '\0'))));
        add("a huge exponent", andOneMore(rsa(number(2048), number(72))));
        add("no exponent", andOneMore(rsa(number(2048), "")));
        add("a point beside the curve",
            andOneMore(json("{'kty':'EC','crv':'P-256','kid':'k','x':'") + base64Url(number(256))
                       + json("','y':'") + base64Url(number(256)) + "\"}"));
        add("a point without y", andOneMore(json("{'kty':'EC','crv':'P-256','kid':'k','x':'AA'}")));
        add("half a key of Ed25519",
            andOneMore(json("{'kty':'OKP','crv':'Ed25519','kid':'k','x':'") + base64Url(number(128))
                       + "\"}"));
        add("two of one kid", keySetOf({kinds().es.jwk(), kinds().ed.as("es", "EdDSA").jwk()}));
        add("several, and one without kid",
            andOneMore(json("{'kty':'oct','k':'") + base64Url(QByteArray(32, 'k')) + "\"}"));
        QList<QByteArray> many;
        for (int i = 0; i <= KeySet::keysMax; ++i)
            many.append(TestSigner::hs256(QByteArray::number(i)).jwk());
        add("101 keys", keySetOf(many));
        add("more than 256 KiB",
            keySetOf({oct(json("'x':'") + QByteArray(256 * 1024, 'x') + '"')}));
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto set = KeySet::parse(text);
        QVERIFY(!set.ok());
        QCOMPARE(set.error().code, ErrorCode::BadOption);
        const QByteArray said = set.error().text().toUtf8();
        QVERIFY(!said.isEmpty());
        QVERIFY2(!said.contains("kkkk") && !said.contains("AAAA"), said.constData());
    }

    void aKidMayBeTwiceWhereOneIsNotForTokens()
    {
        const QByteArray other = json("{'kty':'EC','crv':'P-521','kid':'ed','x':'AA','y':'AA'}");
        QCOMPARE(KeySet::parse(andOneMore(other)).value().size(), 1);
    }

    void tellsWhetherItHoldsASecret()
    {
        const auto holdsSecret
            = [](const QByteArray &text) { return KeySet::parse(text).value().holdsSecret(); };
        QVERIFY(!holdsSecret(keySetOf({kinds().ed.jwk(), kinds().rs.jwk()})));
        QVERIFY(holdsSecret(andOneMore(oct({}))));
        QVERIFY(holdsSecret(andOneMore(oct(json("'use':'enc'"))))); // also where it is not for us
        QVERIFY(holdsSecret(keySetOf({kinds().es.jwkWith(json("'d':'AAAA'"))})));
        QVERIFY(holdsSecret(keySetOf({kinds().ed.jwkWith("\"\\u0064\":\"AAAA\"")})));
        QVERIFY(holdsSecret(keySetOf({kinds().rs.jwkWith(json("'p':'AAAA'"))})));
    }

    void isNoneWhereverItIsCut()
    {
        const QByteArray text = caseKeySet();
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY(!KeySet::parse(QByteArray(text.constData(), size)).ok());
        QVERIFY(KeySet::parse(text).ok());
    }
};

QTEST_GUILESS_MAIN(KeySetTest)
#include "tst_key_set.moc"
