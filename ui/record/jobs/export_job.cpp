#include "ui/record/jobs/export_job.h"

#include <QSaveFile>
#include <QThread>

#include <chrono>

namespace pushpoint::ui {

using namespace std::chrono_literals;

ExportJob::ExportJob(QString path, std::unique_ptr<RowSource> source,
                     std::unique_ptr<RowWriter> writer, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_source(std::move(source)),
      m_writer(std::move(writer)), m_rowsTotal(m_source->rowsTotal())
{
    m_progressTimer.setInterval(100ms);
    connect(&m_progressTimer, &QTimer::timeout, this, [this] { Q_EMIT progressed(progress()); });
}

ExportJob::~ExportJob()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void ExportJob::start()
{
    Q_ASSERT(!m_thread);
    m_thread.reset(QThread::create([this] { run(); }));
    connect(m_thread.get(), &QThread::finished, this, &ExportJob::onFinished);
    m_thread->start(QThread::LowPriority);
    m_progressTimer.start();
}

void ExportJob::cancel()
{
    m_stopped = true;
}

ExportProgress ExportJob::progress() const
{
    return {m_rows, m_rowsTotal, m_bytes};
}

void ExportJob::run()
{
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly)) {
        m_error = file.errorString();
        return;
    }
    ByteSink sink(file, m_stopped);
    writeRows(sink);
    sink.flush();
    m_bytes = sink.bytesWritten();
    m_error = sink.error();
    if (!sink.isGood())
        file.cancelWriting();
    if (file.commit())
        m_isSaved = true;
    else if (m_error.isEmpty() && !m_stopped)
        m_error = file.errorString();
}

void ExportJob::writeRows(ByteSink &sink)
{
    m_writer->begin(sink);
    std::vector<TrafficRow> rows;
    while (sink.isGood()) {
        m_source->next(rows);
        if (rows.empty())
            break;
        for (const TrafficRow &row : rows) {
            if (!sink.isGood())
                return;
            m_writer->write(row, sink);
        }
        m_rows += rows.size();
        m_bytes = sink.bytesWritten();
    }
    if (sink.isGood())
        m_writer->end(sink);
}

void ExportJob::onFinished()
{
    m_progressTimer.stop();
    if (m_isSaved)
        Q_EMIT saved(progress());
    else if (!m_error.isEmpty())
        Q_EMIT failed(m_error);
    else
        Q_EMIT cancelled();
}

} // namespace pushpoint::ui
