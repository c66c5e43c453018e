#include "ui/record/record_actions.h"

#include "ui/record/copy_menu.h"
#include "ui/record/recording_window.h"
#include "ui/record/replay_dialog.h"
#include "ui/record/save_dialog.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QStandardPaths>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 openedRowsMax = 1'000'000; // as many as the table of what happens now keeps

/// Where the server would be if it ran: copies then still make sense.
QUrl usualServer()
{
    return QUrl(u"http://localhost:3000/"_s);
}

} // namespace

RecordActions::RecordActions(RecordRows rows, QWidget *window)
    : QObject(window), m_rows(std::move(rows)), m_window(window),
      m_saveShown(new QAction(tr("&Save shown rows…"), this)),
      m_saveSelected(new QAction(tr("Save s&elected rows…"), this)),
      m_open(new QAction(tr("&Open recording…"), this))
{
    m_saveShown->setShortcut(QKeySequence::Save);
    m_saveSelected->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    m_open->setShortcut(QKeySequence::Open);
    connect(m_saveShown, &QAction::triggered, this, [this] { askWhereToSave(m_rows.shown); });
    connect(m_saveSelected, &QAction::triggered, this, [this] { askWhereToSave(m_rows.selected); });
    connect(m_open, &QAction::triggered, this, &RecordActions::askWhatToOpen);
}

ReplayScript RecordActions::selectedScript() const
{
    ReplayScript script;
    const auto source = m_rows.selected();
    std::vector<TrafficRow> rows;
    quint64 seen = 0;
    for (source->next(rows); !rows.empty() && seen < usedRowsMax; source->next(rows)) {
        for (const TrafficRow &row : rows)
            script.add(row);
        seen += rows.size();
    }
    return script;
}

void RecordActions::fill(QMenu *menu)
{
    const ReplayScript script = selectedScript();
    menu->addMenu(
        new CopyMenu(script.messages, m_server.isEmpty() ? usualServer() : m_server, menu));
    QAction *again = menu->addAction(tr("&Replay…"), this, &RecordActions::replay);
    again->setEnabled(!script.messages.empty());
    QAction *save = menu->addAction(m_saveSelected->text());
    connect(save, &QAction::triggered, m_saveSelected, &QAction::trigger);
}

void RecordActions::setServer(const QUrl &server)
{
    m_server = server;
    Q_EMIT serverChanged(server);
}

void RecordActions::showOutcome(quint64 ticket, const PublishOutcome &outcome)
{
    Q_EMIT outcomeShown(ticket, outcome);
}

void RecordActions::replay()
{
    auto *dialog = new ReplayDialog(selectedScript(), firstReplayTicket(m_replays++), m_window);
    connect(dialog, &ReplayDialog::publishRequested, this, &RecordActions::publishRequested);
    connect(this, &RecordActions::outcomeShown, dialog, &ReplayDialog::showOutcome);
    connect(this, &RecordActions::serverChanged, dialog,
            [dialog](const QUrl &server) { dialog->setServing(!server.isEmpty()); });
    dialog->setServing(!m_server.isEmpty());
    dialog->show();
}

void RecordActions::askWhereToSave(const RecordRows::Make &make)
{
    // What was chosen is what is there now, not when the dialog is closed.
    std::unique_ptr<RowSource> source = make();
    if (source->rowsTotal() == 0) {
        Q_EMIT told(tr("There are no rows to save"));
        return;
    }
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString path = QFileDialog::getSaveFileName(
        m_window, tr("Save Rows"), QDir(folder).filePath(u"pushpoint.ndjson"_s),
        tr("Recordings that can be opened again (*.ndjson);;Tables (*.csv);;HTTP Archives "
           "(*.har)"));
    if (!path.isEmpty())
        saveTo(path, std::move(source));
}

void RecordActions::saveTo(const QString &path, std::unique_ptr<RowSource> source)
{
    auto job = std::make_unique<ExportJob>(
        path, std::move(source),
        makeRowWriter(formatOfFile(path), m_server.isEmpty() ? usualServer() : m_server));
    auto *dialog = new SaveDialog(std::move(job), m_window);
    connect(dialog, &SaveDialog::saved, this, &RecordActions::told);
    connect(dialog, &SaveDialog::failed, this, [this](const QString &text) {
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Save Rows"), {}, QMessageBox::Close,
                                    m_window);
        box->setTextFormat(Qt::PlainText);
        box->setText(text);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

void RecordActions::askWhatToOpen()
{
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Open Recording"), {},
                                                      tr("Recordings (*.ndjson);;All files (*)"));
    if (!path.isEmpty())
        openFile(path);
}

void RecordActions::openFile(const QString &path)
{
    auto *window = new RecordingWindow(path, openedRowsMax, m_window);
    window->show();
}

} // namespace pushpoint
