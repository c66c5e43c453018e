#pragma once

#include "tests/server/kit.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <vector>

namespace pushpoint::kit {

/// Two hundred messages a second by twenty pairs of a sender and a receiver, and the books: what
/// was answered, and what came. Each message tells its sender, its sequence and its time. Half of
/// the senders post one after the other, half send by WebSocket without waiting for answers. On
/// the test's thread: works while its event loop runs.
class CheckingStream : public QObject
{
    Q_OBJECT

public:
    CheckingStream(quint16 senderPort, quint16 receiverPort);
    ~CheckingStream() override;

    /// Receivers are open, and the first messages were delivered.
    bool start();
    /// Sends no more, and waits for all answers and all that was promised.
    bool settle();
    /// At least so many more were delivered from now on.
    bool deliversAgain(int count = 100, int timeMs = patienceMs);
    /// From now on a receiver's node may be gone: its offline is right, and what it took may be
    /// lost.
    void expectLoss() { m_expectsLoss = true; }

    /// What the answers promised and did not keep, or what came twice or in disorder; empty: right.
    QStringList complaints() const;
    int delivered() const { return m_delivered; }
    int offline() const { return m_offline; }
    int unknown() const { return m_unknown; }
    /// The longest time from a post to its answer.
    qint64 slowestAnswerMs() const { return m_slowestAnswerMs; }

private:
    struct Pair;
    void send(Pair &pair);
    void readHttp(Pair &pair);
    void takeAnswer(Pair &pair, int sequence, int status, const QByteArray &body);
    void takeMessage(Pair &pair, const QString &text);
    bool isSettled() const;

    const quint16 m_senderPort;
    const quint16 m_receiverPort;
    std::vector<std::unique_ptr<Pair>> m_pairs;
    QTimer m_pace;
    QElapsedTimer m_clock;
    size_t m_next = 0;
    bool m_expectsLoss = false;
    int m_delivered = 0;
    int m_offline = 0;
    int m_unknown = 0;
    qint64 m_slowestAnswerMs = 0;
    QStringList m_complaints;
};

} // namespace pushpoint::kit
