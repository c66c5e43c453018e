#pragma once

#include "ui/record/jobs/export_job.h"

#include <QProgressDialog>

namespace pushpoint::ui {

/// Shows an export at work, with a way to cancel it, and how it ended. Not modal: the traffic goes
/// on. GUI thread; owns the job and deletes itself after its end.
class SaveDialog : public QProgressDialog
{
    Q_OBJECT

public:
    /// Starts the job.
    explicit SaveDialog(std::unique_ptr<ExportJob> job, QWidget *parent = nullptr);

Q_SIGNALS:
    /// @param text for the status line.
    void saved(const QString &text);
    /// @param text for a message box.
    void failed(const QString &text);

private:
    void showProgress(const ExportProgress &progress);

    const std::unique_ptr<ExportJob> m_job;
};

} // namespace pushpoint::ui
