#include "resources/language/language.h"
#include "ui/window/admin_window.h"
#include "ui/window/tray_icon.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

/// What the tray says and offers, whether this desktop has one or not.
class TestTrayIcon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }

    void offersWhatFitsTheState()
    {
        QWidget window;
        TrayIcon tray(&window);
        QVERIFY(action(window, u"trayStart"_s)->isVisible());
        QVERIFY(!action(window, u"trayStop"_s)->isVisible());
        tray.setListening(true, u"http://127.0.0.1:3000"_s);
        QVERIFY(!action(window, u"trayStart"_s)->isVisible());
        QVERIFY(action(window, u"trayStop"_s)->isVisible());
        tray.setListening(false, {});
        QVERIFY(action(window, u"trayStart"_s)->isVisible());
    }

    void saysWhereTheServerListens()
    {
        QWidget window;
        TrayIcon tray(&window);
        QVERIFY(tray.state().contains(u"stopped"_s));
        tray.setListening(true, u"http://127.0.0.1:3000"_s);
        QVERIFY(tray.state().contains(u"http://127.0.0.1:3000"_s));
        tray.setListening(false, {});
        QVERIFY(tray.state().contains(u"stopped"_s));
    }

    void eachEntryAsksForOneThing_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<int>("signal");
        QTest::newRow("open") << u"trayOpen"_s << 0;
        QTest::newRow("start") << u"trayStart"_s << 1;
        QTest::newRow("stop") << u"trayStop"_s << 2;
        QTest::newRow("quit") << u"trayQuit"_s << 3;
    }
    void eachEntryAsksForOneThing()
    {
        QFETCH(QString, entry);
        QFETCH(int, signal);
        QWidget window;
        TrayIcon tray(&window);
        QSignalSpy open(&tray, &TrayIcon::openRequested);
        QSignalSpy start(&tray, &TrayIcon::startRequested);
        QSignalSpy stop(&tray, &TrayIcon::stopRequested);
        QSignalSpy quit(&tray, &TrayIcon::quitRequested);
        action(window, entry)->trigger();
        const QList<qsizetype> counts{open.size(), start.size(), stop.size(), quit.size()};
        for (int i = 0; i < counts.size(); ++i)
            QCOMPARE(counts[i], i == signal ? 1 : 0);
    }

    void itsEntriesReachTheWindow()
    {
        TrafficFeed feed;
        AdminWindow window(feed, {});
        QSignalSpy starts(&window, &AdminWindow::startRequested);
        QSignalSpy stops(&window, &AdminWindow::stopRequested);
        QSignalSpy quits(&window, &AdminWindow::quitRequested);
        action(window, u"trayStart"_s)->trigger();
        QCOMPARE(starts.size(), 1);
        window.showListening(QUrl(u"http://127.0.0.1:3000"_s));
        action(window, u"trayStop"_s)->trigger();
        QCOMPARE(stops.size(), 1);
        QVERIFY(!window.isVisible());
        action(window, u"trayOpen"_s)->trigger();
        QVERIFY(window.isVisible());
        action(window, u"trayQuit"_s)->trigger();
        QCOMPARE(quits.size(), 1);
    }

    void speaksTheLanguageOfTheWindow()
    {
        Language language(u"ui"_s);
        language.choose(u"en"_s);
        QWidget window;
        TrayIcon tray(&window);
        const QString english = tray.state();
        language.choose(u"zh_CN"_s);
        QTRY_VERIFY(tray.state() != english);
        QVERIFY(action(window, u"trayQuit"_s)->text() != u"Quit"_s);
        language.choose(u"en"_s);
        QTRY_COMPARE(tray.state(), english);
    }

    void withoutATrayAClosedWindowEndsTheProgram()
    {
        if (QSystemTrayIcon::isSystemTrayAvailable())
            QSKIP("there is a tray");
        QWidget window;
        TrayIcon tray(&window);
        QVERIFY(!tray.isThere());
        QVERIFY2(!tray.outlivesTheWindow(), "it would be gone for good, and nobody was asked");
    }

    void theAnswerIsAskedForOnceAndStandsInTheMenu_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("outlives");
        QTest::newRow("go on") << u"&Go on in the tray"_s << true;
        QTest::newRow("end") << u"&End the program"_s << false;
    }
    void theAnswerIsAskedForOnceAndStandsInTheMenu()
    {
        QFETCH(QString, button);
        QFETCH(bool, outlives);
        QSettings().clear();
        QWidget window;
        TrayIcon tray(&window);
        pretendThereIsATray(tray);
        int questions = 0;
        QTimer answers;
        connect(&answers, &QTimer::timeout, &window, [&] {
            if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
                ++questions;
                click(*box, button);
            }
        });
        answers.start(1);
        for (int closings = 0; closings < 2; ++closings)
            QCOMPARE(tray.outlivesTheWindow(), outlives);
        QCOMPARE(questions, 1);
        QCOMPARE(tray.goOnAction()->isChecked(), outlives);
    }

    void theMenuChangesTheAnswer()
    {
        QSettings().clear();
        TrafficFeed feed;
        AdminWindow window(feed, {});
        auto *goOn = window.findChild<QAction *>(u"goOnInTray"_s);
        QVERIFY2(goOn != nullptr && goOn->associatedObjects().size() == 1, "it is in no menu");
        for (const bool outlives : {true, false}) {
            goOn->trigger();
            QWidget nextWindow;
            TrayIcon next(&nextWindow);
            pretendThereIsATray(next);
            QCOMPARE(next.goOnAction()->isChecked(), outlives);
            QCOMPARE(next.outlivesTheWindow(), outlives);
        }
    }

    void withoutATrayTheMenuHasNoAnswer()
    {
        if (QSystemTrayIcon::isSystemTrayAvailable())
            QSKIP("there is a tray");
        QWidget window;
        QVERIFY(!TrayIcon(&window).goOnAction()->isVisible());
    }

private:
    static void pretendThereIsATray(const TrayIcon &tray)
    {
        tray.findChild<QSystemTrayIcon *>()->show();
    }

    static void click(const QMessageBox &box, const QString &text)
    {
        const QList<QAbstractButton *> buttons = box.buttons();
        for (QAbstractButton *button : buttons) {
            if (button->text() == text)
                button->click();
        }
    }

    static QAction *action(const QWidget &window, const QString &name)
    {
        QAction *found = window.findChild<QMenu *>(u"trayMenu"_s)->findChild<QAction *>(name);
        Q_ASSERT(found != nullptr);
        return found;
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestTrayIcon)
#include "tst_tray_icon.moc"
