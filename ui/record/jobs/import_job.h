#pragma once

#include "ui/ring/traffic_row.h"

#include <QObject>
#include <QSemaphore>

#include <atomic>
#include <memory>
#include <vector>

class QThread;

namespace pushpoint::ui {

/// What came of reading a recording. A value.
struct ImportReport
{
    quint64 rows = 0;
    quint64 badLines = 0;
    std::vector<quint64> badLineNumbers; ///< of the first ones, counted from 1
    bool isCutShort = false;             ///< the file has more rows than were wanted
    qint64 bytesRead = 0;
    qint64 bytesTotal = 0;

    static constexpr size_t badLineNumbersMax = 20;
};

/// Reads a recording on a thread of its own and hands its rows over in batches, never more than a
/// few of them ahead of the consumer. Invalid lines are counted and skipped. Lives
/// on the GUI thread; one job, one file. Its destruction cancels and waits for the thread.
class ImportJob : public QObject
{
    Q_OBJECT

public:
    /// @param rowsMax more than these are not read.
    ImportJob(QString path, quint64 rowsMax, QObject *parent = nullptr);
    ~ImportJob() override;

    /// Once only.
    void start();
    void cancel();

    /// A longer line is a bad one. The longest content has 1 MiB, and is perhaps escaped.
    static constexpr qint64 lineBytesMax = qint64(16) * 1024 * 1024;

Q_SIGNALS:
    /// The next rows, oldest first; and how far the file has been read.
    void rowsRead(const std::vector<pushpoint::ui::TrafficRow> &rows,
                  const pushpoint::ui::ImportReport &soFar);
    // One of these at the end, after the last rows.
    void finished(const pushpoint::ui::ImportReport &report);
    void cancelled(const pushpoint::ui::ImportReport &report);
    /// @param reason for people: it cannot be opened or read, or is no recording.
    void failed(const QString &reason);

private:
    struct Reading;
    void run();
    bool readHeader(Reading &reading);
    void readRows(Reading &reading);
    void takeLine(Reading &reading, QByteArrayView line);
    void handOver(Reading &reading);
    void onFinished();

    const QString m_path;
    const quint64 m_rowsMax;
    std::unique_ptr<QThread> m_thread;
    QSemaphore m_batchesAhead; ///< how many may still be handed over before one is taken
    std::atomic<bool> m_stopped{false};
    ImportReport m_report; ///< written by the worker, read when it has ended
    QString m_error;       ///< as above
};

} // namespace pushpoint::ui
