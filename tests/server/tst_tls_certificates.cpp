#include "tests/net/tls/certificate_files.h"
#include "tests/server/tls_client.h"

#include <QRegularExpression>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

QByteArray fingerprintAt(quint16 port)
{
    return TlsClient(port).fingerprint();
}

} // namespace

/// The certificate of a running server, and what becomes of it.
class TestTlsCertificates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRenewedCertificateServesTheNewAndKeepsTheOld();
    void anUnusableCertificateIsNotTaken();
    void renewedUnderLoadNothingIsLost();
    void filesOfNoUseAreRefused();

private:
    ServerOptions options() const
    {
        ServerOptions options = quickOptions();
        options.tls = m_certificate.files();
        return options;
    }
    CertificateFiles m_certificate;
};

void TestTlsCertificates::aRenewedCertificateServesTheNewAndKeepsTheOld()
{
    LiveServer server(options());
    const QByteArray before = m_certificate.fingerprint();
    TlsClient old(server.port());
    QCOMPARE(old.fingerprint(), before);
    m_certificate.renew();
    QVERIFY(before != m_certificate.fingerprint());
    QVERIFY(waitUntil([&] { return fingerprintAt(server.port()) == m_certificate.fingerprint(); }));
    QVERIFY(old.ask(get("/healthz")).startsWith("HTTP/1.1 200 "));
    m_certificate.renew();
    server.server().readCertificateAgain(); // without waiting
    QVERIFY(waitUntil([&] { return fingerprintAt(server.port()) == m_certificate.fingerprint(); },
                      900));
}

void TestTlsCertificates::anUnusableCertificateIsNotTaken()
{
    CertificateFiles certificate;
    ServerOptions own = options();
    own.tls = certificate.files();
    LiveServer server(own);
    for (const QByteArray &useless : {QByteArray("no PEM"), QByteArray()}) {
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(u"^the certificate stays as it was: \"[^\"]+\" "
                                                "holds no certificate in PEM$"_s));
        CertificateFiles::write(certificate.files().certificate, useless);
        server.server().readCertificateAgain();
        QCOMPARE(fingerprintAt(server.port()), certificate.fingerprint());
    }
    certificate.renew();
    server.server().readCertificateAgain();
    QVERIFY(waitUntil([&] { return fingerprintAt(server.port()) == certificate.fingerprint(); }));
}

void TestTlsCertificates::renewedUnderLoadNothingIsLost()
{
    LiveServer server(options());
    SecureReceiver receiver(server.port(), u"Bob"_s);
    QVERIFY(receiver.isOpen());
    TlsClient sender(server.port());
    QByteArray last = m_certificate.fingerprint();
    for (int i = 1; i <= 200; ++i) {
        if (i % 20 == 0) {
            m_certificate.renew();
            server.server().readCertificateAgain();
        }
        const QByteArray content = QByteArray::number(i);
        QVERIFY(sender.ask(post("{\"from\":\"a\",\"to\":\"Bob\",\"content\":" + content + '}'))
                    .contains("{\"succeed\":true}"));
        QVERIFY(waitUntil([&] { return receiver.texts.size() == i; }));
        QCOMPARE(receiver.texts.constLast(),
                 u"{\"from\":\"a\",\"content\":%1}"_s.arg(QString::fromLatin1(content)));
    }
    QVERIFY(waitUntil([&] { return fingerprintAt(server.port()) == m_certificate.fingerprint(); }));
    QVERIFY(last != m_certificate.fingerprint());
}

void TestTlsCertificates::filesOfNoUseAreRefused()
{
    const auto errorOf = [](const net::TlsFiles &files) {
        ServerOptions useless = quickOptions();
        useless.tls = files;
        Server server;
        std::optional<Error> error;
        connect(&server, &Server::failed, &server, [&](const Error &failed) { error = failed; });
        server.start(useless);
        return waitUntil([&] { return error.has_value(); }) ? error->text() : QString();
    };
    const QString path = m_certificate.path(u"missing"_s);
    QCOMPARE(errorOf({path, {}}), u"cannot read \"%1\": No such file or directory"_s.arg(path));
    QCOMPARE(errorOf({{}, path}), u"--tls-key: needs --tls-cert, too"_s);
}

QTEST_GUILESS_MAIN(TestTlsCertificates)
#include "tst_tls_certificates.moc"
