#pragma once

#include "client/history_store.h"

#include <QObject>
#include <QThread>

#include <atomic>

namespace pushpoint {

class HistoryWorker;

/// What was said by and to the names of one account, kept in a file by a thread of its own: no call
/// here ever waits for the disk. GUI thread; owned by an account. Where the file cannot be used it
/// says so, keeps what came meanwhile for a while, and tries again.
class History : public QObject
{
    Q_OBJECT

public:
    static constexpr int recentLinesMax = 2'000;
    static constexpr int foundLinesMax = 300;

    explicit History(const QString &path, const HistoryLimits &limits = {},
                     QObject *parent = nullptr);
    /// Waits until all that was given is on disk.
    ~History() override;

    void append(const ConversationEntry &line);
    void setDelivery(const QString &senderId, Delivery delivery, const QString &text);
    /// Answers by recentLoaded().
    void loadRecent(const QString &self);
    /// Answers by searchFinished(), unless another search is asked for before this one began.
    void search(const QString &self, const QString &text);
    /// Writes the conversation with this peer as plain text; answers by exported().
    void exportText(const QString &self, const QString &peer, const QString &file);

    /// Why nothing is kept at present, for people; empty while all is well.
    QString problem() const { return m_problem; }

Q_SIGNALS:
    /// In the order they happened.
    void recentLoaded(const QString &self, const QList<pushpoint::ConversationEntry> &lines);
    /// The newest first.
    void searchFinished(const QString &text, const QList<pushpoint::ConversationEntry> &lines);
    /// `problem` is empty where it went well.
    void exported(const QString &file, const QString &problem);
    void problemChanged(const QString &problem);

private:
    template <typename Work>
    void onWorker(Work work);

    QThread m_thread;
    HistoryWorker *m_worker; ///< lives on m_thread, deleted at its end
    std::atomic<quint64> m_newestSearch = 0;
    QString m_problem;
};

} // namespace pushpoint
