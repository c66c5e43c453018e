#include "tests/cluster/checking_stream.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

constexpr int pairsCount = 20;
constexpr int paceMs = 5; // one message of the stream each: 200 a second

// What was answered as not delivered may still be on its way for so long, and no longer.
constexpr qint64 lateMs = 700;

} // namespace

struct CheckingStream::Pair
{
    int number = 0;
    std::unique_ptr<SocketClient> receiver;
    std::unique_ptr<SocketClient> socketSender; ///< null: it posts
    QTcpSocket httpSender;
    QByteArray unread;
    int posted = -1; ///< the sequence that waits for its answer; below zero: none
    int lastSequence = 0;
    QHash<int, qint64> sentAtMs; ///< not answered yet
    QList<int> promised;         ///< answered by true, in the order of the answers
    QList<int> came;
    QHash<int, qint64> deniedAtMs; ///< answered by 503 or offline

    QByteArray receiverName() const { return "receiver-" + QByteArray::number(number); }
};

CheckingStream::CheckingStream(quint16 senderPort, quint16 receiverPort)
    : m_senderPort(senderPort), m_receiverPort(receiverPort)
{
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, [this] { send(*m_pairs[m_next++ % m_pairs.size()]); });
}

CheckingStream::~CheckingStream() = default;

bool CheckingStream::start()
{
    m_clock.start();
    for (int i = 0; i < pairsCount; ++i) {
        m_pairs.push_back(std::make_unique<Pair>());
        Pair &pair = *m_pairs.back();
        pair.number = i;
        pair.receiver = std::make_unique<SocketClient>(m_receiverPort, pair.receiverName());
        connect(&pair.receiver->socket(), &QWebSocket::textMessageReceived, this,
                [this, &pair](const QString &text) { takeMessage(pair, text); });
        if (i % 2 != 0) {
            pair.socketSender
                = std::make_unique<SocketClient>(m_senderPort, "sender-" + QByteArray::number(i));
            connect(&pair.socketSender->socket(), &QWebSocket::textMessageReceived, this,
                    [this, &pair](const QString &text) {
                        const QByteArray body = text.toUtf8();
                        const QJsonObject answer = QJsonDocument::fromJson(body).object();
                        const bool known
                            = answer.contains("succeed"_L1) && !body.contains("cluster_unknown");
                        takeAnswer(pair, answer.value("ref"_L1).toString().toInt(),
                                   known ? 200 : 503, body);
                    });
        } else {
            connect(&pair.httpSender, &QTcpSocket::readyRead, this,
                    [this, &pair] { readHttp(pair); });
            pair.httpSender.connectToHost(QHostAddress(QHostAddress::LocalHost), m_senderPort);
        }
    }
    for (const auto &pair : m_pairs) {
        if (!pair->receiver->isOpenInTime()
            || (pair->socketSender && !pair->socketSender->isOpenInTime()))
            return false;
    }
    m_pace.start(paceMs);
    return deliversAgain(pairsCount);
}

void CheckingStream::send(Pair &pair)
{
    if (!pair.socketSender && pair.posted >= 0)
        return; // its answer is waited for
    const int sequence = ++pair.lastSequence;
    const qint64 nowMs = m_clock.elapsed();
    const QByteArray number = QByteArray::number(sequence);
    const QByteArray content = "{\"sender\":" + QByteArray::number(pair.number)
        + ",\"sequence\":" + number + ",\"time\":" + QByteArray::number(nowMs) + "}";
    QByteArray json = "{\"to\":\"" + pair.receiverName() + "\",\"content\":" + content;
    pair.sentAtMs.insert(sequence, nowMs);
    if (pair.socketSender) {
        json += ",\"ref\":\"" + number + "\"}";
        pair.socketSender->socket().sendTextMessage(QString::fromUtf8(json));
        return;
    }
    pair.posted = sequence;
    pair.httpSender.write(post(json + '}'));
}

void CheckingStream::readHttp(Pair &pair)
{
    pair.unread += pair.httpSender.readAll();
    const qsizetype headEnd = pair.unread.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    const QByteArray lower = pair.unread.first(headEnd).toLower();
    const qsizetype at = lower.indexOf("content-length:");
    const qsizetype size = at < 0 ? 0 : lower.mid(at + 15).split('\r').first().trimmed().toInt();
    if (pair.unread.size() < headEnd + 4 + size)
        return;
    const int status = pair.unread.mid(9, 3).toInt();
    const QByteArray body = pair.unread.mid(headEnd + 4, size);
    pair.unread.remove(0, headEnd + 4 + size);
    takeAnswer(pair, std::exchange(pair.posted, -1), status, body);
}

