#include "server/access/jwk.h"
#include "server/access/token_verifier.h"
#include "tests/access/known_answers.h"
#include "tests/access/test_signer.h"
#include "tests/access/token_cases.h"

#include <QSet>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::access;

namespace {

constexpr std::chrono::sys_seconds now{std::chrono::seconds(1'800'000'000)};

KeySet caseKeys()
{
    static const QByteArray json = caseKeySet();
    return KeySet::parse(json).value();
}

/// All that a text about a token must not repeat: any eight bytes of it, or of what it says.
QSet<QByteArray> piecesOf(const QByteArray &token)
{
    QList<QByteArray> texts{token};
    for (const QByteArray &part : token.split('.'))
        texts.append(QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding));
    QSet<QByteArray> pieces;
    for (const QByteArray &text : std::as_const(texts)) {
        for (qsizetype at = 0; at + 8 <= text.size() && at < 9000; ++at)
            pieces.insert(text.sliced(at, 8));
    }
    return pieces;
}

bool repeatsAny(const QString &text, const QSet<QByteArray> &pieces)
{
    const QByteArray bytes = text.toUtf8();
    for (qsizetype at = 0; at + 8 <= bytes.size(); ++at) {
        if (pieces.contains(bytes.sliced(at, 8)))
            return true;
    }
    return false;
}

VerificationKey keyFrom(const QByteArray &jwk)
{
    return *KeySet::parse(keySetOf({jwk})).value().find({});
}

} // namespace

class TokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsAsItShould_data()
    {
        QTest::addColumn<TokenCase>("each");
        for (const TokenCase &each : tokenCases(now))
            QTest::newRow(each.name.constData()) << each;
    }
    void endsAsItShould()
    {
        QFETCH(TokenCase, each);
        TokenVerifier verifier(caseKeys(), each.rules);
        const auto bearer = verifier.verify(each.token, now);
        if (!each.refusal) {
            QVERIFY2(bearer.ok(), bearer.ok() ? "" : qPrintable(bearer.error().text()));
            QVERIFY(verifier.verify(each.token, now).ok());
            return;
        }
        QVERIFY(!bearer.ok());
        QCOMPARE(bearer.error().code, *each.refusal);
        QVERIFY(!bearer.error().text().isEmpty());
        QVERIFY2(!repeatsAny(bearer.error().text(), piecesOf(each.token)),
                 qPrintable(bearer.error().text()));
        QCOMPARE(verifier.verify(each.token, now).error().code, *each.refusal);
    }

    void casesAreManyAndDifferent()
    {
        QSet<QByteArray> names;
        const auto cases = tokenCases(now);
        for (const TokenCase &each : cases)
            names.insert(each.name);
        QVERIFY2(names.size() >= 150, qPrintable(QString::number(names.size())));
        QCOMPARE(names.size(), cases.size());
    }

    void isNoneWhereverItIsCut()
    {
        TokenVerifier verifier(caseKeys());
        for (const char *kid : {"hs", "es", "ed", "rs"}) {
            const QByteArray token = goodToken(kid, now);
            for (qsizetype size = 0; size < token.size(); ++size) {
                const QByteArray exact(token.constData(),
                                       size); // so that no byte behind it is read
                QVERIFY2(!verifier.verify(exact, now).ok(), qPrintable(QString::number(size)));
            }
            QVERIFY(verifier.verify(token, now).ok());
        }
    }

    void isNoneWithAnotherByteAnywhere()
    {
        TokenVerifier verifier(caseKeys());
        for (const char *kid : {"hs", "es", "ed"}) {
            const QByteArray token = goodToken(kid, now);
            for (qsizetype at = 0; at < token.size(); ++at) {
                for (const char byte : {'\0', 'A', 'z', '-', '.', '=', '"', '\n', '\xff'}) {
                    QByteArray other = token;
                    other[at] = byte;
                    QCOMPARE(verifier.verify(other, now).ok(), other == token);
                }
            }
        }
    }

    void knowsSignaturesOfOthers_data()
    {
        QTest::addColumn<KnownAnswer>("answer");
        for (const KnownAnswer &each : knownAnswers)
            QTest::newRow(each.name) << each;
    }
    void knowsSignaturesOfOthers()
    {
        QFETCH(KnownAnswer, answer);
        const VerificationKey key = keyFrom(answer.jwk);
        const QByteArray signature
            = QByteArray::fromBase64(answer.signature, QByteArray::Base64UrlEncoding);
        const QByteArray token = QByteArray(answer.signedText) + '.' + answer.signature;
        const auto parts = readTokenParts(token).value();
        QVERIFY(isSignatureGood(key, parts.algorithm, parts.signedText, parts.signature));
        QCOMPARE(parts.signature, signature);
        QVERIFY(!isSignatureGood(key, parts.algorithm, QByteArray(answer.signedText) + 'x',
                                 parts.signature));
        for (qsizetype at = 0; at < signature.size(); ++at) {
            QByteArray other = signature;
            other[at] = char(other[at] ^ 1);
            QVERIFY(!isSignatureGood(key, parts.algorithm, parts.signedText, other));
        }
    }

    void takesTheTokenOfTheStandard()
    {
        const KnownAnswer &hs = knownAnswers[0];
        const QByteArray token = QByteArray(hs.signedText) + '.' + hs.signature;
        const std::chrono::sys_seconds end{std::chrono::seconds(1'300'819'380)};
        TokenVerifier verifier(KeySet::parse(keySetOf({hs.jwk})).value(), {{}, "joe"});
        const auto bearer = verifier.verify(token, end - std::chrono::hours(1));
        QVERIFY(bearer.ok());
        QCOMPARE((*bearer)->expiresAt, end);
        QVERIFY((*bearer)->names.isEmpty() && (*bearer)->subject.isEmpty());
        QVERIFY(!(*bearer)->rights);
        QCOMPARE(verifier.verify(token, end + std::chrono::seconds(30)).error().code,
                 ErrorCode::TokenExpired);
    }

    void aKeyIsForItsOwnAlgorithmsAlone()
    {
        const TestSigner signer = TestSigner::rsa("rs", "RS256");
        const VerificationKey key = keyFrom(signer.jwk());
        const QByteArray text = "text";
        QVERIFY(isSignatureGood(key, Algorithm::Rs256, text, signer.sign(text)));
        QVERIFY(!isSignatureGood(key, Algorithm::Ps256, text, signer.as("rs", "PS256").sign(text)));
        // It has no secret: whoever took it for one would take this.
        QVERIFY(
            !isSignatureGood(key, Algorithm::Hs256, text, TestSigner::hs256("", "").sign(text)));
    }

    void refusesASaltOfAnotherLength()
    {
        const KnownAnswer &ps = knownAnswers[std::size(knownAnswers) - 1];
        const QByteArray signature
            = QByteArray::fromBase64(shortSaltSignature, QByteArray::Base64UrlEncoding);
        QVERIFY(!isSignatureGood(keyFrom(ps.jwk), Algorithm::Ps256, ps.signedText, signature));
    }
};

QTEST_GUILESS_MAIN(TokensTest)
#include "tst_tokens.moc"
