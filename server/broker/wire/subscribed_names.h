#pragma once

#include "server/broker/broker.h"

#include <QHash>
#include <QList>

#include <vector>

namespace pushpoint::broker {

/// The names that this node wants to be subscribed to, and which of them are confirmed. Knows no
/// wire: the caller sends what it asks for and reports confirmations. Times are steady
/// milliseconds. Server thread; owned by a broker.
class SubscribedNames
{
public:
    /// True where a subscription has to be sent.
    bool want(const QByteArray &name);
    /// True where an unsubscription has to be sent.
    bool unwant(const QByteArray &name);
    /// The confirmation is called once: when the name is confirmed, or not in time. The name must
    /// be wanted.
    void await(const QByteArray &name, Broker::Confirmation confirmation, qint64 dueMs);
    bool isConfirmed(const QByteArray &name) const;

    /// A subscription or unsubscription went out: what comes before its answer is not about it.
    void noteSent(const QByteArray &name);
    void noteAnswered(const QByteArray &name);
    /// The link is gone: nothing is confirmed.
    void noteLinkLost();
    void sweep(qint64 nowMs);

    /// All that are wanted and neither confirmed nor under way, so many at the most.
    QList<QByteArray> missing(int countMax) const;
    bool hasWaiting() const { return m_waiting > 0; }
    qsizetype size() const { return m_names.size(); }

private:
    struct Waiting
    {
        Broker::Confirmation confirmation;
        qint64 dueMs;
    };
    struct Name
    {
        bool wanted = false;
        bool confirmed = false;
        int underWay = 0; ///< sent and not answered
        std::vector<Waiting> waiting;
    };

    void answerAll(Name &name, bool confirmed);

    QHash<QByteArray, Name> m_names;
    int m_waiting = 0;
};

} // namespace pushpoint::broker
