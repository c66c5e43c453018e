#pragma once

#include "ui/record/formats/row_source.h"
#include "ui/record/formats/row_writer.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

class QThread;

namespace pushpoint::ui {

/// How far an export has come. A value.
struct ExportProgress
{
    quint64 rows = 0;
    quint64 rowsTotal = 0;
    qint64 bytes = 0;
};

/// Writes rows to a file on a thread of its own. The file appears whole at the end or not at all:
/// an error and a cancel leave what was there before. Lives on the GUI thread; one job, one file.
/// Its destruction cancels and waits for the thread, which looks at least every few thousand rows.
class ExportJob : public QObject
{
    Q_OBJECT

public:
    ExportJob(QString path, std::unique_ptr<RowSource> source, std::unique_ptr<RowWriter> writer,
              QObject *parent = nullptr);
    ~ExportJob() override;

    QString path() const { return m_path; }
    /// Once only.
    void start();
    /// Ends soon with cancelled(); nothing happens where it has ended already.
    void cancel();
    ExportProgress progress() const;

Q_SIGNALS:
    /// A few times a second.
    void progressed(const pushpoint::ui::ExportProgress &progress);
    // One of these at the end.
    void saved(const pushpoint::ui::ExportProgress &progress);
    void cancelled();
    /// @param reason for people, from the system.
    void failed(const QString &reason);

private:
    void run();
    void writeRows(ByteSink &sink);
    void onFinished();

    const QString m_path;
    const std::unique_ptr<RowSource> m_source; ///< the worker's while it runs
    const std::unique_ptr<RowWriter> m_writer; ///< the worker's while it runs
    const quint64 m_rowsTotal;
    std::unique_ptr<QThread> m_thread;
    QTimer m_progressTimer;
    std::atomic<bool> m_stopped{false};
    std::atomic<quint64> m_rows{0};
    std::atomic<qint64> m_bytes{0};
    bool m_isSaved = false; ///< written by the worker, read when it has ended
    QString m_error;        ///< as above
};

} // namespace pushpoint::ui
