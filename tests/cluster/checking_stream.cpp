#include "tests/cluster/checking_stream.h"

#include "tests/server/kit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

constexpr size_t unansweredMax = 64; // of one sender that does not wait

DeliveryLog::Answer answerOf(const QJsonObject &json)
{
    if (json.value("succeed"_L1).toBool())
        return DeliveryLog::Answer::Delivered;
    if (json.value("error"_L1).toString() == "cluster_unknown"_L1)
        return DeliveryLog::Answer::Unknown;
    if (json.value("msg"_L1).toString() == u"对方不在线"_s)
        return DeliveryLog::Answer::Offline;
    return DeliveryLog::Answer::Other;
}

QUrl socketUrl(quint16 port, const QByteArray &name)
{
    return QUrl(u"ws://127.0.0.1:%1/ws/%2"_s.arg(port).arg(QString::fromUtf8(name)));
}

} // namespace

struct CheckingStream::Receiver
{
    QWebSocket socket;
    int place = -1; ///< in the log; below zero: not open yet
};

struct CheckingStream::Sender
{
    QByteArray name;
    QList<QByteArray> receivers;
    qsizetype turn = 0;
    int batch = 0;                      ///< messages a post; 0: each alone
    std::unique_ptr<QTcpSocket> poster; ///< either this one, which waits for each answer,
    std::unique_ptr<QWebSocket> socket; ///< or that one, which does not
    QByteArray unread;
    std::deque<int> unanswered;
};

CheckingStream::CheckingStream() : m_timer(this)
{
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(1000 / perSecond);
    connect(&m_timer, &QTimer::timeout, this, &CheckingStream::sendNext);
}

CheckingStream::~CheckingStream()
{
    for (const auto &receiver : m_receivers)
        receiver->socket.disconnect(this);
    for (const auto &sender : m_senders) {
        if (sender->socket)
            sender->socket->disconnect(this);
    }
}

int CheckingStream::beginReceiver(const QByteArray &name, quint16 port, int node)
{
    m_receivers.push_back(std::make_unique<Receiver>());
    Receiver &receiver = *m_receivers.back();
    connect(&receiver.socket, &QWebSocket::connected, this, [this, &receiver, name, node] {
        receiver.place = m_log.noteOpened(name, node, nowMs());
    });
    connect(&receiver.socket, &QWebSocket::disconnected, this, [this, &receiver] {
        if (receiver.place >= 0)
            m_log.noteClosed(receiver.place, nowMs());
    });
    connect(&receiver.socket, &QWebSocket::textMessageReceived, this,
            [this, &receiver](const QString &text) { take(receiver, text); });
    receiver.socket.open(socketUrl(port, name));
    return int(m_receivers.size()) - 1;
}

int CheckingStream::openReceiver(const QByteArray &name, quint16 port, int node)
{
    const int place = beginReceiver(name, port, node);
    if (!waitUntil([&] { return isOpen(place); }))
        qFatal("a receiver could not open its socket");
    return place;
}

bool CheckingStream::isOpen(int receiver) const
{
    return m_receivers[size_t(receiver)]->place >= 0;
}

void CheckingStream::closeReceiver(int receiver)
{
    Receiver &closing = *m_receivers[size_t(receiver)];
    if (closing.place >= 0)
        m_log.noteClosed(closing.place, nowMs());
    closing.socket.close();
}

CheckingStream::Sender &CheckingStream::addPoster(const QByteArray &name, quint16 port,
                                                  const QList<QByteArray> &receivers)
{
    m_senders.push_back(std::make_unique<Sender>());
    Sender &added = *m_senders.back();
    added.name = name;
    added.receivers = receivers;
    added.poster = std::make_unique<QTcpSocket>();
    connect(added.poster.get(), &QTcpSocket::readyRead, this,
            [this, &added] { takePostAnswer(added); });
    added.poster->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    return added;
}

void CheckingStream::addBatchSender(const QByteArray &name, int batch, quint16 port,
                                    const QByteArray &receiver)
{
    addPoster(name, port, {receiver}).batch = batch;
}

