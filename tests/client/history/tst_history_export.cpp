#include "tests/client/history_lines.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : u"no file"_s;
}

ExportEnd endOf(const QSignalSpy &exported)
{
    return exported.constLast()[1].value<ExportEnd>();
}

/// No file of this process grows beyond, for a while.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytesMax)
    {
        std::signal(SIGXFSZ, SIG_IGN); // or a write beyond ends the process
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytesMax, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before{};
};

void add(History &history, int count)
{
    for (int i = 0; i < count; ++i)
        history.append(line(u"line %1"_s.arg(i)));
}

} // namespace

class TestHistoryExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneConversationIsWrittenAsText()
    {
        const QTemporaryDir folder;
        History history(folder.filePath(u"h.sqlite"_s));
        ConversationEntry mine = line(u"你好 😀"_s);
        mine.direction = Direction::Outgoing;
        mine.at = QDateTime({2026, 1, 2}, {3, 4, 5});
        history.append(mine);
        history.append(lineFrom(u"Jack"_s, u"not this"_s));
        mine.delivery = Delivery::Offline;
        mine.text = u"are you there?"_s;
        history.append(mine);
        ConversationEntry reply = line(u"one\n[2026-01-02 03:04:05] Bob: forged"_s);
        reply.at = mine.at;
        history.append(reply);
        const QSignalSpy exported(&history, &History::exported);
        const QString path = folder.filePath(u"out.txt"_s);
        history.startExport({u"Bob"_s, u"Alice"_s, path});
        QTRY_COMPARE(exported.size(), 1);
        QCOMPARE(endOf(exported), ExportEnd::Done);
        QCOMPARE(contentOf(path),
                 u"[2026-01-02 03:04:05] Bob: 你好 😀\n"
                 "[2026-01-02 03:04:05] Bob: are you there? (not delivered)\n"
                 "[2026-01-02 03:04:05] Alice: one\n    [2026-01-02 03:04:05] Bob: forged\n"_s);
    }

    void aLongOneIsWrittenInPartsWithOthersServedBetween()
    {
        constexpr int count = 20'000;
        const QTemporaryDir folder;
        History history(folder.filePath(u"h.sqlite"_s));
        add(history, count);
        QStringList order;
        connect(&history, &History::exported, this, [&] { order << u"exported"_s; });
        connect(&history, &History::searchFinished, this, [&] { order << u"found"_s; });
        const QSignalSpy progress(&history, &History::exportProgressed);
        const QString path = folder.filePath(u"out.txt"_s);
        history.startExport({u"Bob"_s, u"Alice"_s, path});
        history.search(u"Bob"_s, u"line 77"_s);
        QTRY_COMPARE_WITH_TIMEOUT(order.size(), 2, 20'000);
        QCOMPARE(order, QStringList({u"found"_s, u"exported"_s}));
        QVERIFY(progress.size() >= 10);
        QCOMPARE(progress.constFirst()[2].toLongLong(), count);
        QCOMPARE(progress.constLast()[1].toLongLong(), count);
        QCOMPARE(contentOf(path).count(u'\n'), count);
    }

    void whatIsCancelledLeavesNothing()
    {
        const QTemporaryDir folder;
        History history(folder.filePath(u"h.sqlite"_s));
        add(history, 20'000);
        const QString path = folder.filePath(u"out.txt"_s);
        QSignalSpy exported(&history, &History::exported);
        connect(&history, &History::exportProgressed, this, [&] { history.cancelExport(); });
        history.startExport({u"Bob"_s, u"Alice"_s, path});
        QVERIFY(exported.wait(20'000));
        QCOMPARE(endOf(exported), ExportEnd::Cancelled);
        QCOMPARE(recentOf(history).size(), 5'000); // and it goes on
        QCOMPARE(exported.size(), 1);
        QCOMPARE(QDir(folder.path()).entryList({u"out*"_s}), QStringList());
    }

    void aFileThatCannotBeWrittenIsTold()
    {
        const QTemporaryDir folder;
        History history(folder.filePath(u"h.sqlite"_s));
        add(history, 5'000);
        const QSignalSpy exported(&history, &History::exported);
        history.startExport({u"Bob"_s, u"Alice"_s, folder.filePath(u"no/such/folder"_s)});
        QTRY_COMPARE(exported.size(), 1);
        QCOMPARE(endOf(exported), ExportEnd::Failed);
        QVERIFY(!exported[0][2].toString().isEmpty());
        // A disk that is full, as far as this process can tell.
        const FileSizeLimit limit(50'000);
        history.startExport({u"Bob"_s, u"Alice"_s, folder.filePath(u"out.txt"_s)});
        QTRY_COMPARE(exported.size(), 2);
        QCOMPARE(endOf(exported), ExportEnd::Failed);
        QVERIFY(!exported[1][2].toString().isEmpty());
        QCOMPARE(QDir(folder.path()).entryList({u"out*"_s}), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestHistoryExport)
#include "tst_history_export.moc"
