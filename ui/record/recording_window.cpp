#include "ui/record/recording_window.h"

#include "ui/traffic/traffic_panel.h"
#include "ui/words/display_text.h"

#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QStatusBar>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

RecordingWindow::RecordingWindow(const QString &path, quint64 rowsMax, QWidget *parent)
    : QMainWindow(parent, Qt::Window), m_job(new ImportJob(path, rowsMax, this)),
      m_panel(new TrafficPanel), m_status(new QLabel), m_progress(new QProgressBar),
      m_cancel(new QPushButton(tr("Cancel")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 — Pushpoint recording").arg(visibleText(QFileInfo(path).fileName())));
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->addWidget(m_panel);
    setCentralWidget(content);
    makeStatusBar();
    resize(1000, 600);
    m_panel->setRecorded();
    m_panel->setHint(tr("Reading…"));
    auto *close = new QShortcut(QKeySequence::Close, this);
    connect(close, &QShortcut::activated, this, &QWidget::close);
    auto *filter = new QShortcut(QKeySequence::Find, this);
    connect(filter, &QShortcut::activated, m_panel, &TrafficPanel::editFilter);

    connect(m_job, &ImportJob::rowsRead, this,
            [this](const std::vector<TrafficRow> &rows, const ImportReport &soFar) {
                m_panel->append(rows);
                showProgress(soFar);
            });
    connect(m_job, &ImportJob::finished, this, [this](const ImportReport &report) {
        showEnd(report.isCutShort
                    ? tr("The first %1 rows; the file has more").arg(countText(report.rows))
                    : tr("%1 rows").arg(countText(report.rows)),
                report);
    });
    connect(m_job, &ImportJob::cancelled, this, [this](const ImportReport &report) {
        showEnd(tr("Cancelled after %1 rows").arg(countText(report.rows)), report);
    });
    connect(m_job, &ImportJob::failed, this, [this](const QString &reason) {
        m_panel->setHint(tr("It could not be opened: %1.").arg(visibleText(reason)));
        showEnd(visibleText(reason), {});
    });
    m_job->start();
}

void RecordingWindow::makeStatusBar()
{
    m_status->setObjectName(u"recordingStatus"_s);
    m_status->setTextFormat(Qt::PlainText);
    m_progress->setAccessibleName(tr("Read so far"));
    m_progress->setRange(0, 1000);
    m_progress->setMaximumWidth(200);
    m_cancel->setObjectName(u"recordingCancel"_s);
    connect(m_cancel, &QPushButton::clicked, m_job, &ImportJob::cancel);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->addPermanentWidget(m_cancel);
}

void RecordingWindow::showProgress(const ImportReport &report)
{
    m_status->setText(tr("Reading: %1 rows").arg(countText(report.rows)));
    if (report.bytesTotal > 0)
        m_progress->setValue(static_cast<int>(report.bytesRead * 1000 / report.bytesTotal));
}

void RecordingWindow::showEnd(const QString &text, const ImportReport &report)
{
    m_progress->hide();
    m_cancel->hide();
    QString all = text;
    if (report.badLines > 0) {
        QStringList numbers;
        for (const quint64 number : report.badLineNumbers)
            numbers += countText(number);
        if (report.badLines > report.badLineNumbers.size())
            numbers += u"…"_s;
        all += u" · "_s
            + tr("%1 lines could not be read: %2")
                  .arg(countText(report.badLines), numbers.join(u", "_s));
    }
    m_status->setText(all);
    if (report.bytesTotal > 0)
        m_panel->setHint(tr("There are no rows in it."));
    Q_EMIT read();
}

} // namespace pushpoint::ui
