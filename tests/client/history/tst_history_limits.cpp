#include "tests/client/history_lines.h"

#include <QTemporaryDir>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

QStringList found(HistoryStore &store, const QString &text)
{
    QList<ConversationEntry> lines;
    const QString problem = store.search(u"Bob"_s, text, 300, lines);
    return problem.isEmpty() ? texts(lines) : QStringList{u"problem: "_s + problem};
}

/// Until there is nothing more to forget.
QString forgetAll(HistoryStore &store, const HistoryLimits &limits)
{
    QString problem;
    bool isDone = false;
    while (!isDone && problem.isEmpty())
        problem = store.forget(limits, QDateTime::currentDateTime(), isDone);
    return problem;
}

} // namespace

class TestHistoryLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forgetsWhatIsTooOldOrTooMuch()
    {
        HistoryStore store({});
        QList<ConversationEntry> lines;
        for (int i = 0; i < 10; ++i)
            lines.append(line(u"line %1"_s.arg(i)));
        lines[0].at = lines[0].at.addDays(-40);
        lines[1].at = lines[1].at.addDays(-20);
        QCOMPARE(store.write(lines), QString());
        QCOMPARE(forgetAll(store, {100, 30, 0}), QString());
        QCOMPARE(found(store, u"line"_s).size(), 9);
        QCOMPARE(forgetAll(store, {9, 0, 0}), QString());
        QCOMPARE(found(store, u"line"_s).size(), 9);
        QCOMPARE(forgetAll(store, {4, 0, 0}), QString());
        QCOMPARE(found(store, u"line"_s),
                 QStringList({u"line 9"_s, u"line 8"_s, u"line 7"_s, u"line 6"_s}));
    }

    void aClockThatWasWrongOnceCostsThatLineOnly()
    {
        HistoryStore store({});
        QList<ConversationEntry> lines{line(u"line 0"_s), line(u"line 1"_s), line(u"line 2"_s)};
        lines[1].at = QDateTime::fromMSecsSinceEpoch(0);
        QCOMPARE(store.write(lines), QString());
        QCOMPARE(forgetAll(store, {100, 30, 0}), QString());
        QCOMPARE(found(store, u"line"_s), QStringList({u"line 2"_s, u"line 0"_s}));
    }

    void theFileStaysWithinItsSize()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        HistoryStore store(path);
        constexpr qint64 bytesMax = 2 * 1024 * 1024;
        int number = 0;
        qint64 largest = 0;
        for (int round = 0; round < 12; ++round) {
            QList<ConversationEntry> lines;
            for (int i = 0; i < 2'000; ++i) {
                lines.append(line(u"number%1 is about %2"_s.arg(number).arg(
                    QString::number(qHash(number) * 2'654'435'761U, 36))));
                ++number;
            }
            QCOMPARE(store.write(lines), QString());
            largest = std::max(largest, store.bytesInUse());
            QCOMPARE(forgetAll(store, {1'000'000, 0, bytesMax}), QString());
            QVERIFY2(store.bytesInUse() <= bytesMax,
                     qPrintable(QString::number(store.bytesInUse())));
        }
        QVERIFY(largest > bytesMax); // there was something to forget
        // The newest are here and can be found, the oldest are gone, and much is left.
        QCOMPARE(found(store, u"number23999"_s).size(), 1);
        QCOMPARE(found(store, u"number0 is"_s), QStringList());
        qint64 left = 0;
        QCOMPARE(store.count(u"Bob"_s, u"Alice"_s, left), QString());
        QVERIFY2(left > 3'000, qPrintable(QString::number(left)));
        QVERIFY2(QFileInfo(path).size() < 2 * bytesMax,
                 qPrintable(QString::number(QFileInfo(path).size())));
    }

    void limitsHoldWithoutAnythingBeingSaid()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        {
            HistoryStore store(path);
            ConversationEntry old = line(u"old"_s);
            old.at = old.at.addDays(-10);
            QCOMPARE(store.write({old, line(u"new"_s)}), QString());
        }
        History history(path, {100, 0, 0});
        QCOMPARE(texts(recentOf(history)), QStringList({u"old"_s, u"new"_s}));
        history.setLimits({100, 7, 0});
        QTRY_COMPARE(texts(recentOf(history)), QStringList{u"new"_s});
        // At the next start as well, before a line is added.
        {
            HistoryStore store(path);
            ConversationEntry old = line(u"old"_s);
            old.at = old.at.addDays(-10);
            QCOMPARE(store.write({old}), QString());
        }
        History next(path, {100, 7, 0});
        QTRY_COMPARE(texts(recentOf(next)), QStringList{u"new"_s});
    }
};

QTEST_GUILESS_MAIN(TestHistoryLimits)
#include "tst_history_limits.moc"
