#pragma once

#include "client/history/history_export.h"
#include "client/history/history_store.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace pushpoint::client {

/// The part of a History that waits for the disk. Lives on the history's thread. Long work, such as
/// forgetting a year or writing out a conversation, is done in parts, with all other calls between.
class HistoryWorker : public QObject
{
    Q_OBJECT

public:
    HistoryWorker(const QString &path, const HistoryLimits &limits);

    /// What comes close together is written together.
    void append(const ConversationEntry &line);
    void setDelivery(const DeliveryChange &change);
    void setDraft(const Draft &draft);
    /// With what waits to be written.
    QList<ConversationEntry> page(const PageRequest &page, bool &isAll);
    QList<ConversationEntry> peers(const QString &self);
    QList<Draft> drafts();
    QList<ConversationEntry> search(const QString &self, const QString &text, int linesMax);
    void startExport(const ExportRequest &request);
    void cancelExport();
    void setLimits(const HistoryLimits &limits);
    /// Writes what waits.
    void flush();
    /// Puts a damaged file out of the way and goes on with a new one.
    void setAside();

Q_SIGNALS:
    void problemChanged(const QString &problem, bool isDamaged);
    void wasSetAside(const QString &name, const QString &problem);
    void exportProgressed(const QString &file, qint64 written, qint64 total);
    void exportEnded(const QString &file, pushpoint::client::ExportEnd end, const QString &problem);

private:
    void planFlush();
    bool isWritten() const;
    void forget();
    void note(QString &which, const QString &problem);

    HistoryStore m_store;
    HistoryLimits m_limits;
    QList<ConversationEntry> m_pending;
    QList<DeliveryChange> m_pendingChanges;
    QList<Draft> m_pendingDrafts; ///< one of a conversation
    QTimer m_flushTimer;
    QTimer m_draftTimer;
    QTimer m_forgetTimer;
    int m_untilForget = 0;  ///< lines until the limits are looked at again
    QString m_writeProblem; ///< until something is written again
    QString m_readProblem;
    std::unique_ptr<HistoryExport> m_export;
};

} // namespace pushpoint::client
