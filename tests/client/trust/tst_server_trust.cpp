#include "client/transport/close_text.h"
#include "client/transport/send_result.h"
#include "client/trust/server_trust.h"
#include "tests/client/tls_front.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

/// What is decided and said about certificates, without a connection.
class TestServerTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_own = m_maker.selfSigned(u"/CN=a"_s, u"DNS:a"_s).certificate;
        QVERIFY(!m_own.isNull());
    }

    void readsFingerprintsAsTheyAreWritten_data()
    {
        QTest::addColumn<QString>("form"); // %1: with colons, %2: without
        QTest::newRow("colons") << u"%1"_s;
        QTest::newRow("digits only") << u"%2"_s;
        QTest::newRow("openssl") << u"sha256 Fingerprint=%1\n"_s;
        QTest::newRow("older openssl") << u"SHA256 Fingerprint=%1"_s;
        QTest::newRow("with its kind") << u"sha256:%2"_s;
        QTest::newRow("another spelling") << u" SHA-256: %1 "_s;
    }
    void readsFingerprintsAsTheyAreWritten()
    {
        QFETCH(QString, form);
        const Fingerprint own = Fingerprint::of(m_own);
        QString plain = own.text();
        plain.remove(u':');
        const QString written = form.contains(u"%1"_s) ? form.arg(own.text())
                                                       : form.replace(u"%2"_s, plain.toLower());
        const auto read = Fingerprint::parse(written);
        QVERIFY2(read.ok(), qPrintable(written));
        QVERIFY(*read == own);
        QVERIFY(*Fingerprint::parse(own.readableText()) == own);
    }

    void refusesWhatIsNoFingerprint()
    {
        const QString own = Fingerprint::of(m_own).text();
        for (const QString &text : {QString(), own.chopped(1), own.chopped(3), own + u":00"_s,
                                    u"sha1:"_s + own, u"x"_s + own, own + u"x"_s}) {
            const auto read = Fingerprint::parse(text);
            QVERIFY2(!read, qPrintable(text));
            QVERIFY(read.error().text().contains(u"SHA-256"_s));
        }
    }

    void ignoresExactlyTheErrorsOfThePinnedOne()
    {
        ServerTrust trust(*ServerAddress::parse(u"https://a"_s));
        trust.pin(Fingerprint::of(m_own));
        const QList<QSslError> errors{QSslError(QSslError::SelfSignedCertificate, m_own),
                                      QSslError(QSslError::HostNameMismatch, m_own),
                                      QSslError(QSslError::CertificateExpired, m_own)};
        QCOMPARE(trust.judge(m_own, errors), errors);
        QVERIFY(!trust.refusal());
    }

    void nobodyCanVouchForThese()
    {
        ServerTrust trust(*ServerAddress::parse(u"https://a"_s));
        trust.pin(Fingerprint::of(m_own));
        for (const auto error :
             {QSslError::CertificateRevoked, QSslError::CertificateBlacklisted,
              QSslError::CertificateSignatureFailed, QSslError::NoPeerCertificate}) {
            const QList<QSslError> errors{QSslError(QSslError::SelfSignedCertificate, m_own),
                                          QSslError(error, m_own)};
            QVERIFY(trust.judge(m_own, errors).isEmpty());
            QVERIFY(!trust.refusal()->mayBeTrusted);
        }
        QVERIFY(trust.judge(QSslCertificate(), {}).isEmpty());
        QVERIFY(!trust.refusal()->fingerprint);
    }

    void aCertificatesTextsStayInTheirPlace()
    {
        const Identity odd
            = m_maker.selfSigned(u"/CN=\u202Egpj.\u200B"_s + u"A"_s.repeated(40) + u"/O=x"_s,
                                 u"DNS:"_s + u"n"_s.repeated(200));
        const auto untrusted
            = describeUntrusted(u"h:1"_s, u"h"_s, odd.certificate,
                                {QSslError(QSslError::HostNameMismatch, odd.certificate)}, {});
        for (const QString &text : {untrusted.subject, untrusted.issuer, untrusted.sentence()}) {
            QVERIFY2(text.size() < 260, qPrintable(text));
            for (const QChar c : text)
                QVERIFY(c.isPrint() && c.category() != QChar::Other_Format);
        }
    }

    void chineseReachesEverySentence()
    {
        // Translations are found by the context that a text has in the catalogue, which for a free
        // function is its namespace: another one in the call would go unnoticed, in English.
        QTranslator chinese;
        QVERIFY(chinese.load(u":/i18n/client_zh_CN.qm"_s));
        QCoreApplication::installTranslator(&chinese);
        const auto untrusted
            = describeUntrusted(u"h:1"_s, u"h"_s, m_own,
                                {QSslError(QSslError::SelfSignedCertificate, m_own),
                                 QSslError(QSslError::HostNameMismatch, m_own)},
                                {});
        const SendResult noServer = readSendAnswer({200, "<html>", {}});
        const QStringList sentences{untrusted.sentence(),
                                    untrusted.reasons.value(0),
                                    untrusted.reasons.value(1),
                                    withoutTlsText(),
                                    connectErrorText({}),
                                    closeText(4503, {}),
                                    noServer.text,
                                    ServerAddress::parse(u"ftp://h"_s).error().text(),
                                    Fingerprint::parse({}).error().text()};
        QCoreApplication::removeTranslator(&chinese);
        static const QRegularExpression english(u"\\b(the|it|not|by|is|for)\\b"_s,
                                                QRegularExpression::CaseInsensitiveOption);
        for (const QString &sentence : sentences)
            QVERIFY2(!sentence.contains(english), qPrintable(sentence));
    }

    void aTrustedOneIsTakenFromTheFileOfNow()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"certificates.ini"_s);
        const ServerTrust here(*ServerAddress::parse(u"https://[::1]:8443/x"_s), file);
        QVERIFY(!here.pinned());
        ServerTrust there(*ServerAddress::parse(u"https://[::1]:8443"_s), file);
        there.pin(Fingerprint::of(m_own));
        QVERIFY(here.pinned() == Fingerprint::of(m_own));
        const ServerTrust elsewhere(*ServerAddress::parse(u"https://[::1]"_s), file);
        QVERIFY(!elsewhere.pinned());
    }

    void whatCannotBeKeptHoldsUntilTheEnd()
    {
        ServerTrust trust(*ServerAddress::parse(u"https://a"_s), u"/dev/null/certificates.ini"_s);
        QSignalSpy changed(&trust, &ServerTrust::changed);
        trust.pin(Fingerprint::of(m_own));
        QCOMPARE(changed.size(), 1);
        QVERIFY(trust.pinned() == Fingerprint::of(m_own));
    }

private:
    CertificateMaker m_maker;
    QSslCertificate m_own;
};

QTEST_GUILESS_MAIN(TestServerTrust)
#include "tst_server_trust.moc"
