#include "tests/cluster/delivery_log.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

int DeliveryLog::noteSent(const QByteArray &from, const QByteArray &to, qint64 atMs)
{
    m_messages.append({from, to, atMs, Answer::None, -1});
    return int(m_messages.size()) - 1;
}

void DeliveryLog::noteAnswered(int number, Answer answer, qint64 atMs)
{
    m_messages[number].answer = answer;
    m_messages[number].answeredMs = atMs;
}

int DeliveryLog::noteOpened(const QByteArray &name, int node, qint64 atMs)
{
    m_sockets.append({name, node, atMs, -1, {}});
    return int(m_sockets.size()) - 1;
}

void DeliveryLog::noteClosed(int socket, qint64 atMs)
{
    if (m_sockets[socket].closedMs < 0)
        m_sockets[socket].closedMs = atMs;
}

void DeliveryLog::noteArrived(int socket, const QByteArray &from, int number)
{
    m_sockets[socket].arrived[from].append(number);
}

QStringList DeliveryLog::complaints() const
{
    QStringList all;
    checkArrivals(all);
    checkAnswers(all);
    return all.first(std::min<qsizetype>(all.size(), 12));
}

int DeliveryLog::count(Answer answer) const
{
    return int(std::ranges::count(m_messages, answer, &Sent::answer));
}

qint64 DeliveryLog::lastSentMs(const QByteArray &to, Answer answer) const
{
    qint64 last = -1;
    for (const Sent &message : m_messages) {
        if (message.to == to && message.answer == answer)
            last = std::max(last, message.sentMs);
    }
    return last;
}

qint64 DeliveryLog::firstAnsweredMs(const QByteArray &to, Answer answer, qint64 afterMs) const
{
    qint64 first = -1;
    for (const Sent &message : m_messages) {
        if (message.to == to && message.answer == answer && message.sentMs > afterMs
            && (first < 0 || message.answeredMs < first))
            first = message.answeredMs;
    }
    return first;
}

void DeliveryLog::checkArrivals(QStringList &complaints) const
{
    for (const Socket &socket : m_sockets) {
        for (const QList<int> &numbers : socket.arrived) {
            QSet<int> seen;
            int highest = -1;
            for (const int number : numbers) {
                if (number < 0 || number >= m_messages.size()
                    || m_messages[number].to != socket.name)
                    complaints.append(u"came to the wrong name: %1"_s.arg(number));
                else if (seen.contains(number))
                    complaints.append(u"came twice to one socket: "_s + text(number));
                else if (number < highest)
                    complaints.append(u"came after %1: %2"_s.arg(highest).arg(text(number)));
                seen.insert(number);
                highest = std::max(highest, number);
            }
        }
    }
}

void DeliveryLog::checkAnswers(QStringList &complaints) const
{
    QSet<int> arrived;
    for (const Socket &socket : m_sockets) {
        for (const QList<int> &numbers : socket.arrived)
            arrived.unite({numbers.begin(), numbers.end()});
    }
    for (int number = 0; number < m_messages.size(); ++number) {
        const Sent &message = m_messages[number];
        switch (message.answer) {
        case Answer::None:
            complaints.append(u"was not answered: "_s + text(number));
            break;
        case Answer::Other:
            complaints.append(u"was answered by something else: "_s + text(number));
            break;
        case Answer::Unknown:
            break;
        case Answer::Delivered:
            if (!arrived.contains(number) && !mayHaveVanished(message))
                complaints.append(u"true, and never came: "_s + text(number));
            break;
        case Answer::Offline:
            if (const Socket *socket = openAllTheTime(message))
                complaints.append(
                    u"offline, and a socket was open on node %1 since %2: %3"_s.arg(socket->node)
                        .arg(socket->openedMs)
                        .arg(text(number)));
            break;
        }
    }
}

bool DeliveryLog::mayHaveVanished(const Sent &message) const
{
    return std::ranges::any_of(m_sockets, [&](const Socket &socket) {
        return socket.name == message.to && socket.closedMs >= message.sentMs - closingMs
            && socket.closedMs <= message.answeredMs + closingMs;
    });
}

const DeliveryLog::Socket *DeliveryLog::openAllTheTime(const Sent &message) const
{
    for (const Socket &socket : m_sockets) {
        const bool open = socket.name == message.to && socket.openedMs <= message.sentMs
            && (socket.closedMs < 0 || socket.closedMs > message.answeredMs);
        const bool gone = std::ranges::any_of(m_gone, [&](const Gone &one) {
            return one.node == socket.node && one.fromMs <= message.answeredMs
                && message.sentMs <= one.toMs;
        });
        if (open && !gone)
            return &socket;
    }
    return nullptr;
}

QString DeliveryLog::text(int number) const
{
    const Sent &message = m_messages[number];
    return u"number %1 from %2 to %3, sent at %4 ms, answered at %5 ms"_s.arg(number)
        .arg(QString::fromUtf8(message.from), QString::fromUtf8(message.to))
        .arg(message.sentMs)
        .arg(message.answeredMs);
}

} // namespace pushpoint::kit
