#include "ui/record/record_actions.h"

#include "resources/language/retranslation.h"
#include "ui/record/copy_menu.h"
#include "ui/record/formats/recording_format.h"
#include "ui/record/jobs/save_dialog.h"
#include "ui/record/recording_window.h"
#include "ui/record/replay/replay_dialog.h"
#include "ui/record/replay/resending.h"
#include "ui/traffic/traffic_panel.h"
#include "ui/words/display_text.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QStandardPaths>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 openedRowsMax = 1'000'000; // as many as the table of what happens now keeps

/// Where the server would be if it ran: copies then still make sense.
QUrl usualServer()
{
    return QUrl(u"http://localhost:3000/"_s);
}

/// What can be sent again of the selected rows.
struct UsedRows
{
    ReplayScript script;
    bool areCut = false; ///< more are selected than are looked at
};

UsedRows usedRows(const RecordRows &from)
{
    UsedRows used;
    const auto source = from.selected();
    std::vector<TrafficRow> rows;
    quint64 seen = 0;
    for (source->next(rows); !rows.empty(); source->next(rows)) {
        for (const TrafficRow &row : rows) {
            if (seen++ == RecordActions::usedRowsMax) {
                used.areCut = true;
                return used;
            }
            used.script.add(row);
        }
    }
    return used;
}

} // namespace

RecordActions::RecordActions(RecordRows rows, QWidget *window)
    : QObject(window), m_rows(std::move(rows)), m_window(window), m_saveShown(new QAction(this)),
      m_saveSelected(new QAction(this)), m_open(new QAction(this))
{
    m_saveShown->setShortcut(QKeySequence::Save);
    m_saveSelected->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    m_open->setShortcut(QKeySequence::Open);
    connect(m_saveShown, &QAction::triggered, this,
            [this] { askWhereToSave(m_rows.shown, m_window); });
    connect(m_saveSelected, &QAction::triggered, this,
            [this] { askWhereToSave(m_rows.selected, m_window); });
    connect(m_open, &QAction::triggered, this, &RecordActions::askWhatToOpen);
    keepTranslated(window, [this] { setTexts(); });
}

void RecordActions::setTexts()
{
    m_saveShown->setText(tr("&Save shown rows…"));
    m_saveSelected->setText(tr("Save s&elected rows…"));
    m_open->setText(tr("&Open recording…"));
}

void RecordActions::fill(QMenu *menu, const RecordRows &rows, QWidget *window)
{
    const UsedRows used = usedRows(rows);
    const auto say = [menu](const QString &text) { menu->addAction(text)->setEnabled(false); };
    const std::vector<Message> &messages = used.script.messages;
    QAction *resend
        = menu->addAction(tr("Send &again"), this, [this, messages] { sendAgain(messages); });
    resend->setEnabled(!m_server.isEmpty() && !messages.empty()
                       && messages.size() <= Resending::messagesMax);
    menu->addMenu(
        new CopyMenu(used.script.messages, m_server.isEmpty() ? usualServer() : m_server, menu));
    QAction *again = menu->addAction(tr("&Replay…"), this, [=, this] { replay(rows, window); });
    again->setEnabled(!used.script.messages.empty());
    if (used.areCut)
        say(tr("only the first %1 selected rows").arg(countText(usedRowsMax)));
    if (used.script.skipped > 0)
        say(tr("without %1 whose content was not kept whole").arg(countText(used.script.skipped)));
    menu->addAction(m_saveSelected->text(), this,
                    [=, this] { askWhereToSave(rows.selected, window); });
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

void RecordActions::replay(const RecordRows &rows, QWidget *window)
{
    UsedRows used = usedRows(rows);
    if (used.areCut)
        Q_EMIT told(tr("Only the first %1 selected rows").arg(countText(usedRowsMax)));
    auto *dialog = new ReplayDialog(std::move(used.script), firstReplayTicket(m_replays++), window);
    connect(dialog, &ReplayDialog::publishRequested, this, &RecordActions::publishRequested);
    connect(this, &RecordActions::outcomeShown, dialog, &ReplayDialog::showOutcome);
    connect(this, &RecordActions::serverChanged, dialog,
            [dialog](const QUrl &server) { dialog->setServing(!server.isEmpty()); });
    dialog->setServing(!m_server.isEmpty());
    dialog->show();
}

void RecordActions::sendAgain(const TrafficRow &row)
{
    ReplayScript script;
    script.add(row);
    if (!script.messages.empty() && !m_server.isEmpty())
        sendAgain(std::move(script.messages));
}

void RecordActions::sendAgain(std::vector<Message> messages)
{
    auto *resending = new Resending(std::move(messages), firstReplayTicket(m_replays++), this);
    connect(resending, &Resending::publishRequested, this, &RecordActions::publishRequested);
    connect(resending, &Resending::told, this, &RecordActions::told);
    connect(this, &RecordActions::outcomeShown, resending, &Resending::showOutcome);
    connect(this, &RecordActions::serverChanged, resending, [resending](const QUrl &server) {
        if (server.isEmpty())
            resending->forget();
    });
    resending->start();
}

void RecordActions::askWhereToSave(const RecordRows::Make &make, QWidget *window)
{
    // What was chosen is what is there now, not when the dialog is closed.
    std::unique_ptr<RowSource> source = make();
    if (source->rowsTotal() == 0) {
        Q_EMIT told(tr("There are no rows to save"));
        return;
    }
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString path = QFileDialog::getSaveFileName(
        window, tr("Save Rows"), QDir(folder).filePath(u"pushpoint.ndjson"_s),
        tr("Recordings that can be opened again (*.ndjson);;Tables (*.csv);;HTTP Archives "
           "(*.har)"));
    if (!path.isEmpty())
        saveTo(path, std::move(source), window);
}

void RecordActions::saveTo(const QString &path, std::unique_ptr<RowSource> source, QWidget *window)
{
    auto job = std::make_unique<ExportJob>(
        path, std::move(source),
        makeRowWriter(formatOfFile(path), m_server.isEmpty() ? usualServer() : m_server));
    auto *dialog = new SaveDialog(std::move(job), window);
    connect(dialog, &SaveDialog::saved, this, &RecordActions::told);
    connect(dialog, &SaveDialog::failed, window, [window](const QString &text) {
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Save Rows"), {}, QMessageBox::Close,
                                    window);
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
    auto *recording = new RecordingWindow(path, openedRowsMax, m_window);
    const RecordRows rows = recordRowsOf(recording->panel());
    connect(recording->panel(), &TrafficPanel::contextMenuRequested, this,
            [=, this](QMenu *menu) { fill(menu, rows, recording); });
    recording->show();
}

} // namespace pushpoint::ui
