#pragma once

#include "server/broker/broker.h"
#include "server/broker/wire/sequence_window.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace pushpoint {

class InProcessBroker;

/// Where the brokers of one process meet. Outlives them. One thread.
class InProcessExchange
{
public:
    /// Hands the bytes to every linked member that subscribed to the name, as a wire would.
    void carry(const UserName &name, const QByteArray &bytes);

private:
    friend class InProcessBroker;
    QList<InProcessBroker *> m_members;
};

/// Joins nodes inside one process: for tests, and the measure of what every broker has to do. One
/// thread; owned by whoever made it.
class InProcessBroker : public broker::Broker
{
    Q_OBJECT

public:
    InProcessBroker(InProcessExchange &exchange, const QByteArray &nodeName,
                    QObject *parent = nullptr);
    ~InProcessBroker() override;

    void start() override;
    void stop() override;
    void forward(const Message &message) override;
    void publish(const Message &message, Answer answer) override;
    void probe(const Message &message, Acks then) override;
    void askPresence(const broker::PresenceQuery &query,
                     broker::PresenceLedger::Then then) override;
    void subscribe(const UserName &name, Confirmation confirmation = {}) override;
    bool isConfirmed(const UserName &name) const override;
    void unsubscribe(const UserName &name) override;

    std::vector<NodeView> nodes() const override;

    /// Cuts the link or mends it, as a lost connection would.
    void setCut(bool cut);
    const broker::SequenceWindow::Counts &counts() const { return m_sequences.counts(); }

private:
    friend class InProcessExchange;
    broker::Envelope envelopeOf(const Message &message, bool wantsAck);
    broker::Verdict ask(const broker::Envelope &envelope);
    std::optional<int> take(const QByteArray &bytes);

    InProcessExchange &m_exchange;
    const QByteArray m_id;
    broker::SequenceWindow m_sequences;
    QSet<QByteArray> m_names;
    quint64 m_lastSequence = 0;
};

} // namespace pushpoint
