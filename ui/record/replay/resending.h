#pragma once

#include "server/protocol/message.h"

#include <QObject>

#include <vector>

namespace pushpoint::ui {

/// Publishes messages once more, all at once, and sums up the outcomes in one line. Knows no
/// server: it requests publishes by a signal and gets the outcomes by calls. GUI thread; deletes
/// itself when the last outcome is known, or is known never to come.
class Resending : public QObject
{
    Q_OBJECT

public:
    /// More at once would be a burst that nobody saw coming; a replay sends them in their time.
    static constexpr size_t messagesMax = 100;

    /// @param messages at least one and at most messagesMax. @param firstTicket that and the
    /// numbers behind it are given to them.
    Resending(std::vector<Message> messages, quint64 firstTicket, QObject *parent);

    void start();
    /// Ignored where the ticket is none of its own.
    void showOutcome(quint64 ticket, const PublishOutcome &outcome);
    /// The server has stopped: what is on its way will get no outcome.
    void forget();

Q_SIGNALS:
    void publishRequested(quint64 ticket, const pushpoint::Message &message);
    /// One sentence, once all outcomes are known.
    void told(const QString &text);

private:
    QString result() const;

    const std::vector<Message> m_messages;
    const quint64 m_firstTicket;
    std::vector<bool> m_isKnown; ///< by message
    size_t m_known = 0;
    quint64 m_delivered = 0;
    quint64 m_connections = 0; ///< that took one, summed
    quint64 m_offline = 0;
    bool m_isOver = false;
};

} // namespace pushpoint::ui
