#pragma once

#include "client/history/history_export.h"
#include "client/history/history_limits.h"
#include "client/history/history_page.h"
#include "client/storage/worker_thread.h"

#include <QObject>

#include <atomic>

namespace pushpoint::client {

class HistoryWorker;

/// What was said by and to the names of one account, kept in a file by a thread of its own: no call
/// here ever waits for the disk. GUI thread; owned by an account. Where the file cannot be used it
/// says so, keeps what came meanwhile for a while, and tries again.
class History : public QObject
{
    Q_OBJECT

public:
    static constexpr int foundLinesMax = 300;

    explicit History(const QString &path, const HistoryLimits &limits = {},
                     QObject *parent = nullptr);
    /// Waits until all that was given is on disk.
    ~History() override;

    void append(const ConversationEntry &line);
    void setDelivery(const QString &senderId, Delivery delivery, const QString &text);
    /// Forgets a draft where its text is empty. What is typed on within a moment is written once.
    void setDraft(const Draft &draft);
    /// Returns a number, by which pageLoaded() answers. The page holds all that was given before
    /// this call, on disk or not, and nothing that was given after it.
    quint64 loadPage(const PageRequest &page);
    /// Answers by peersLoaded().
    void loadPeers(const QString &self);
    /// Answers by draftsLoaded().
    void loadDrafts();
    /// Blocks until all that was given is on disk, or cannot be written there.
    void flush();
    /// Answers by searchFinished(), unless another search is asked for before this one began.
    void search(const QString &self, const QString &text);
    /// Writes a conversation as plain text; answers by exportProgressed() and exported(). One at a
    /// time: another one ends the one before.
    void startExport(const ExportRequest &request);
    void cancelExport();
    /// Forgets at once what is beyond them.
    void setLimits(const HistoryLimits &limits);
    /// If the file is damaged: renames it and starts a new one, which gets everything received
    /// since then. Answers by wasSetAside().
    void setAside();

    /// Why nothing is kept at present, for people; empty while all is well.
    QString problem() const { return m_problem; }
    /// True if the file itself is at fault, so that waiting does not help.
    bool isDamaged() const { return m_isDamaged; }

Q_SIGNALS:
    /// In the order of time. `isAll`: there are no more lines on that side.
    void pageLoaded(quint64 number, const QList<pushpoint::client::ConversationEntry> &lines,
                    bool isAll);
    /// The last line with each peer, the newest first.
    void peersLoaded(const QString &self, const QList<pushpoint::client::ConversationEntry> &lines);
    void draftsLoaded(const QList<pushpoint::client::Draft> &drafts);
    /// The newest first.
    void searchFinished(const QString &text,
                        const QList<pushpoint::client::ConversationEntry> &lines);
    void exportProgressed(const QString &file, qint64 written, qint64 total);
    /// `problem`: why it failed, for people.
    void exported(const QString &file, pushpoint::client::ExportEnd end, const QString &problem);
    void problemChanged(const QString &problem);
    /// The damaged file is called `name` now; or `problem` says why it could not be renamed.
    void wasSetAside(const QString &name, const QString &problem);

private:
    std::atomic<quint64> m_newestSearch = 0;
    quint64 m_lastPage = 0;
    QString m_problem;
    bool m_isDamaged = false;
    WorkerThread<HistoryWorker> m_thread;
};

} // namespace pushpoint::client
