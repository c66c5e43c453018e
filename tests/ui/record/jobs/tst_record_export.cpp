#include "tests/ui/record/record_kit.h"
#include "ui/record/formats/recording_format.h"
#include "ui/record/jobs/export_job.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

/// A line of /proc/self/status, in KiB; −1 where there is no such file.
qint64 statusKib(const QByteArray &name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArrayList lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(name))
            return line.mid(name.size() + 1).chopped(2).trimmed().toLongLong();
    }
    return -1;
}

/// From now on, VmHWM tells the peak since now.
void forgetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        file.write("5");
}

std::unique_ptr<RowSource> madeRows(quint64 rowsTotal)
{
    return std::make_unique<MadeRows>(rowsTotal, ordinaryRow);
}

std::unique_ptr<ExportJob> jobTo(const QString &path, quint64 rowsTotal)
{
    return std::make_unique<ExportJob>(
        path, madeRows(rowsTotal),
        makeRowWriter(formatOfFile(path), QUrl(u"http://localhost:3000/"_s)));
}

} // namespace

class TestRecordExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void formatIsThatOfTheName()
    {
        QCOMPARE(formatOfFile(u"a.CSV"_s), RecordingFormat::Csv);
        QCOMPARE(formatOfFile(u"/x.csv/a.har"_s), RecordingFormat::Har);
        QCOMPARE(formatOfFile(u"a"_s), RecordingFormat::Ndjson);
    }

    void savesAllRowsAndTellsProgress()
    {
        const QString path = m_folder.filePath(u"all.ndjson"_s);
        const auto job = jobTo(path, 10'000);
        QSignalSpy saved(job.get(), &ExportJob::saved);
        job->start();
        QVERIFY(saved.wait(30'000));
        QCOMPARE(job->progress().rows, 10'000u);
        QCOMPARE(job->progress().bytes, QFileInfo(path).size());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 10'001);
    }

    void cancelLeavesWhatWasThere()
    {
        const QString path = m_folder.filePath(u"kept.ndjson"_s);
        QFile before(path);
        QVERIFY(before.open(QIODevice::WriteOnly));
        before.write("before");
        before.close();
        const auto job = jobTo(path, 1'000'000'000); // would take an hour
        QSignalSpy cancelled(job.get(), &ExportJob::cancelled);
        QSignalSpy progressed(job.get(), &ExportJob::progressed);
        job->start();
        QVERIFY(progressed.wait(30'000));
        job->cancel();
        QVERIFY(cancelled.wait(30'000));
        QVERIFY(before.open(QIODevice::ReadOnly));
        QCOMPARE(before.readAll(), "before");
        QCOMPARE(filesNamed(u"kept*"_s), 1);
    }

    void endOfTheJobEndsItsThread()
    {
        const QString path = m_folder.filePath(u"abandoned.ndjson"_s);
        auto job = jobTo(path, 1'000'000'000);
        job->start();
        job.reset();
        QCOMPARE(filesNamed(u"abandoned*"_s), 0);
    }

    void tellsThatItMayNotWriteThere()
    {
        for (const QString &path : {m_folder.filePath(u"no/such/folder.ndjson"_s),
                                    u"/proc/not-here.ndjson"_s, m_folder.path()}) {
            const auto job = jobTo(path, 10);
            QSignalSpy failed(job.get(), &ExportJob::failed);
            job->start();
            QVERIFY(failed.wait(30'000));
            QVERIFY(!failed[0][0].toString().isEmpty());
        }
    }

    void aFullDiskIsToldAndLeavesNoHalfFile_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : {u"full.ndjson"_s, u"full.csv"_s, u"full.har"_s})
            QTest::newRow(qPrintable(name)) << name;
    }
    void aFullDiskIsToldAndLeavesNoHalfFile()
    {
        QFETCH(QString, name);
        // The kernel refuses to let a file grow further, as a full disk does.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit small{1024 * 1024, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto job = jobTo(m_folder.filePath(name), 20'000);
        QSignalSpy failed(job.get(), &ExportJob::failed);
        job->start();
        const bool told = failed.wait(30'000);
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(told);
        QVERIFY(!failed[0][0].toString().isEmpty());
        QCOMPARE(filesNamed(u"full*"_s), 0);
    }

    void aMillionRowsTakeLittleMemory_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<quint64>("rowsTotal");
        QTest::newRow("NDJSON") << u"million.ndjson"_s << quint64(1'000'000);
        // In all formats a row is as good as another; these take longer and a gigabyte of disk.
        QTest::newRow("CSV") << u"many.csv"_s << quint64(200'000);
        QTest::newRow("HAR") << u"many.har"_s << quint64(200'000);
    }
    void aMillionRowsTakeLittleMemory()
    {
        QFETCH(QString, name);
        QFETCH(quint64, rowsTotal);
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the address sanitizer keeps what is freed: its memory says nothing");
#endif
        if (statusKib("VmRSS:") < 0)
            QSKIP("the system does not tell how much memory is used");
        const QString path = m_folder.filePath(name);
        const auto job = jobTo(path, rowsTotal);
        QSignalSpy saved(job.get(), &ExportJob::saved);
        forgetPeak();
        const qint64 beforeKib = statusKib("VmRSS:");
        job->start();
        QVERIFY(saved.wait(600'000));
        const qint64 peakKib = statusKib("VmHWM:");
        qInfo("%s: %lld MiB written, memory before %lld KiB, peak %lld KiB", qPrintable(name),
              static_cast<long long>(job->progress().bytes / 1024 / 1024),
              static_cast<long long>(beforeKib), static_cast<long long>(peakKib));
        QVERIFY(peakKib - beforeKib < 100 * 1024);
        QCOMPARE(QFileInfo(path).size(), job->progress().bytes);
        QVERIFY(QFile::remove(path));
    }

private:
    qsizetype filesNamed(const QString &pattern) const
    {
        return QDir(m_folder.path()).entryList({pattern}, QDir::Files | QDir::Hidden).size();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestRecordExport)
#include "tst_record_export.moc"
