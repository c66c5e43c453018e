#pragma once

#include "tests/cluster/delivery_log.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <deque>
#include <memory>
#include <vector>

namespace pushpoint::kit {

/// Two hundred messages a second through real nodes, each with its number, and everything that
/// comes of them in a DeliveryLog. Half of the senders post and wait for each answer; the others
/// send over a WebSocket and do not wait. The test's thread and its event loop.
class CheckingStream : public QObject
{
    Q_OBJECT

public:
    CheckingStream();
    ~CheckingStream() override;

    /// A WebSocket of this name; returns its place. Waits until it is open.
    int openReceiver(const QByteArray &name, quint16 port, int node);
    /// Without waiting: its log begins when it has opened.
    int beginReceiver(const QByteArray &name, quint16 port, int node);
    bool isOpen(int receiver) const;
    void closeReceiver(int receiver);

    /// Senders at this node, half of each kind, that write to these names in turn.
    void addSenders(const QByteArray &prefix, int count, quint16 port,
                    const QList<QByteArray> &receivers);
    /// One more, who posts so many at once, all to one name, and waits for their answer.
    void addBatchSender(const QByteArray &name, int batch, quint16 port,
                        const QByteArray &receiver);
    void start() { m_timer.start(); }
    /// Runs the event loop for so long: the stream goes on meanwhile.
    void flow(int timeMs);
    /// No more is sent, and all that was sent is answered, or patience has ended.
    void finish();

    DeliveryLog &log() { return m_log; }
    qint64 nowMs() const { return m_clock.elapsed(); }

    static constexpr int perSecond = 200;

private:
    struct Receiver;
    struct Sender;
    Sender &addPoster(const QByteArray &name, quint16 port, const QList<QByteArray> &receivers);
    void sendNext();
    bool isIdle(const Sender &sender) const;
    void send(Sender &sender);
    void takePostAnswer(Sender &sender);
    void takeSocketAnswer(Sender &sender, const QString &text);
    void take(Receiver &receiver, const QString &text);

    QElapsedTimer m_clock;
    QTimer m_timer;
    DeliveryLog m_log;
    std::vector<std::unique_ptr<Receiver>> m_receivers;
    std::vector<std::unique_ptr<Sender>> m_senders;
    size_t m_next = 0;
};

} // namespace pushpoint::kit
