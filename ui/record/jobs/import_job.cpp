#include "ui/record/jobs/import_job.h"

#include "ui/record/formats/recording_parser.h"

#include <QFile>
#include <QThread>

namespace pushpoint::ui {

namespace {

constexpr size_t batchRows = 2048; // some milliseconds of the GUI thread
constexpr int batchesAheadMax = 4;
constexpr qint64 blockBytes = 256 * 1024;

} // namespace

/// What the worker has in hand.
struct ImportJob::Reading
{
    QFile file;
    QByteArray block; ///< read, not yet cut into lines
    qsizetype at = 0; ///< where in the block the next line begins
    quint64 lineNumber = 0;
    bool isTooLong = false; ///< the line began in a block that was thrown away
    RecordingParser parser;
    std::vector<TrafficRow> rows;

    /// One line without its end; nothing at the end of the file or after an error.
    std::optional<QByteArrayView> nextLine();
};

std::optional<QByteArrayView> ImportJob::Reading::nextLine()
{
    isTooLong = false;
    qsizetype searched = at;
    for (;;) {
        const qsizetype end = block.indexOf('\n', searched);
        if (end >= 0) {
            const QByteArrayView line = QByteArrayView(block).sliced(at, end - at);
            at = end + 1;
            ++lineNumber;
            return line;
        }
        block.remove(0, at);
        at = 0;
        if (block.size() > lineBytesMax) {
            isTooLong = true;
            block.clear();
        }
        searched = block.size();
        const QByteArray more = file.read(blockBytes);
        if (!more.isEmpty()) {
            block += more;
            continue;
        }
        if (block.isEmpty() && !isTooLong)
            return {};
        at = block.size(); // the last line, which has no end
        ++lineNumber;
        return QByteArrayView(block);
    }
}

ImportJob::ImportJob(QString path, quint64 rowsMax, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_rowsMax(rowsMax), m_batchesAhead(batchesAheadMax)
{ }

ImportJob::~ImportJob()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void ImportJob::start()
{
    Q_ASSERT(!m_thread);
    m_thread.reset(QThread::create([this] { run(); }));
    connect(m_thread.get(), &QThread::finished, this, &ImportJob::onFinished);
    m_thread->start();
}

void ImportJob::cancel()
{
    m_stopped = true;
    m_batchesAhead.release(); // wakes a worker that waits for its turn
}

void ImportJob::run()
{
    Reading reading;
    reading.file.setFileName(m_path);
    if (!reading.file.open(QIODevice::ReadOnly)) {
        m_error = reading.file.errorString();
        return;
    }
    m_report.bytesTotal = reading.file.size();
    if (readHeader(reading))
        readRows(reading);
    if (m_error.isEmpty() && reading.file.error() != QFileDevice::NoError)
        m_error = reading.file.errorString();
}

bool ImportJob::readHeader(Reading &reading)
{
    const auto line = reading.nextLine();
    if (reading.file.error() != QFileDevice::NoError)
        return false;
    const auto version = reading.parser.parseHeader(line.value_or(QByteArrayView()));
    if (version)
        return true;
    m_error = version.error().code == ErrorCode::BadNumber
        ? tr("A newer version of Pushpoint has saved it")
        : tr("This is no recording of Pushpoint");
    return false;
}

void ImportJob::readRows(Reading &reading)
{
    while (!m_stopped) {
        const auto line = reading.nextLine();
        if (!line)
            break;
        takeLine(reading, *line);
        if (m_report.isCutShort)
            break;
    }
    handOver(reading);
}

void ImportJob::takeLine(Reading &reading, QByteArrayView line)
{
    if (line.trimmed().isEmpty() && !reading.isTooLong)
        return; // an empty line at the end is usual
    auto row = reading.isTooLong ? ErrorCode::BadJson : reading.parser.parseRow(line);
    if (!row) {
        ++m_report.badLines;
        if (m_report.badLineNumbers.size() < ImportReport::badLineNumbersMax)
            m_report.badLineNumbers.push_back(reading.lineNumber);
        return;
    }
    if (m_report.rows == m_rowsMax) {
        m_report.isCutShort = true;
        return;
    }
    ++m_report.rows;
    reading.rows.push_back(std::move(row).value());
    if (reading.rows.size() >= batchRows)
        handOver(reading);
}

void ImportJob::handOver(Reading &reading)
{
    m_report.bytesRead = reading.file.pos() - (reading.block.size() - reading.at);
    if (m_stopped)
        return; // there is but one permit for a worker that waits when it is stopped
    m_batchesAhead.acquire();
    if (m_stopped)
        return;
    const auto tell = [this, rows = std::exchange(reading.rows, {}), soFar = m_report] {
        m_batchesAhead.release();
        if (!m_stopped)
            Q_EMIT rowsRead(rows, soFar);
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

void ImportJob::onFinished()
{
    if (!m_error.isEmpty())
        Q_EMIT failed(m_error);
    else if (m_stopped)
        Q_EMIT cancelled(m_report);
    else
        Q_EMIT finished(m_report);
}

} // namespace pushpoint::ui
