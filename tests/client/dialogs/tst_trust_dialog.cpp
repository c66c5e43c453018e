// What was trusted by hand is shown, and can be taken back: by one who uses the window.
#include "client/account/account_list.h"
#include "client/dialogs/settings_dialog.h"
#include "client/dialogs/trust_dialog.h"
#include "client/window/client_window.h"
#include "resources/language/language.h"
#include "tests/client/live_server.h"
#include "tests/client/tls_front.h"

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestTrustDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settingsFolder.path());
        QCoreApplication::setOrganizationName(u"pushpoint-tests"_s);
        QCoreApplication::setApplicationName(u"tst_trust_dialog"_s);
        m_language = std::make_unique<Language>(u"client"_s);
        QVERIFY(m_server.start());
        m_own = m_maker.selfSigned(u"/CN=127.0.0.1"_s, u"IP:127.0.0.1"_s);
    }
    void cleanupTestCase() { QVERIFY(m_server.stop()); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_front = std::make_unique<TlsFront>();
        QVERIFY(m_front->listen(m_own, m_server.url()));
        m_accounts = std::make_unique<AccountList>(m_folder->path(), HistoryLimits());
    }
    void cleanup()
    {
        m_window.reset();
        m_accounts.reset();
        m_front.reset();
    }

    void whatOneAccountTrustsTheOthersTrustAtOnce()
    {
        Account &alice = add(u"Alice");
        Account &bob = add(u"Bob");
        QTRY_VERIFY(isRefused(alice) && isRefused(bob));
        alice.trust().pin(Fingerprint::of(m_own.certificate));
        QCOMPARE(bob.inbox().state(), InboxState::Connecting); // and not when its rest is over
        QTRY_COMPARE(bob.inbox().state(), InboxState::Connected);
        QTRY_COMPARE(alice.inbox().state(), InboxState::Connected);
    }

    void whatIsNotTrustedAnyMoreIsAskedAboutAnew()
    {
        TrustedCertificates(m_accounts->trustFile())
            .set(m_front->hostAndPort(), Fingerprint::of(m_own.certificate));
        Account &alice = add(u"Alice");
        Account &bob = add(u"Bob");
        QTRY_COMPARE(alice.inbox().state(), InboxState::Connected);
        QTRY_COMPARE(bob.inbox().state(), InboxState::Connected);
        TrustDialog *dialog = openDialog();
        auto *list = dialog->findChild<QTreeWidget *>(u"trustedList"_s);
        QCOMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(0), m_front->hostAndPort());
        QCOMPARE(list->topLevelItem(0)->data(1, Qt::AccessibleTextRole).toString(),
                 m_own.fingerprint());
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"stopTrusting"_s), Qt::LeftButton);
        QCOMPARE(list->topLevelItemCount(), 0);
        QTRY_VERIFY(isRefused(alice) && isRefused(bob));
        QVERIFY(TrustedCertificates(m_accounts->trustFile()).servers().isEmpty());
    }

    void onlyWhatIsSelectedIsTakenBack()
    {
        TrustedCertificates trusted(m_accounts->trustFile());
        const QStringList servers{u"[::1]:8443"_s, u"a.example:443"_s, u"b.example:3000"_s};
        for (const QString &server : servers)
            trusted.set(server, Fingerprint::of(m_own.certificate));
        QCOMPARE(trusted.servers(), servers);
        TrustDialog *dialog = openDialog();
        QSignalSpy removed(dialog, &TrustDialog::removed);
        auto *list = dialog->findChild<QTreeWidget *>(u"trustedList"_s);
        QCOMPARE(list->topLevelItemCount(), 3);
        auto *stop = dialog->findChild<QPushButton *>(u"stopTrusting"_s);
        list->clearSelection();
        QVERIFY(!stop->isEnabled());
        list->setCurrentItem(list->topLevelItem(1));
        QTest::mouseClick(stop, Qt::LeftButton);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed[0][0].toString(), u"a.example:443"_s);
        QCOMPARE(TrustedCertificates(m_accounts->trustFile()).servers(),
                 (QStringList{u"[::1]:8443"_s, u"b.example:3000"_s}));
        QVERIFY(list->currentItem()); // the keyboard has a place to go on from
    }

    void noneIsSaid()
    {
        TrustDialog *dialog = openDialog();
        QVERIFY(!dialog->findChild<QPushButton *>(u"stopTrusting"_s)->isEnabled());
        const auto labels = dialog->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(
            labels, [](const QLabel *label) { return label->text().startsWith(u"None. "_s); }));
    }

private:
    Account &add(QStringView name)
    {
        return m_accounts->add(*ServerAddress::parse(m_front->url()), *UserName::parse(name));
    }
    static bool isRefused(Account &account)
    {
        return account.inbox().obstacle() == InboxObstacle::UntrustedCertificate
            && account.inbox().state() == InboxState::Waiting;
    }
    /// As one gets there: by the settings.
    TrustDialog *openDialog()
    {
        m_window = std::make_unique<ClientWindow>(*m_accounts, *m_language, ClientSettings());
        m_window->show();
        m_window->showSettings();
        QTest::mouseClick(m_window->findChild<QPushButton *>(u"trusted"_s), Qt::LeftButton);
        return m_window->findChild<TrustDialog *>();
    }

    LiveServer m_server;
    CertificateMaker m_maker;
    Identity m_own;
    QTemporaryDir m_settingsFolder;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TlsFront> m_front;
    std::unique_ptr<AccountList> m_accounts;
    std::unique_ptr<ClientWindow> m_window;
};

QTEST_MAIN(TestTrustDialog)
#include "tst_trust_dialog.moc"
