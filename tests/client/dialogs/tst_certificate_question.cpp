#include "client/dialogs/certificate_dialog.h"
#include "client/dialogs/certificate_question.h"
#include "tests/client/live_server.h"
#include "tests/client/person.h"
#include "tests/client/tls_front.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

/// The question over a window, once it is asked; null where it is not.
CertificateDialog *questionOf(Person &person)
{
    CertificateDialog *dialog = nullptr;
    (void)QTest::qWaitFor(
        [&] {
            dialog = person.window.findChild<CertificateDialog *>();
            return dialog && dialog->isVisible();
        },
        10'000);
    return dialog;
}

QString allTexts(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>())
        texts.append(label->text());
    return texts.join(u'\n');
}

QPushButton *trustButton(const CertificateDialog &dialog)
{
    return dialog.findChild<QPushButton *>(u"trustButton"_s);
}

QPushButton *cancelButton(const CertificateDialog &dialog)
{
    return dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel);
}

/// Into the folder PUSHPOINT_PICTURES, where that is set: to be looked at.
void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("PUSHPOINT_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + u"/client-certificate-%1.png"_s.arg(name)));
}

} // namespace

/// The window's question about a certificate. A real server behind TLS.
class TestCertificateQuestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_own = m_maker.selfSigned(u"/O=Team/CN=push.example"_s, u"IP:127.0.0.1"_s);
        m_other = m_maker.selfSigned(u"/CN=push.example"_s, u"IP:127.0.0.1"_s);
    }
    void cleanupTestCase() { QVERIFY(m_server.stop()); }

    void asksOnceAndSendsOnlyAfterTheAnswer()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        Person person(front.url());
        person.window.choose(*UserName::parse(QStringView(u"Alice")),
                             *UserName::parse(QStringView(u"Alice")));
        person.writes(u"to myself"_s);
        CertificateDialog *dialog = questionOf(person);
        QVERIFY(dialog);
        // Further attempts ask nothing new.
        QTRY_VERIFY_WITH_TIMEOUT(front.handshakes() >= 3, 15'000);
        QCOMPARE(person.window.findChildren<CertificateDialog *>().size(), 1);
        const QString texts = allTexts(*dialog);
        QVERIFY2(texts.contains(front.hostAndPort()) && texts.contains(u"push.example"_s),
                 qPrintable(texts));
        QVERIFY(texts.contains(Fingerprint::of(m_own.certificate).readableText()));
        QVERIFY(texts.contains(u"nobody but itself vouches for it"_s));
        keepPicture(*dialog, u"unknown"_s);
        QCOMPARE(front.received(), QByteArray());
        QTest::mouseClick(trustButton(*dialog), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(person.isConnected(), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(person.lines().contains(u"< Alice: to myself"_s), 10'000);
        QTRY_VERIFY(!person.window.findChild<CertificateDialog *>());
    }

    void enterTrustsNothing()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        Person person(front.url());
        CertificateDialog *dialog = questionOf(person);
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!person.window.findChild<CertificateDialog *>());
        QVERIFY(!person.account.trust().pinned());
    }

    void aNoIsAskedAgainOnlyWhenTheUserTriesAgain()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        Person person(front.url());
        person.window.choose(*UserName::parse(QStringView(u"Alice")), {});
        CertificateDialog *dialog = questionOf(person);
        QVERIFY(dialog);
        QTest::mouseClick(cancelButton(*dialog), Qt::LeftButton);
        QTRY_VERIFY(!person.window.findChild<CertificateDialog *>());
        const int before = front.handshakes();
        QTRY_VERIFY_WITH_TIMEOUT(front.handshakes() >= before + 2, 15'000);
        QVERIFY(!person.window.findChild<CertificateDialog *>());
        // The attempt that was just counted may still be under way.
        QTRY_COMPARE(person.account.inbox().state(), InboxState::Waiting);
        QVERIFY2(person.bar->text().contains(u"is not trusted"_s), qPrintable(person.bar->text()));
        QTest::mouseClick(person.reconnect, Qt::LeftButton);
        QVERIFY(questionOf(person));
        QCOMPARE(front.received(), QByteArray());
    }

    void aChangedOneIsShownWithBothAndNeedsTwoSteps()
    {
        const QTemporaryDir folder;
        TlsFront front;
        QVERIFY(front.listen(m_other, m_server.url()));
        TrustedCertificates(folder.filePath(u"certificates.ini"_s))
            .set(front.hostAndPort(), Fingerprint::of(m_own.certificate));
        Person person(front.url(), {folder.path(), u"a"_s, {}});
        CertificateDialog *dialog = questionOf(person);
        QVERIFY(dialog);
        QVERIFY(dialog->windowTitle().contains(u"has changed"_s));
        const QString texts = allTexts(*dialog);
        QVERIFY(texts.contains(Fingerprint::of(m_own.certificate).readableText()));
        QVERIFY(texts.contains(Fingerprint::of(m_other.certificate).readableText()));
        keepPicture(*dialog, u"changed"_s);
        QVERIFY(!trustButton(*dialog)->isEnabled());
        dialog->findChild<QCheckBox *>()->click();
        QVERIFY(trustButton(*dialog)->isEnabled());
        QTest::mouseClick(trustButton(*dialog), Qt::LeftButton);
        QCOMPARE(person.account.trust().pinned()->text(), m_other.fingerprint());
    }

    void aCertificatesOwnWordsStayWords()
    {
        UntrustedCertificate certificate;
        certificate.server = u"h:1"_s;
        certificate.fingerprint = Fingerprint::of(m_own.certificate);
        certificate.subject = u"<h1>trust me</h1>"_s;
        const CertificateDialog dialog(certificate);
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText
                    || label->buddy());
        QVERIFY2(!trustButton(dialog), "what may not be trusted offers no button for it");
    }

private:
    LiveServer m_server;
    CertificateMaker m_maker;
    Identity m_own;
    Identity m_other;
};

QTEST_MAIN(TestCertificateQuestion)
#include "tst_certificate_question.moc"
