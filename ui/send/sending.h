#pragma once

#include "server/protocol/message.h"
#include "ui/send/message_draft.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>

namespace pushpoint::ui {

/// `{{n}}` becomes the number of the round, from 1 on, `{{time}}` the moment in UTC (ISO 8601 with
/// milliseconds). Nothing else changes. A pure function.
QString filledIn(const QString &text, quint64 round, qint64 wallClockMs);

/// One draft on its way to one or more receivers, once or again and again, and what became of it.
/// It has no widgets and knows no server: it asks by a signal and is told the outcome. GUI thread;
/// owned by the send form.
class Sending : public QObject
{
    Q_OBJECT

public:
    /// What became of all rounds so far.
    struct Progress
    {
        quint64 sent = 0;
        quint64 answered = 0;
        quint64 connections = 0; ///< that took a message, summed
        QStringList offline;     ///< receivers of the newest round that were not there
        QStringList unknown;     ///< … of whom it could not be known
        qint64 latencyNs = 0;    ///< of the newest answer, from asking to being told
    };

    explicit Sending(QObject *parent = nullptr);

    /// Sends a round at once, and one every `interval` until stop() where that is above zero.
    /// Error: that of the first draft that is no message; nothing was sent then.
    Result<bool> start(const MessageDraft &draft, const QStringList &receivers,
                       std::chrono::milliseconds interval);
    /// Sends no more. What is on its way is still told.
    void stop();
    bool isRepeating() const { return m_timer.isActive(); }
    /// What is on its way gets no answer any more: the server has stopped.
    /// @return true if there was something.
    bool forget();
    void takeOutcome(quint64 ticket, const PublishOutcome &outcome);
    const Progress &progress() const { return m_progress; }

Q_SIGNALS:
    /// @param ticket comes back with the outcome; never twice the same.
    void publishRequested(quint64 ticket, const pushpoint::Message &message);
    void progressed();
    /// Repeating has ended, by stop() or by a round that made no message.
    void stopped();

private:
    Result<QList<Message>> messagesOfRound(quint64 round) const;
    void sendRound(const QList<Message> &messages);
    void repeat();

    struct OnItsWay
    {
        QString receiver;
        qint64 sentNs;
        quint64 round;
    };

    MessageDraft m_draft;
    QStringList m_receivers;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QHash<quint64, OnItsWay> m_waiting; ///< by ticket; bounded: see repeat()
    quint64 m_ticket = 0;
    quint64 m_round = 0;
    Progress m_progress;
};

} // namespace pushpoint::ui