void CheckingStream::addSenders(const QByteArray &prefix, int count, quint16 port,
                                const QList<QByteArray> &receivers)
{
    for (int i = 0; i < count; ++i) {
        const QByteArray name = prefix + QByteArray::number(i);
        if (i % 2 == 0) {
            addPoster(name, port, receivers).turn = i;
            continue;
        }
        m_senders.push_back(std::make_unique<Sender>());
        Sender &added = *m_senders.back();
        added.name = name;
        added.receivers = receivers;
        added.turn = i;
        added.socket = std::make_unique<QWebSocket>();
        connect(added.socket.get(), &QWebSocket::textMessageReceived, this,
                [this, &added](const QString &text) { takeSocketAnswer(added, text); });
        added.socket->open(socketUrl(port, name));
    }
}

void CheckingStream::flow(int timeMs)
{
    const qint64 untilMs = nowMs() + timeMs;
    waitUntil([&] { return nowMs() >= untilMs; }, timeMs + patienceMs);
}

void CheckingStream::finish()
{
    m_timer.stop();
    waitUntil([this] { return m_log.unanswered() == 0; }, 5'000);
    // What was answered as delivered is on its way at most so long.
    flow(200);
}

// The next one who may; at most as many as there are.
void CheckingStream::sendNext()
{
    for (size_t tried = 0; tried < m_senders.size(); ++tried) {
        Sender &sender = *m_senders[m_next++ % m_senders.size()];
        if (isIdle(sender)) {
            send(sender);
            return;
        }
    }
}

bool CheckingStream::isIdle(const Sender &sender) const
{
    if (sender.poster)
        return sender.poster->state() == QAbstractSocket::ConnectedState
            && sender.unanswered.empty();
    return sender.socket->state() == QAbstractSocket::ConnectedState
        && sender.unanswered.size() < unansweredMax;
}

void CheckingStream::send(Sender &sender)
{
    QByteArrayList bodies;
    int number = 0;
    for (int i = 0; i < std::max(1, sender.batch); ++i) {
        const QByteArray &to = sender.receivers[sender.turn++ % sender.receivers.size()];
        number = m_log.noteSent(sender.name, to, nowMs());
        sender.unanswered.push_back(number);
        bodies.append("\"to\":\"" + to + "\",\"content\":" + QByteArray::number(number) + "}");
    }
    const QByteArray from = "{\"from\":\"" + sender.name + "\",";
    if (sender.batch > 0)
        sender.poster->write(request("POST", "/rest/messages", "Content-Type: application/json\r\n",
                                     '[' + from + bodies.join("," + from) + ']'));
    else if (sender.poster)
        sender.poster->write(post(from + bodies.first()));
    else
        sender.socket->sendTextMessage(
            QString::fromUtf8("{\"ref\":\"" + QByteArray::number(number) + "\"," + bodies.first()));
}

void CheckingStream::takePostAnswer(Sender &sender)
{
    sender.unread += sender.poster->readAll();
    const qsizetype end = sender.unread.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    Reply reply;
    reply.head = sender.unread.left(end);
    const qsizetype size = reply.header("Content-Length").toInt();
    if (sender.unread.size() < end + 4 + size)
        return;
    const auto json = QJsonDocument::fromJson(sender.unread.mid(end + 4, size));
    sender.unread.remove(0, end + 4 + size);
    const QJsonArray answers = json.isArray() ? json.array() : QJsonArray{json.object()};
    for (const auto &answer : answers) {
        if (sender.unanswered.empty())
            return;
        m_log.noteAnswered(sender.unanswered.front(), answerOf(answer.toObject()), nowMs());
        sender.unanswered.pop_front();
    }
}

void CheckingStream::takeSocketAnswer(Sender &sender, const QString &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    const int number = json.value("ref"_L1).toString().toInt();
    m_log.noteAnswered(number, answerOf(json), nowMs());
    std::erase(sender.unanswered, number);
}

void CheckingStream::take(Receiver &receiver, const QString &text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    m_log.noteArrived(receiver.place, json.value("from"_L1).toString().toUtf8(),
                      json.value("content"_L1).toInt(-1));
}

} // namespace pushpoint::kit
