#include "client/transport/publisher.h"

#include "server/protocol/json/json_text.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

QByteArray encode(const OutgoingMessage &message)
{
    QByteArray body = "{\"from\":" + jsonQuoted(QByteArrayView(message.from.utf8()))
        + ",\"to\":" + jsonQuoted(QByteArrayView(message.to.utf8()))
        + ",\"content\":" + jsonQuoted(QStringView(message.text));
    if (!message.senderId.isEmpty())
        body += ",\"id\":" + jsonQuoted(QStringView(message.senderId));
    return body + '}';
}

/// A Pushpoint server says in JSON what is wrong; and it has the path, and takes a post there.
bool isOfAnotherServer(int status)
{
    return (status >= 200 && status < 300) || status == 404 || status == 405 || status == 501;
}

} // namespace

Publisher::Publisher(const ServerAddress &server, QObject *parent,
                     std::chrono::milliseconds answerTimeMax)
    : QObject(parent), m_server(server), m_answerTimeMax(answerTimeMax)
{ }

void Publisher::send(quint64 ticket, const OutgoingMessage &message)
{
    m_queue.enqueue({ticket, encode(message)});
    if (m_queue.size() == 1)
        sendNext();
}

void Publisher::sendNext()
{
    m_api.post(m_server.httpUrl("/rest/message"_L1, "detail=1"_L1), m_queue.constFirst().body,
               m_answerTimeMax, this, [this](const RestAnswer &answer) {
                   const quint64 ticket = m_queue.dequeue().ticket;
                   if (!m_queue.isEmpty())
                       sendNext();
                   Q_EMIT sent(ticket, readSendAnswer(answer));
               });
}

SendResult readSendAnswer(const RestAnswer &answer)
{
    if (answer.status == 0)
        return {SendOutcome::Unreachable, answer.problem, 0, 0};
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QJsonValue succeed = object.value("succeed"_L1);
    const QString msg = object.value("msg"_L1).toString();
    if (answer.status == 200 && succeed.isBool()) {
        if (succeed.toBool())
            return {SendOutcome::Delivered, {}, object.value("connections"_L1).toInt(), 200};
        return {SendOutcome::Offline,
                msg.isEmpty() ? Publisher::tr("the receiver is offline") : msg, 0, 200};
    }
    if (!msg.isEmpty())
        return {SendOutcome::Refused, msg, 0, answer.status};
    if (isOfAnotherServer(answer.status))
        return {SendOutcome::Refused, Publisher::tr("what answered is no Pushpoint server"), 0,
                answer.status};
    return {SendOutcome::Refused, Publisher::tr("the server answered %1").arg(answer.status), 0,
            answer.status};
}

} // namespace pushpoint
