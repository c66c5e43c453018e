#include "ui/record/replay/resending.h"

#include "ui/words/display_text.h"

namespace pushpoint::ui {

Resending::Resending(std::vector<Message> messages, quint64 firstTicket, QObject *parent)
    : QObject(parent), m_messages(std::move(messages)), m_firstTicket(firstTicket),
      m_isKnown(m_messages.size())
{ }

void Resending::start()
{
    for (size_t i = 0; i < m_messages.size(); ++i)
        Q_EMIT publishRequested(m_firstTicket + i, m_messages[i]);
}

void Resending::showOutcome(quint64 ticket, const PublishOutcome &outcome)
{
    const quint64 index = ticket - m_firstTicket; // wraps round below it, and is then too large
    if (m_isOver || index >= m_messages.size() || m_isKnown[index])
        return;
    m_isKnown[index] = true;
    ++m_known;
    m_connections += quint64(outcome.connections);
    if (outcome.delivered())
        ++m_delivered;
    else if (outcome.known)
        ++m_offline;
    if (m_known < m_messages.size())
        return;
    m_isOver = true;
    Q_EMIT told(result());
    deleteLater(); // we may be inside a signal that tells others, too
}

void Resending::forget()
{
    m_isOver = true;
    deleteLater();
}

QString Resending::result() const
{
    const QString receiver = visibleText(m_messages.front().to.text());
    const quint64 unknown = m_messages.size() - m_delivered - m_offline;
    if (m_messages.size() > 1)
        return tr("Sent again: %1 delivered, %2 offline, %3 not known")
            .arg(countText(m_delivered), countText(m_offline), countText(unknown));
    if (m_delivered > 0)
        return tr("Sent again to %1: delivered to %2").arg(receiver, countText(m_connections));
    if (m_offline > 0)
        return tr("Sent again: %1 was not online").arg(receiver);
    return tr("Sent again: whether %1 is online is not known").arg(receiver);
}

} // namespace pushpoint::ui
