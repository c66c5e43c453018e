#pragma once

#include "ui/record/jobs/import_job.h"

#include <QMainWindow>

class QLabel;
class QProgressBar;
class QPushButton;

namespace pushpoint::ui {

class TrafficPanel;

/// A saved recording, opened to be looked at: the same table and filter as for what happens now,
/// but nothing is added to it once it is read, and there is no server behind it. GUI thread; a
/// window of its own that deletes itself when it is closed.
class RecordingWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Begins to read. @param rowsMax more than these are not read.
    RecordingWindow(const QString &path, quint64 rowsMax, QWidget *parent = nullptr);

    /// For those who add to its menu of rows.
    TrafficPanel *panel() const { return m_panel; }

Q_SIGNALS:
    /// The file has been read, or as much of it as could be.
    void read();

private:
    void makeStatusBar();
    void showProgress(const ImportReport &report);
    void showEnd(const QString &text, const ImportReport &report);

    ImportJob *m_job;
    TrafficPanel *m_panel;
    QLabel *m_status;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
};

} // namespace pushpoint::ui
