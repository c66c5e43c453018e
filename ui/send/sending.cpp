#include "ui/send/sending.h"

#include <QDateTime>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// A server that does not answer is not sent more.
constexpr qsizetype waitingMax = 1000;

} // namespace

QString filledIn(const QString &text, quint64 round, qint64 wallClockMs)
{
    QString filled = text;
    filled.replace("{{n}}"_L1, QString::number(round));
    filled.replace("{{time}}"_L1,
                   QDateTime::fromMSecsSinceEpoch(wallClockMs).toUTC().toString(Qt::ISODateWithMs));
    return filled;
}

Sending::Sending(QObject *parent) : QObject(parent)
{
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Sending::repeat);
}

Result<bool> Sending::start(const MessageDraft &draft, const QStringList &receivers,
                            std::chrono::milliseconds interval)
{
    m_draft = draft;
    m_receivers = receivers;
    const Result<QList<Message>> messages = messagesOfRound(1);
    if (!messages)
        return messages.error();
    m_waiting.clear();
    m_progress = {};
    m_round = 1;
    if (interval.count() > 0)
        m_timer.start(interval);
    else
        m_timer.stop();
    sendRound(*messages);
    return true;
}

void Sending::stop()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    Q_EMIT stopped();
}

bool Sending::forget()
{
    stop();
    const bool any = !m_waiting.isEmpty();
    m_waiting.clear();
    return any;
}

Result<QList<Message>> Sending::messagesOfRound(quint64 round) const
{
    QList<Message> messages;
    MessageDraft draft = m_draft;
    draft.content = filledIn(m_draft.content, round, QDateTime::currentMSecsSinceEpoch());
    for (const QString &receiver : m_receivers) {
        draft.to = receiver;
        Result<Message> message = draft.toMessage();
        if (!message)
            return message.error();
        messages += *message;
    }
    return messages;
}

void Sending::repeat()
{
    if (m_waiting.size() > waitingMax)
        return;
    const Result<QList<Message>> messages = messagesOfRound(m_round + 1);
    if (!messages)
        return stop(); // it has grown too long
    ++m_round;
    sendRound(*messages);
}

void Sending::sendRound(const QList<Message> &messages)
{
    m_progress.offline.clear();
    m_progress.unknown.clear();
    for (const Message &message : messages) {
        m_waiting.insert(++m_ticket, {message.to.text(), m_clock.nsecsElapsed(), m_round});
        ++m_progress.sent;
        Q_EMIT publishRequested(m_ticket, message);
    }
    Q_EMIT progressed();
}

void Sending::takeOutcome(quint64 ticket, const PublishOutcome &outcome)
{
    const auto found = m_waiting.constFind(ticket);
    if (found == m_waiting.constEnd())
        return;
    ++m_progress.answered;
    m_progress.connections += static_cast<quint64>(outcome.connections);
    m_progress.latencyNs = m_clock.nsecsElapsed() - found->sentNs;
    if (!outcome.delivered() && found->round == m_round)
        (outcome.known ? m_progress.offline : m_progress.unknown) += found->receiver;
    m_waiting.erase(found);
    Q_EMIT progressed();
}

} // namespace pushpoint::ui
