#include "app/log_tap.h"
#include "ui/window/admin_window.h"

#include <QAbstractItemModel>
#include <QLoggingCategory>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace pushpoint::app;
using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logDoor, "pushpoint.door")

} // namespace

/// What the program logs stands on the window's server page.
class TestLogTap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }

    void theWindowShowsALineWithItsLevelAndCategory()
    {
        AdminWindow window(m_feed, {});
        window.addLogLine({1'700'000'000'000, QtWarningMsg, u"pushpoint.door"_s, u"ajar <b>"_s});
        QCOMPARE(lines(window).size(), 1);
        QVERIFY(lines(window).first().contains(u"warning"_s));
        QVERIFY(lines(window).first().contains(u"pushpoint.door"_s));
        QVERIFY(lines(window).first().contains(u"ajar <b>"_s));
    }

    void whatIsLoggedOnAnyThreadComesToTheWindow()
    {
        AdminWindow window(m_feed, {});
        LogTap tap;
        connect(&tap, &LogTap::written, &window, &AdminWindow::addLogLine, Qt::QueuedConnection);
        qCWarning(logDoor) << "from the window's thread";
        const std::unique_ptr<QThread> other(
            QThread::create([] { qCCritical(logDoor) << "from another thread"; }));
        other->start();
        QVERIFY(other->wait());
        QTRY_COMPARE(lines(window).size(), 2);
        QVERIFY(lines(window)[0].contains(u"from the window's thread"_s));
        QVERIFY(lines(window)[1].contains(u"from another thread"_s));
    }

    void nothingIsToldOnceTheTapIsGone()
    {
        AdminWindow window(m_feed, {});
        {
            LogTap tap;
            connect(&tap, &LogTap::written, &window, &AdminWindow::addLogLine);
            qCWarning(logDoor) << "while it is there";
        }
        qCWarning(logDoor) << "afterwards";
        QCOMPARE(lines(window).size(), 1);
    }

private:
    static QStringList lines(const AdminWindow &window)
    {
        const QAbstractItemModel *model = window.findChild<QTableView *>(u"log"_s)->model();
        QStringList all;
        for (int row = 0; row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column)
                cells += model->index(row, column).data().toString();
            all += cells.join(u'\t');
        }
        return all;
    }

    QTemporaryDir m_folder;
    TrafficFeed m_feed;
};

QTEST_MAIN(TestLogTap)
#include "tst_log_tap.moc"