void CheckingStream::takeAnswer(Pair &pair, int sequence, int status, const QByteArray &body)
{
    const auto sentAt = pair.sentAtMs.constFind(sequence);
    if (sentAt == pair.sentAtMs.constEnd()) {
        m_complaints
            += u"pair %1: an answer to nothing: %2"_s.arg(pair.number).arg(QString::fromUtf8(body));
        return;
    }
    if (!pair.socketSender) // a socket's answers wait for those before them
        m_slowestAnswerMs = std::max(m_slowestAnswerMs, m_clock.elapsed() - *sentAt);
    pair.sentAtMs.erase(sentAt);
    if (!body.contains("\"succeed\":true"))
        pair.deniedAtMs.insert(sequence, m_clock.elapsed());
    if (status == 503) {
        ++m_unknown;
    } else if (body.contains("\"succeed\":true")) {
        ++m_delivered;
        pair.promised.append(sequence);
    } else if (body.contains("对方不在线")) {
        ++m_offline;
        if (!m_expectsLoss)
            m_complaints += u"pair %1: %2 was called offline"_s.arg(pair.number).arg(sequence);
    } else {
        m_complaints += u"pair %1: %2"_s.arg(pair.number).arg(QString::fromUtf8(body));
    }
}

void CheckingStream::takeMessage(Pair &pair, const QString &text)
{
    const QJsonObject content
        = QJsonDocument::fromJson(text.toUtf8()).object().value("content"_L1).toObject();
    const int sequence = content.value("sequence"_L1).toInt();
    if (content.value("sender"_L1).toInt(-1) != pair.number)
        m_complaints += u"pair %1 got what was not for it"_s.arg(pair.number);
    if (pair.came.contains(sequence))
        m_complaints += u"pair %1: %2 came twice"_s.arg(pair.number).arg(sequence);
    pair.came.append(sequence);
    const auto deniedAt = pair.deniedAtMs.constFind(sequence);
    if (deniedAt == pair.deniedAtMs.constEnd())
        return;
    if (const qint64 afterMs = m_clock.elapsed() - *deniedAt; afterMs > lateMs)
        m_complaints += u"pair %1: %2 came %3 ms after its answer, which was no"_s.arg(pair.number)
                            .arg(sequence)
                            .arg(afterMs);
}

bool CheckingStream::deliversAgain(int count, int timeMs)
{
    const int wanted = m_delivered + count;
    return waitUntil([&] { return m_delivered >= wanted; }, timeMs);
}

bool CheckingStream::isSettled() const
{
    for (const auto &pair : m_pairs) {
        if (!pair->sentAtMs.isEmpty())
            return false;
        const QSet<int> came(pair->came.cbegin(), pair->came.cend());
        for (const int sequence : pair->promised) {
            if (!m_expectsLoss && !came.contains(sequence))
                return false;
        }
    }
    return true;
}

bool CheckingStream::settle()
{
    m_pace.stop();
    return waitUntil([this] { return isSettled(); });
}

QStringList CheckingStream::complaints() const
{
    QStringList all = m_complaints;
    for (const auto &pair : m_pairs) {
        const QSet<int> promised(pair->promised.cbegin(), pair->promised.cend());
        const QSet<int> cameAtAll(pair->came.cbegin(), pair->came.cend());
        QList<int> came, awaited;
        for (const int sequence : pair->came) {
            if (promised.contains(sequence)) // else answered as unknown, which may come or not
                came.append(sequence);
        }
        for (const int sequence : pair->promised) {
            if (cameAtAll.contains(sequence))
                awaited.append(sequence);
            else if (!m_expectsLoss)
                all += u"pair %1: %2 was promised and never came"_s.arg(pair->number).arg(sequence);
        }
        if (came != awaited)
            all += u"pair %1: not in the order of the answers"_s.arg(pair->number);
        for (auto it = pair->sentAtMs.cbegin(); it != pair->sentAtMs.cend(); ++it)
            all += u"pair %1: %2 was never answered"_s.arg(pair->number).arg(it.key());
    }
    return all;
}

} // namespace pushpoint::kit
