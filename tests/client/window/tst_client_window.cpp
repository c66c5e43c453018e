#include "client/account/account_list.h"
#include "client/dialogs/account_dialog.h"
#include "client/dialogs/settings_dialog.h"
#include "client/window/chat_window.h"
#include "client/window/client_window.h"
#include "client/window/parts/message_edit.h"
#include "resources/language/language.h"
#include "tests/client/account_log.h"
#include "tests/client/live_server.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

/// Qt names the small buttons of docks and tab bars once, in the language of that moment.
bool isNamedByQt(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return parent != nullptr && (parent->inherits("QDockWidget") || parent->inherits("QTabBar"))
        && widget->inherits("QAbstractButton");
}

/// All that a window says to anybody, one text a line.
QStringList textsOf(const QWidget &window)
{
    QStringList texts{window.windowTitle()};
    for (const QAction *action : window.findChildren<QAction *>())
        texts += action->text();
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (isNamedByQt(widget))
            continue;
        texts += {widget->toolTip(), widget->accessibleName(), widget->windowTitle()};
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts += button->text();
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts += label->text();
        if (const auto *edit = qobject_cast<const QLineEdit *>(widget))
            texts += edit->placeholderText();
        if (const auto *edit = qobject_cast<const QPlainTextEdit *>(widget))
            texts += edit->placeholderText();
        if (const auto *box = qobject_cast<const QSpinBox *>(widget))
            texts += {box->suffix(), box->specialValueText()};
        if (const auto *box = qobject_cast<const QComboBox *>(widget)) {
            for (int i = 0; i < box->count(); ++i)
                texts += box->itemText(i);
        }
        if (const auto *tabs = qobject_cast<const QTabWidget *>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                texts += tabs->tabText(tab);
        }
    }
    texts.removeAll(QString());
    texts.sort();
    return texts;
}

/// A window over two accounts at nobody's address.
struct Desk
{
    explicit Desk(Language &language) : accounts({}, {}), window(accounts, language, {})
    {
        const auto server = *ServerAddress::parse(u"http://127.0.0.1:1"_s);
        accounts.add(server, name(u"Alice"));
        accounts.add(server, name(u"Bob"));
        window.showSettings();
        window.showTrusted();
        window.askForAccount();
    }
    AccountList accounts;
    ClientWindow window;
};

/// A window in which something was typed last while another program holds the file for it.
struct Unsaved
{
    Unsaved()
    {
        QTRY_VERIFY(account.isRestored());
        window.show();
        other = SqliteFile::open(folder.filePath(u"outbox.sqlite"_s), std::chrono::milliseconds(0));
        QVERIFY(other.file->run(u"BEGIN EXCLUSIVE"_s).isActive());
        account.send(name(u"Alice"), u"typed last"_s);
    }

    const QTemporaryDir folder;
    Language language{u"client"_s};
    AccountList accounts{folder.path(), {}};
    ClientWindow window{accounts, language, {}};
    Account &account = accounts.add(*ServerAddress::parse(u"http://127.0.0.1:1"_s), name(u"Bob"));
    SqliteFile::Opened other;
};

} // namespace

class TestClientWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settingsFolder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settingsFolder.path());
        QCoreApplication::setOrganizationName(u"pushpoint-tests"_s);
        QCoreApplication::setApplicationName(u"tst_client_window"_s);
    }

    void init()
    {
        m_language = std::make_unique<Language>(u"client"_s);
        m_language->choose(u"en"_s);
        m_accounts = std::make_unique<AccountList>(QString(), HistoryLimits());
        m_window = std::make_unique<ClientWindow>(*m_accounts, *m_language, ClientSettings());
    }

    void cleanup()
    {
        m_window.reset();
        m_accounts.reset();
        m_language.reset();
    }

    void showsNoTabsWhereThereIsOneAccount()
    {
        add(u"http://127.0.0.1:1"_s, u"Alice");
        m_window->show();
        QVERIFY(!tabs()->tabBar()->isVisible());
        add(u"http://127.0.0.1:1"_s, u"Bob");
        QTRY_VERIFY(tabs()->tabBar()->isVisible());
        QCOMPARE(tabs()->tabText(1), u"Bob at 127.0.0.1:1"_s);
    }

    void countsTheUnreadOfAll()
    {
        LiveServer server;
        QVERIFY(server.start());
        Account &alice = add(server.url(), u"Alice");
        Account &bob = add(server.url(), u"Bob");
        Account &jack = add(server.url(), u"Jack");
        QTRY_VERIFY(areConnected());
        m_window->show();
        tabs()->setCurrentIndex(2);
        QSignalSpy unread(m_window.get(), &ClientWindow::unreadChanged);
        const AccountLog alices(alice);
        const AccountLog bobs(bob);
        jack.send(name(u"Alice"), u"one"_s);
        jack.send(name(u"Bob"), u"two"_s);
        jack.send(name(u"Bob"), u"three"_s);
        QTRY_COMPARE(bobs.count(), 2);
        QTRY_COMPARE(alices.count(), 1);
        QTRY_COMPARE(unread.constLast().constFirst().toInt(), 3);
        QVERIFY(tabs()->tabText(0).endsWith(u"(1)"));
        QVERIFY(tabs()->tabText(1).endsWith(u"(2)"));
        QCOMPARE(m_window->windowTitle(), u"(3) Jack – Pushpoint"_s);
    }

    void whatIsBehindAnotherTabIsNotSeen()
    {
        add(u"http://127.0.0.1:1"_s, u"Alice");
        add(u"http://127.0.0.1:1"_s, u"Bob");
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        ChatWindow *alice = m_window->pageOf(m_accounts->accounts()[0]);
        alice->choose({}, name(u"Jack"));
        QVERIFY(alice->isInView(u"Alice"_s, u"Jack"_s));
        tabs()->setCurrentIndex(1);
        QVERIFY(!alice->isInView(u"Alice"_s, u"Jack"_s));
        m_window->open(m_accounts->accounts()[0], u"Alice"_s, u"Jack"_s);
        QVERIFY(alice->isInView(u"Alice"_s, u"Jack"_s));
    }

    void addsAnAccountThatWasTyped()
    {
        add(u"http://127.0.0.1:1"_s, u"Alice");
        m_window->show();
        m_window->askForAccount();
        auto *dialog = m_window->findChild<AccountDialog *>();
        auto *server = dialog->findChild<QLineEdit *>(u"server"_s);
        auto *ok = dialog->findChild<QPushButton *>(u"apply"_s);
        QCOMPARE(server->text(), u"http://127.0.0.1:1"_s); // most likely the same one
        server->setText(u"ftp://nowhere"_s);
        QVERIFY(!ok->isEnabled());
        QVERIFY(!dialog->findChild<QLabel *>(u"complaint"_s)->text().isEmpty());
        server->setText(u"127.0.0.1:2"_s);
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"Bob"_s);
        ok->click();
        QCOMPARE(m_accounts->accounts().size(), 2);
        QCOMPARE(tabs()->tabText(tabs()->currentIndex()), u"Bob at 127.0.0.1:2"_s);
    }

    void changesAnAccountWhereItStands()
    {
        Account &alice = add(u"http://127.0.0.1:1"_s, u"Alice");
        add(u"http://127.0.0.1:1"_s, u"Bob");
        alice.send(name(u"Jack"), u"waiting"_s);
        m_window->show();
        tabs()->setCurrentIndex(0);
        m_window->askToChange();
        auto *dialog = m_window->findChild<AccountDialog *>();
        QVERIFY(dialog->findChild<QLabel *>(u"hint"_s)->text().contains(u"1 unsent"_s));
        QCOMPARE(dialog->findChild<QLineEdit *>(u"name"_s)->text(), u"Alice"_s);
        dialog->findChild<QLineEdit *>(u"server"_s)->setText(u"127.0.0.1:2"_s);
        dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"Eve"_s);
        dialog->findChild<QPushButton *>(u"apply"_s)->click();
        QCOMPARE(tabs()->count(), 2);
        QCOMPARE(tabs()->currentIndex(), 0);
        QCOMPARE(tabs()->tabText(0), u"Eve at 127.0.0.1:2"_s);
        QCOMPARE(tabs()->tabText(1), u"Bob at 127.0.0.1:1"_s);
    }

    void asksBeforeItRemovesOne()
    {
        add(u"http://127.0.0.1:1"_s, u"Alice");
        Account &bob = add(u"http://127.0.0.1:1"_s, u"Bob");
        bob.send(name(u"Jack"), u"waiting"_s);
        m_window->show();
        tabs()->setCurrentIndex(1);
        m_window->askToRemove();
        auto *box = m_window->findChild<QMessageBox *>();
        QVERIFY(box->informativeText().contains(u"1 unsent"));
        box->button(QMessageBox::Cancel)->click();
        QCOMPARE(m_accounts->accounts().size(), 2);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
        m_window->askToRemove();
        m_window->findChild<QPushButton *>(u"removeButton"_s)->click();
        QCOMPARE(m_accounts->accounts().size(), 1);
        QCOMPARE(tabs()->count(), 1);
        m_window->askToRemove(); // not the last one
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>());
    }

    void settingsCountAtOnce()
    {
        QSignalSpy changed(m_window.get(), &ClientWindow::settingsChanged);
        const auto last = [&] { return changed.constLast().constFirst().value<ClientSettings>(); };
        m_window->showSettings();
        auto *dialog = m_window->findChild<SettingsDialog *>();
        dialog->findChild<QCheckBox *>(u"sounds"_s)->click();
        QVERIFY(last().areSoundsOn);
        dialog->findChild<QSpinBox *>(u"days"_s)->setValue(30);
        QCOMPARE(last().history.daysMax, 30);
        m_window->showDoNotDisturb(true); // by the tray's menu
        QVERIFY(dialog->findChild<QCheckBox *>(u"doNotDisturb"_s)->isChecked());
        QVERIFY(last().isDoNotDisturbOn);
        QVERIFY(last().areSoundsOn);
    }

    void aProxyCountsWhenItsAddressMeansSomething()
    {
        QSignalSpy changed(m_window.get(), &ClientWindow::settingsChanged);
        m_window->showSettings();
        auto *dialog = m_window->findChild<SettingsDialog *>();
        auto *address = dialog->findChild<QLineEdit *>(u"proxyAddress"_s);
        QVERIFY(!address->isEnabled());
        dialog->findChild<QComboBox *>(u"proxy"_s)->setCurrentIndex(2);
        QVERIFY(address->isEnabled());
        address->setText(u"proxy"_s);
        Q_EMIT address->editingFinished();
        QVERIFY(changed.isEmpty());
        QVERIFY(!dialog->findChild<QLabel *>(u"proxyComplaint"_s)->text().isEmpty());
        address->setText(u"http://proxy.example:3128"_s);
        Q_EMIT address->editingFinished();
        QCOMPARE(changed.size(), 1);
        QVERIFY(dialog->findChild<QLabel *>(u"proxyComplaint"_s)->text().isEmpty());
    }

    void speaksAnotherLanguageAtOnce()
    {
        Desk switched(*m_language);
        const QStringList english = textsOf(switched.window);
        auto *languages = switched.window.findChild<QComboBox *>(u"languages"_s);
        languages->setCurrentIndex(languages->findData(u"zh_CN"_s));
        QCoreApplication::processEvents();
        const QStringList chinese = textsOf(switched.window);
        Desk made(*m_language);
        const QStringList expected = textsOf(made.window);
        QVERIFY(english.size() > 60);
        QVERIFY(english != chinese);
        for (qsizetype i = 0; i < std::min(expected.size(), chinese.size()); ++i)
            QCOMPARE(chinese[i], expected[i]);
        QCOMPARE(chinese.size(), expected.size());
    }

    void everythingIsReachedByKeysAndHasAName()
    {
        Desk desk(*m_language);
        desk.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        for (const QWidget *widget : desk.window.findChildren<QWidget *>()) {
            const bool takesKeys = widget->focusPolicy() & Qt::TabFocus;
            if (!takesKeys || widget->focusProxy() || qobject_cast<const QMenuBar *>(widget))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool isPartOfAnother = widget->parentWidget()->focusProxy() == widget
                || widget->inherits("QComboBoxListView")
                || qobject_cast<const QComboBox *>(widget->parentWidget())
                || qobject_cast<const QAbstractSpinBox *>(widget->parentWidget());
            const bool hasLabel = std::ranges::any_of(
                widget->window()->findChildren<QLabel *>(),
                [widget](const QLabel *label) { return label->buddy() == widget; });
            QVERIFY2(isPartOfAnother || hasLabel || !widget->accessibleName().isEmpty()
                         || (button && !button->text().isEmpty()),
                     qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' '
                                + widget->objectName()));
        }
    }

    void theWindowClosesOnceWhatWasTypedIsOnDisk()
    {
        Unsaved unsaved;
        QVERIFY(!QTest::currentTestFailed());
        bool wasOpen = false;
        connect(&unsaved.account.outbox(), &Outbox::problemChanged, this, [&] {
            const auto *notice = unsaved.window.currentPage()->findChild<QLabel *>(u"storage"_s);
            if (unsaved.account.outbox().problem().isEmpty())
                return;
            wasOpen = unsaved.window.isVisible() && notice->isVisible()
                && notice->text().contains(u"another program"_s);
            QVERIFY(unsaved.other.file->run(u"COMMIT"_s).isActive());
        });
        QVERIFY(unsaved.window.close());
        QVERIFY(wasOpen);
        QVERIFY(unsaved.accounts.isSaved());
        QVERIFY(!unsaved.window.isVisible());
    }

    void theWindowClosesAlthoughTheDiskHangs()
    {
        Unsaved unsaved;
        QVERIFY(!QTest::currentTestFailed());
        QVERIFY(unsaved.window.close()); // after AccountList::saveWaitMax
        QVERIFY(!unsaved.accounts.isSaved());
    }

private:
    Account &add(const QString &server, QStringView self)
    {
        return m_accounts->add(*ServerAddress::parse(server), name(self));
    }
    QTabWidget *tabs() const { return m_window->findChild<QTabWidget *>(u"accounts"_s); }
    bool areConnected() const
    {
        return std::ranges::all_of(m_accounts->accounts(), [](Account *account) {
            return account->inbox().state() == InboxState::Connected;
        });
    }

    QTemporaryDir m_settingsFolder;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<AccountList> m_accounts;
    std::unique_ptr<ClientWindow> m_window;
};

QTEST_MAIN(TestClientWindow)
#include "tst_client_window.moc"
