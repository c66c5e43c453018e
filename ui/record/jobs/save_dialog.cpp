#include "ui/record/jobs/save_dialog.h"

#include "ui/words/display_text.h"

#include <QFileInfo>

namespace pushpoint::ui {

namespace {

constexpr int steps = 1000; // of the bar; rows may be more than an int holds

QString nameOf(const QString &path)
{
    return visibleText(QFileInfo(path).fileName());
}

} // namespace

SaveDialog::SaveDialog(std::unique_ptr<ExportJob> job, QWidget *parent)
    : QProgressDialog(parent), m_job(std::move(job))
{
    setWindowTitle(tr("Save Rows"));
    setRange(0, steps);
    setAutoClose(false);
    setAutoReset(false);
    setMinimumDuration(500); // what is done at once needs no dialog
    setMinimumWidth(420);
    showProgress(m_job->progress());
    connect(this, &QProgressDialog::canceled, m_job.get(), &ExportJob::cancel);
    connect(m_job.get(), &ExportJob::progressed, this, &SaveDialog::showProgress);
    connect(m_job.get(), &ExportJob::saved, this, [this](const ExportProgress &progress) {
        Q_EMIT saved(tr("%1 rows saved as %2 (%3)")
                         .arg(countText(progress.rows), nameOf(m_job->path()),
                              bytesText(static_cast<quint64>(progress.bytes))));
        deleteLater();
    });
    connect(m_job.get(), &ExportJob::cancelled, this, &QObject::deleteLater);
    connect(m_job.get(), &ExportJob::failed, this, [this](const QString &reason) {
        Q_EMIT failed(tr("%1 could not be saved: %2. Nothing was written.")
                          .arg(nameOf(m_job->path()), visibleText(reason)));
        deleteLater();
    });
    m_job->start();
}

void SaveDialog::showProgress(const ExportProgress &progress)
{
    setLabelText(tr("Saving %1: %2 of %3 rows, %4")
                     .arg(nameOf(m_job->path()), countText(progress.rows),
                          countText(progress.rowsTotal),
                          bytesText(static_cast<quint64>(progress.bytes))));
    if (progress.rowsTotal > 0)
        setValue(static_cast<int>(progress.rows * steps / progress.rowsTotal));
}

} // namespace pushpoint::ui
