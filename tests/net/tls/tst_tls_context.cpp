#include "server/net/tls/tls_context.h"
#include "tests/net/tls/certificate_files.h"

#include <QProcess>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

namespace {

QString refusalOf(const TlsFiles &files)
{
    const auto context = TlsContext::load(files);
    return context ? QString() : context.error().text();
}

QByteArray openssl(const QStringList &arguments)
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    process.waitForFinished(20'000);
    return process.readAllStandardOutput();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The files of a certificate and its key, as somebody may give them.
class TestTlsContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodFilesAreTaken();
    void aChainStandsInOneFile();
    void eachWrongFileIsNamed();
    void anotherKeyIsRefused();
    void anEncryptedKeyIsRefused();
    void aKeyThatOthersMayReadIsRefused();
    void anExpiredCertificateIsTakenWithAWarning();
    void aMadeCertificateIsWhatItShouldBe();
};

void TestTlsContext::goodFilesAreTaken()
{
    const CertificateFiles certificate;
    const auto context = TlsContext::load(certificate.files());
    QVERIFY2(context, qPrintable(refusalOf(certificate.files())));
    QCOMPARE((*context)->warning(), QString());
    QVERIFY((*context)->summary().startsWith(u"certificate of \"localhost\", valid until "_s));
}

void TestTlsContext::aChainStandsInOneFile()
{
    const CertificateFiles certificate;
    const CertificateFiles other;
    CertificateFiles::write(certificate.files().certificate,
                            contentOf(certificate.files().certificate)
                                + contentOf(other.files().certificate));
    QCOMPARE(refusalOf(certificate.files()), QString());
}

void TestTlsContext::eachWrongFileIsNamed()
{
    const CertificateFiles certificate;
    const TlsFiles good = certificate.files();
    const QString missing = certificate.path(u"missing"_s);
    const QString text = certificate.path(u"text"_s);
    CertificateFiles::write(text, "no PEM");
    QFile::setPermissions(text, QFile::ReadOwner);
    QCOMPARE(refusalOf({missing, good.key}),
             u"cannot read \"%1\": No such file or directory"_s.arg(missing));
    QCOMPARE(refusalOf({good.certificate, missing}),
             u"cannot read \"%1\": No such file or directory"_s.arg(missing));
    QCOMPARE(refusalOf({text, good.key}), u"\"%1\" holds no certificate in PEM"_s.arg(text));
    QCOMPARE(refusalOf({good.certificate, text}),
             u"\"%1\" holds no private key in PEM"_s.arg(text));
    QCOMPARE(refusalOf({good.key, good.certificate}).contains(good.certificate), true);
    CertificateFiles::write(good.certificate, {});
    QCOMPARE(refusalOf(good), u"\"%1\" holds no certificate in PEM"_s.arg(good.certificate));
}

void TestTlsContext::anotherKeyIsRefused()
{
    const CertificateFiles one;
    const CertificateFiles other;
    QCOMPARE(refusalOf({one.files().certificate, other.files().key}),
             u"\"%1\" is the key of another certificate"_s.arg(other.files().key));
}

void TestTlsContext::anEncryptedKeyIsRefused()
{
    const CertificateFiles certificate;
    const TlsFiles files{certificate.files().certificate, certificate.path(u"encrypted"_s)};
    openssl({u"pkey"_s, u"-in"_s, certificate.files().key, u"-aes256"_s, u"-passout"_s,
             u"pass:secret"_s, u"-out"_s, files.key});
    QFile::setPermissions(files.key, QFile::ReadOwner);
    const QString refusal = refusalOf(files);
    QVERIFY2(refusal.startsWith(u"\"%1\" is encrypted; "_s.arg(files.key)), qPrintable(refusal));
}

void TestTlsContext::aKeyThatOthersMayReadIsRefused()
{
    const CertificateFiles certificate;
    const QString key = certificate.files().key;
    const auto owner = QFile::ReadOwner | QFile::WriteOwner;
    QFile::setPermissions(key, owner | QFile::ReadOther);
    QCOMPARE(refusalOf(certificate.files()),
             u"\"%1\" can be read by everybody, and a key must not be; chmod 600"_s.arg(key));
    QFile::setPermissions(key, owner | QFile::ReadGroup); // as Debian's group ssl-cert does
    QCOMPARE(refusalOf(certificate.files()), QString());
}

void TestTlsContext::anExpiredCertificateIsTakenWithAWarning()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const CertificateFiles old(now.addYears(-3));
    const auto context = TlsContext::load(old.files());
    QVERIFY(context);
    QVERIFY((*context)->warning().startsWith(u"the certificate has expired: "_s));
    const CertificateFiles early(now.addDays(30));
    const auto notYet = TlsContext::load(early.files());
    QVERIFY(notYet);
    QVERIFY((*notYet)->warning().startsWith(u"the certificate is not valid before "_s));
}

void TestTlsContext::aMadeCertificateIsWhatItShouldBe()
{
    const CertificateFiles files;
    const auto made = makeSelfSigned({u"box.example"_s, u"192.0.2.7"_s, u"fd00::7"_s, u"box"_s},
                                     QDateTime::currentDateTimeUtc());
    const QString path = files.path(u"made"_s);
    CertificateFiles::write(path, made.certificate);
    const QByteArray text = openssl({u"x509"_s, u"-noout"_s, u"-text"_s, u"-in"_s, path});
    for (const char *part :
         {"DNS:box.example, IP Address:192.0.2.7, IP Address:FD00:0:0:0:0:0:0:7, DNS:box",
          "Subject: CN = box.example", "NIST CURVE: P-256", "TLS Web Server Authentication",
          "CA:FALSE", "Version: 3"})
        QVERIFY2(text.contains(part), text.constData());
    QCOMPARE(openssl({u"x509"_s, u"-noout"_s, u"-fingerprint"_s, u"-sha256"_s, u"-in"_s, path}),
             "sha256 Fingerprint=" + made.fingerprint + '\n');
    QVERIFY(openssl({u"verify"_s, u"-CAfile"_s, path, path}).endsWith(": OK\n"));
    QVERIFY(made.certificate
            != makeSelfSigned({u"box.example"_s}, QDateTime::currentDateTimeUtc()).certificate);
}

QTEST_GUILESS_MAIN(TestTlsContext)
#include "tst_tls_context.moc"
