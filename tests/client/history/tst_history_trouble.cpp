// A history whose file is damaged, or held by another program: told, and no hindrance.
#include "tests/client/history_lines.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

/// A history of some size, as it is after a while.
void writeHistory(const QString &path)
{
    HistoryStore store(path);
    QList<ConversationEntry> lines;
    for (int i = 0; i < 2'000; ++i)
        lines.append(line(u"line %1 of before"_s.arg(i)));
    QCOMPARE(store.write(lines), QString());
}

/// Overwrites all but the first pages: the file still begins as a database does.
void damage(const QString &path)
{
    QFile file(path);
    QVERIFY(file.open(QFile::ReadWrite));
    const qint64 from = 2 * 4096;
    QVERIFY(file.size() > 4 * from);
    QVERIFY(file.seek(from));
    file.write(QByteArray(file.size() - from, '\x5a'));
}

} // namespace

class TestHistoryTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoDatabaseIsTold()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        History history(path);
        history.append(line(u"hello"_s));
        QCOMPARE(texts(recentOf(history)), QStringList{u"hello"_s}); // from memory
        QTRY_VERIFY2(history.problem().contains(u"damaged"_s), qPrintable(history.problem()));
        QVERIFY(history.isDamaged());
    }

    void aDamagedFileIsPutAsideAndNothingSaidSinceIsLost()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        writeHistory(path);
        damage(path);
        History history(path);
        history.append(line(u"since then"_s));
        QCOMPARE(texts(recentOf(history)), QStringList{u"since then"_s});
        QTRY_VERIFY2(history.problem().contains(u"damaged"_s), qPrintable(history.problem()));
        QVERIFY(history.isDamaged());

        const QSignalSpy moved(&history, &History::wasSetAside);
        history.setAside();
        QTRY_COMPARE(moved.size(), 1);
        QCOMPARE(moved[0][1].toString(), QString());
        QVERIFY(QFile::exists(moved[0][0].toString())); // somebody may still mend it
        QTRY_COMPARE(history.problem(), QString());
        QVERIFY(!history.isDamaged());
        history.append(line(u"and on"_s));
        QCOMPARE(texts(recentOf(history)), QStringList({u"since then"_s, u"and on"_s}));
    }

    void aLockedFileIsToldAndWhatCameMeanwhileIsKept()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        {
            HistoryStore store(path);
            ConversationEntry before = line(u"before"_s);
            before.direction = Direction::Outgoing;
            before.senderId = u"id"_s;
            before.delivery = Delivery::Sending;
            QCOMPARE(store.write({before}), QString());
        }
        auto other = SqliteFile::open(path, std::chrono::milliseconds(0));
        QVERIFY(other.file->run(u"BEGIN EXCLUSIVE"_s).isActive());
        History history(path);
        history.append(line(u"meanwhile"_s));
        history.setDelivery(u"id"_s, Delivery::Offline, u"away"_s);
        QTRY_VERIFY2(history.problem().contains(u"another program"_s),
                     qPrintable(history.problem()));
        QVERIFY(!history.isDamaged());
        // What can still be read is no sign that something can be written.
        QCOMPARE(texts(recentOf(history)), QStringList({u"before"_s, u"meanwhile"_s}));
        QVERIFY(!history.problem().isEmpty());

        QVERIFY(other.file->run(u"COMMIT"_s).isActive());
        QTRY_COMPARE_WITH_TIMEOUT(history.problem(), QString(), 20'000);
        const auto lines = recentOf(history);
        QCOMPARE(texts(lines), QStringList({u"before"_s, u"meanwhile"_s}));
        QCOMPARE(lines[0].delivery, Delivery::Offline);
    }

    void aLockedFileDelaysNobody()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        writeHistory(path);
        auto other = SqliteFile::open(path, std::chrono::milliseconds(0));
        QVERIFY(other.file->run(u"BEGIN EXCLUSIVE"_s).isActive());
        QElapsedTimer timer;
        {
            History history(path);
            timer.start();
            for (int i = 0; i < 500; ++i) {
                history.append(line(u"meanwhile"_s));
                history.setDelivery(QString::number(i), Delivery::Delivered, {});
            }
            QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
            QTRY_VERIFY(!history.problem().isEmpty());
        }
        // The end waits for one more try, and not for one of each.
        QVERIFY2(timer.elapsed() < 8'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestHistoryTrouble)
#include "tst_history_trouble.moc"
