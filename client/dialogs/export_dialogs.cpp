#include "client/dialogs/export_dialogs.h"

#include "client/history/history.h"

#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QProgressDialog>
#include <QRegularExpression>
#include <QStandardPaths>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// What takes less is over before one could read it.
constexpr int progressAfterMs = 400;
/// Counts of lines may be beyond what a progress bar counts in.
constexpr int progressSteps = 1'000;

} // namespace

ExportDialogs::ExportDialogs(History &history, QWidget *window)
    : QObject(window), m_history(history), m_window(window)
{
    connect(&history, &History::exportProgressed, this, &ExportDialogs::onProgress);
    connect(&history, &History::exported, this, &ExportDialogs::onEnded);
}

void ExportDialogs::ask(const QString &self, const QString &peer)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    auto *dialog = new QFileDialog(
        m_window, tr("Export the conversation with %1").arg(peer),
        folder.filePath(suggestedFileName(self, peer, QDate::currentDate())), tr("Text (*.txt)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"txt"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, self, peer](const QString &file) {
        write({self, peer, file});
    });
    dialog->open();
}

void ExportDialogs::write(const ExportRequest &request)
{
    delete m_progress;
    m_file = request.file;
    m_progress = new QProgressDialog(tr("Writing the conversation with %1").arg(request.peer),
                                     tr("Cancel"), 0, progressSteps, m_window);
    m_progress->setWindowModality(Qt::NonModal); // a modal one runs the event loop in setValue()
    m_progress->setMinimumDuration(progressAfterMs);
    m_progress->setAutoClose(false);
    m_progress->setAutoReset(false);
    connect(m_progress, &QProgressDialog::canceled, &m_history, &History::cancelExport);
    m_progress->setValue(0);
    m_history.startExport(request);
}

void ExportDialogs::onProgress(const QString &file, qint64 written, qint64 total)
{
    if (file == m_file && m_progress && total > 0)
        m_progress->setValue(int(written * progressSteps / total));
}

void ExportDialogs::onEnded(const QString &file, ExportEnd end, const QString &problem)
{
    if (file != m_file)
        return;
    m_file.clear();
    delete m_progress;
    if (end != ExportEnd::Failed)
        return;
    auto *box
        = new QMessageBox(QMessageBox::Warning, tr("Export"),
                          tr("The conversation could not be written."), QMessageBox::Ok, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(u"%1: %2"_s.arg(QDir::toNativeSeparators(file), problem));
    box->open();
}

QString suggestedFileName(const QString &self, const QString &peer, const QDate &today)
{
    constexpr qsizetype nameCharsMax = 40;
    // What some file system, or a shell, would take for something else.
    static const QRegularExpression odd(u"[^\\p{L}\\p{N}_.@+-]+"_s);
    const auto part = [](QString name) {
        name = name.left(nameCharsMax).replace(odd, u"_"_s);
        while (name.startsWith(u'.') || name.startsWith(u'-'))
            name.remove(0, 1);
        return name;
    };
    return u"%1 %2 %3.txt"_s.arg(part(self), part(peer), today.toString(Qt::ISODate)).simplified();
}

} // namespace pushpoint::client
