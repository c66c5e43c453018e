#pragma once

#include "ui/record/replay/replayer.h"
#include "ui/record/table_rows.h"

#include <QObject>
#include <QUrl>

#include <memory>

class QAction;
class QMenu;
class QWidget;

namespace pushpoint::ui {

/// What can be done with recorded rows, for the menus of a window: save, open, copy, replay. Knows
/// no table and no server: it gets rows, requests publishes by a signal and gets their outcomes by
/// calls. GUI thread; a child of the window.
class RecordActions : public QObject
{
    Q_OBJECT

public:
    RecordActions(RecordRows rows, QWidget *window);

    // For the File menu.
    QAction *saveShown() const { return m_saveShown; }
    QAction *saveSelected() const { return m_saveSelected; }
    QAction *open() const { return m_open; }
    /// Adds what can be done with the selected rows: "Send again", "Copy as", "Replay…", "Save
    /// selected…".
    void fill(QMenu *menu) { fill(menu, m_rows, m_window); }

    /// The page's address; empty while the server does not listen.
    void setServer(const QUrl &server);
    /// Ignored where the ticket is of no replay.
    void showOutcome(quint64 ticket, const PublishOutcome &outcome);

    /// Saves without asking where. The format is that of the name.
    void saveTo(const QString &path, std::unique_ptr<RowSource> source)
    {
        saveTo(path, std::move(source), m_window);
    }
    /// Opens without asking what. The recording's rows can be used as the window's own.
    void openFile(const QString &path);
    /// Opens the dialog for the selected rows.
    void replay() { replay(m_rows, m_window); }

    /// Publishes the row's message once more; told() says what became of it. Nothing where the row
    /// is no publish or its content was not kept whole.
    void sendAgain(const pushpoint::ui::TrafficRow &row);

    /// More selected rows than these are not looked at for copies and replays.
    static constexpr quint64 usedRowsMax = 100'000;

Q_SIGNALS:
    void publishRequested(quint64 ticket, const pushpoint::Message &message);
    void serverChanged(const QUrl &server);
    void outcomeShown(quint64 ticket, const pushpoint::PublishOutcome &outcome);
    /// Something for the status line.
    void told(const QString &text);

private:
    void setTexts();
    void fill(QMenu *menu, const RecordRows &rows, QWidget *window);
    void replay(const RecordRows &rows, QWidget *window);
    void sendAgain(std::vector<Message> messages);
    void askWhereToSave(const RecordRows::Make &make, QWidget *window);
    void saveTo(const QString &path, std::unique_ptr<RowSource> source, QWidget *window);
    void askWhatToOpen();

    const RecordRows m_rows;
    QWidget *const m_window;
    QAction *m_saveShown;
    QAction *m_saveSelected;
    QAction *m_open;
    QUrl m_server;
    quint32 m_replays = 0;
};

} // namespace pushpoint::ui
