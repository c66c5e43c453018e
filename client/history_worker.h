#pragma once

#include "client/history_store.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace pushpoint {

/// The part of a History that waits for the disk. Lives on the history's thread.
class HistoryWorker : public QObject
{
    Q_OBJECT

public:
    HistoryWorker(const QString &path, const HistoryLimits &limits);

    /// Lines that come close together are written together.
    void append(const ConversationEntry &line);
    void setDelivery(const QString &senderId, Delivery delivery, const QString &text);
    QList<ConversationEntry> recent(const QString &self, int linesMax);
    QList<ConversationEntry> search(const QString &self, const QString &text, int linesMax);
    /// Returns why it could not be written, or an empty text.
    QString exportText(const QString &self, const QString &peer, const QString &file);
    /// Writes what waits.
    void flush();

Q_SIGNALS:
    void problemChanged(const QString &problem);

private:
    void note(const QString &problem);

    HistoryStore m_store;
    const HistoryLimits m_limits;
    QList<ConversationEntry> m_pending;
    QTimer m_flushTimer;
    int m_untilForget = 0; ///< lines until the limits are looked at again
    QString m_problem;
};

} // namespace pushpoint
