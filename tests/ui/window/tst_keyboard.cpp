#include "resources/language/language.h"
#include "ui/parts/keys_dialog.h"
#include "ui/window/admin_window.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QSettings>
#include <QTabWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

QString describe(const QWidget *widget)
{
    return u"%1 \"%2\" in %3"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                    widget->objectName(), widget->parentWidget()->objectName());
}

QChar mnemonicOf(const QString &text)
{
    const QKeySequence key = QKeySequence::mnemonic(text);
    return key.isEmpty() ? QChar() : QChar(key[0].key());
}

/// What a person with a keyboard should come to: visible, enabled, and nothing inside of something
/// that takes the key itself.
QSet<QWidget *> reachable(const QWidget &window)
{
    QSet<QWidget *> widgets;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        // Of buttons that exclude each other the arrow keys choose; Tab comes to the chosen one.
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        if (button != nullptr && button->group() != nullptr && button->group()->exclusive()
            && !button->isChecked())
            continue;
        if (widget->isVisible() && widget->isEnabled() && !widget->visibleRegion().isEmpty()
            && (widget->focusPolicy() & Qt::TabFocus) && widget->focusProxy() == nullptr)
            widgets.insert(widget);
    }
    return widgets;
}

} // namespace

/// The whole window without a mouse.
class TestKeyboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        m_window = std::make_unique<AdminWindow>(m_feed, QList<UserName>{});
        m_window->show();
        m_window->showListening(QUrl(u"http://127.0.0.1:3000"_s));
        m_window->findChild<QDockWidget *>(u"detailDock"_s)->show();
        m_feed.counters.publishes.fetch_add(1); // else the charts say that there is nothing yet
        ClusterView cluster;
        cluster.isJoined = true;
        cluster.nodes.emplace_back();
        m_feed.publishCluster(cluster);
        auto *pages = m_window->findChild<QTabWidget *>(u"pages"_s);
        pages->setCurrentIndex(1);
        QTRY_VERIFY(m_window->findChild<QTableWidget *>(u"refusals"_s)->isVisible());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanupTestCase() { m_window.reset(); }

    void tabComesToEverything_data() { everyPageInEachLanguage(); }
    void tabComesToEverything()
    {
        QFETCH(int, page);
        QFETCH(QString, language);
        show(page, language);
        const QSet<QWidget *> wanted = reachable(*m_window);
        QVERIFY(wanted.size() > 5);
        (*wanted.begin())->setFocus();
        QSet<QWidget *> visited;
        for (int i = 0; i < 300; ++i) {
            visited.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (QWidget *widget : wanted)
            QVERIFY2(visited.contains(widget), qPrintable(describe(widget)));
    }

    void everythingHasANameForThoseWhoDoNotSee_data() { everyPageInEachLanguage(); }
    void everythingHasANameForThoseWhoDoNotSee()
    {
        QFETCH(int, page);
        QFETCH(QString, language);
        show(page, language);
        for (QWidget *widget : reachable(*m_window)) {
            const auto *accessible = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(accessible != nullptr, qPrintable(describe(widget)));
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), qPrintable(describe(widget)));
        }
    }

    void theKeysBoxNamesEveryKey()
    {
        m_language.choose(u"en"_s);
        QCoreApplication::processEvents();
        QStringList lines;
        for (const KeyLine &line : keysOf(*m_window))
            lines += line.key + u' ' + line.meaning;
        const QString all = lines.join(u'\n');
        for (const QAction *action : m_window->findChildren<QAction *>()) {
            const QString key = action->shortcut().toString(QKeySequence::NativeText);
            if (!key.isEmpty())
                QVERIFY2(all.contains(key + u' '), qPrintable(key));
        }
        for (const QString &known :
             {u"Ctrl+P Ping now"_s, u"Ctrl+T Show only its traffic"_s,
              u"Ctrl+E Send to this name"_s, u"Ctrl+Return Send the message"_s, u"Del Disconnect"_s,
              u"F1 Keys"_s, u"Ctrl+2 Charts"_s})
            QVERIFY2(all.contains(known), qPrintable(known + u" is none of\n"_s + all));
    }

    void theKeysBoxNamesNoLettersForAlt()
    {
        m_language.choose(u"zh_CN"_s);
        QCoreApplication::processEvents();
        for (const KeyLine &line : keysOf(*m_window))
            QVERIFY2(!line.meaning.contains(u'(') && !line.meaning.contains(u'&'),
                     qPrintable(line.meaning));
    }

    void theKeysBoxOpensByItsOwnKey()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *dialog = m_window->findChild<KeysDialog *>();
        QVERIFY(dialog != nullptr);
        QVERIFY(dialog->findChild<QTreeWidget *>(u"keys"_s)->topLevelItemCount() > 15);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog->isVisible());
    }

    void noKeyMeansTwoThings_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << u"en"_s;
        QTest::newRow("Chinese") << u"zh_CN"_s;
    }
    void noKeyMeansTwoThings()
    {
        QFETCH(QString, language);
        m_language.choose(language);
        QCoreApplication::processEvents();
        for (const QMenu *menu : m_window->menuBar()->findChildren<QMenu *>()) {
            QSet<QChar> mnemonics;
            for (const QAction *action : menu->actions()) {
                const QChar key = mnemonicOf(action->text());
                QVERIFY2(key.isNull() || !mnemonics.contains(key), qPrintable(action->text()));
                mnemonics.insert(key);
            }
        }
        QHash<QString, QString> shortcuts;
        for (const QAction *action : m_window->findChildren<QAction *>()) {
            if (action->shortcutContext() == Qt::WidgetShortcut)
                continue;
            for (const QKeySequence &key : action->shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(
                    !shortcuts.contains(text),
                    qPrintable(text + u": "_s + shortcuts.value(text) + u", "_s + action->text()));
                shortcuts.insert(text, action->text());
            }
        }
        QVERIFY(shortcuts.size() > 10);
    }

    void noLetterWithAltMeansTwoThings_data() { noKeyMeansTwoThings_data(); }
    void noLetterWithAltMeansTwoThings()
    {
        QFETCH(QString, language);
        m_language.choose(language);
        const int pages = m_window->findChild<QTabWidget *>(u"pages"_s)->count();
        for (int page = 0; page < pages; ++page) {
            m_window->findChild<QTabWidget *>(u"pages"_s)->setCurrentIndex(page);
            QCoreApplication::processEvents();
            QHash<QChar, QString> letters;
            QStringList clashes;
            const auto add = [&letters, &clashes](const QString &text) {
                const QChar key = mnemonicOf(text);
                if (!key.isNull() && letters.contains(key))
                    clashes += letters.value(key) + u" / "_s + text;
                letters.insert(key, text);
            };
            for (const QAction *menu : m_window->menuBar()->actions())
                add(menu->text());
            for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>()) {
                if (button->isVisible())
                    add(button->text());
            }
            for (const QLabel *label : m_window->findChildren<QLabel *>()) {
                if (label->isVisible() && label->buddy() != nullptr)
                    add(label->text());
            }
            QCOMPARE(clashes.join(u", "_s), QString());
        }
    }

private:
    void everyPageInEachLanguage()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("language");
        const int count = m_window->findChild<QTabWidget *>(u"pages"_s)->count();
        QVERIFY(count >= 4);
        for (int page = 0; page < count; ++page) {
            for (const QString &language : {u"en"_s, u"zh_CN"_s})
                QTest::addRow("page %d, %s", page, qPrintable(language)) << page << language;
        }
    }
    void show(int page, const QString &language)
    {
        m_language.choose(language);
        m_window->findChild<QTabWidget *>(u"pages"_s)->setCurrentIndex(page);
        QCoreApplication::processEvents();
    }

    QTemporaryDir m_folder;
    Language m_language{u"ui"_s};
    TrafficFeed m_feed;
    std::unique_ptr<AdminWindow> m_window;
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
