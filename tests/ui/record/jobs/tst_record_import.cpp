#include "tests/ui/record/record_kit.h"
#include "ui/record/formats/ndjson_writer.h"
#include "ui/record/jobs/export_job.h"
#include "ui/record/jobs/import_job.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray header = "{\"pushpoint_recording\":1}\n";

/// Reads a file to its end, or until it fails.
struct Import
{
    explicit Import(const QString &path, quint64 rowsMax = 1'000'000) : job(path, rowsMax)
    {
        QObject::connect(&job, &ImportJob::rowsRead, &job,
                         [this](const std::vector<TrafficRow> &read, const ImportReport &) {
                             rows.insert(rows.end(), read.begin(), read.end());
                         });
        QObject::connect(&job, &ImportJob::finished, &job, [this](const ImportReport &result) {
            report = result;
            isFinished = true;
        });
        QObject::connect(&job, &ImportJob::failed, &job,
                         [this](const QString &reason) { error = reason; });
        job.start();
        isOver = QTest::qWaitFor([this] { return isFinished || !error.isEmpty(); }, 60'000);
    }

    ImportJob job;
    std::vector<TrafficRow> rows;
    ImportReport report;
    QString error;
    bool isFinished = false;
    bool isOver = false;
};

} // namespace

class TestRecordImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSavedComesBackEqual()
    {
        QRandomGenerator random(11);
        std::vector<TrafficRow> rows;
        for (int i = 0; i < 10'000; ++i)
            rows.push_back(randomRow(random));
        const QString path = m_folder.filePath(u"round.ndjson"_s);
        ExportJob job(
            path, std::make_unique<MadeRows>(rows.size(), [&rows](quint64 i) { return rows[i]; }),
            std::make_unique<NdjsonWriter>());
        QSignalSpy saved(&job, &ExportJob::saved);
        job.start();
        QVERIFY(saved.wait(60'000));

        const Import import(path);
        QVERIFY(import.isFinished);
        QCOMPARE(import.rows.size(), rows.size());
        for (size_t i = 0; i < rows.size(); ++i)
            QVERIFY2(sameRows(import.rows[i], rows[i]), recordingLine(rows[i]));
        QCOMPARE(import.report.badLines, 0u);
        QCOMPARE(import.report.bytesRead, import.report.bytesTotal);
    }

    void badLinesAreCountedAndToldByNumber()
    {
        const Import import(fileWith(header + "{\"kind\":\"offline\"}\r\nrubbish\n\n"
                                     + "{\"kind\":\"opened\"}\n{\"kind\":\n{\"kind\":\"pong\"}"));
        QVERIFY(import.isFinished);
        QCOMPARE(import.rows.size(), 3u);
        QCOMPARE(import.report.rows, 3u);
        QCOMPARE(import.report.badLines, 2u);
        QCOMPARE(import.report.badLineNumbers, (std::vector<quint64>{3, 6}));
    }

    void onlyTheFirstBadLinesAreListed()
    {
        const Import import(fileWith(header + QByteArray("x\n").repeated(1000)));
        QCOMPARE(import.report.badLines, 1000u);
        QCOMPARE(import.report.badLineNumbers.size(), ImportReport::badLineNumbersMax);
    }

    void aLineWithoutEndIsBadAndCostsLittle()
    {
        QByteArray text = header + QByteArray(ImportJob::lineBytesMax + 1'000'000, '{');
        const Import import(fileWith(text + "\n{\"kind\":\"pong\"}\n"));
        QVERIFY(import.isFinished);
        QCOMPARE(import.rows.size(), 1u);
        QCOMPARE(import.report.badLineNumbers, std::vector<quint64>{2});
    }

    void moreRowsThanWantedAreToldNotRead()
    {
        const QByteArray rows = QByteArray("{\"kind\":\"pong\"}\n").repeated(100);
        const Import all(fileWith(header + rows), 100);
        QCOMPARE(all.rows.size(), 100u);
        QVERIFY(!all.report.isCutShort);
        const Import some(fileWith(header + rows), 99);
        QCOMPARE(some.rows.size(), 99u);
        QVERIFY(some.report.isCutShort);
    }

    void otherFilesFail_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no recording") << QByteArray("{\"kind\":\"pong\"}\n");
        QTest::newRow("of the future") << QByteArray("{\"pushpoint_recording\":2}\n");
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\0\0\n\n\xff",
                                              10);
        QTest::newRow("zeros") << QByteArray(1'000'000, '\0');
    }
    void otherFilesFail()
    {
        QFETCH(QByteArray, text);
        const Import import(fileWith(text));
        QVERIFY(!import.error.isEmpty());
        QVERIFY(import.rows.empty());
    }

    void aFileThatIsNotThereFails()
    {
        QVERIFY(!Import(m_folder.filePath(u"nowhere"_s)).error.isEmpty());
        QVERIFY(!Import(m_folder.path()).error.isEmpty());
    }

    void garbageIsNeverACrash()
    {
        QRandomGenerator random(12);
        for (int i = 0; i < 50; ++i) {
            QByteArray text = header;
            for (int line = 0; line < 50; ++line)
                text += recordingLine(randomRow(random)) + '\n';
            for (int damage = 0; damage < 30; ++damage) {
                const qsizetype at = header.size() + random.bounded(text.size() - header.size());
                text[at] = static_cast<char>(random.bounded(256));
            }
            const Import import(fileWith(text));
            QVERIFY(import.isFinished);
            QVERIFY(import.report.badLines > 0);
        }
    }

    void cancelEndsItAndWaitsForNobody()
    {
        const QByteArray rows = QByteArray("{\"kind\":\"pong\"}\n").repeated(100'000);
        ImportJob job(fileWith(header + rows), 1'000'000);
        QSignalSpy read(&job, &ImportJob::rowsRead);
        QSignalSpy cancelled(&job, &ImportJob::cancelled);
        // The worker then waits for rows to be taken that nobody takes any more.
        connect(&job, &ImportJob::rowsRead, &job, [&job] { job.cancel(); });
        job.start();
        QVERIFY(cancelled.wait(60'000));
        QCOMPARE(read.size(), 1);
        ImportJob abandoned(fileWith(header + rows), 1'000'000);
        abandoned.start(); // and its end ends the thread
    }

private:
    QString fileWith(const QByteArray &text)
    {
        QFile file(m_folder.filePath(u"file"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the test's file");
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestRecordImport)
#include "tst_record_import.moc"
