#pragma once

#include "server/broker/broker.h"
#include "server/broker/wire/envelope.h"

#include <QSet>

#include <map>
#include <set>

namespace pushpoint::broker {

/// The publishes whose outcome is pending, and the rule that decides it. Knows no wire: the broker
/// reports counts and acknowledgements to it, and asks it what to send again.
///
/// A look costs the broker much more than a bare publish, and only "nobody has it" needs one. So a
/// message for a name that was reached recently is published without a look; if it is refused, or
/// nobody acknowledges it for a while, the next attempt has one.
///
/// What one sender writes to one receiver keeps its order also where some of it is tried again: the
/// younger wait behind the older, and one that was overtaken is not tried again.
/// Times are steady milliseconds. Bounded by the broker. Server thread; owned by a broker.
class PublishLedger
{
public:
    /// What one atomic look at the broker showed when an attempt was sent.
    struct Reading
    {
        int receivers = 0;    ///< nodes that listen for the name
        bool settled = false; ///< every node that may live listens, so that a zero is no gap
    };

    /// Begins a publish. True: its first attempt is to be sent now; else sweep() tells when.
    [[nodiscard]] bool begin(Envelope envelope, Broker::Answer answer, qint64 nowMs);
    void noteReading(quint64 sequence, int attempt, const Reading &reading, qint64 nowMs);
    /// The attempt was published without a look. So many heard it, who may be others than nodes.
    void noteCount(quint64 sequence, int attempt, int listeners, qint64 nowMs);
    /// True where this attempt is to be published without a look.
    bool goesUnlooked(const Envelope &envelope) const
    {
        return envelope.attempt == 0 && m_reached.contains(envelope.message.to.utf8());
    }
    /// The attempt was not sent, or nobody knows whether it was.
    void noteFailure(quint64 sequence, int attempt, qint64 nowMs);
    /// A node, or our own echo, said how many took it there.
    void noteAck(const Ack &ack, qint64 nowMs);

    /// A message of that sequence went past this ledger and is delivered.
    void notePassed(const Message &message, quint64 sequence);

    /// Ends what has waited too long, and returns the sequences whose next attempt is due.
    std::vector<quint64> sweep(qint64 nowMs);
    /// The envelope of a pending publish, for its next attempt; null where it has ended meanwhile.
    const Envelope *find(quint64 sequence) const;
    /// Ends all of them as unknown.
    void endAll();

    bool isEmpty() const { return m_pending.empty(); }
    qsizetype size() const { return qsizetype(m_pending.size()); }

    static constexpr std::chrono::milliseconds ackTimeMax{500};
    /// Of an attempt without a look; then comes one with.
    static constexpr std::chrono::milliseconds unlookedTimeMax{200};
    static constexpr qsizetype reachedNamesMax = 50'000; ///< beyond, all are forgotten

private:
    struct Pending
    {
        Envelope envelope;
        Broker::Answer answer;
        QByteArray line;
        qint64 beganMs = 0;
        qint64 dueMs = 0; ///< of the next attempt, or of giving up
        bool isSent = false;
        bool isOvertaken = false; ///< a younger one was delivered
        int receivers = -1;       ///< below zero: not read yet
        bool settled = false;
        bool isUnlooked = false; ///< this attempt
        bool isInDoubt = false;  ///< an attempt was heard by somebody who said nothing
        int refusals = 0;        ///< nodes that said zero, in this attempt
    };
    /// From one sender to one receiver. Every pending publish is in exactly one of the two.
    struct Line
    {
        std::set<quint64> sent;
        std::set<quint64> waiting;
    };
    using Place = std::map<quint64, Pending>::iterator;

    void judge(Place place, qint64 nowMs);
    void retry(Place place, qint64 nowMs);
    void retryIn(qint64 pauseMs, Place place, qint64 nowMs);
    bool mayBeSent(quint64 sequence, const Pending &pending) const;
    void markSent(quint64 sequence, Pending &pending);
    void overtake(const QByteArray &line, quint64 sequence);
    void end(Place place, const Verdict &verdict);

    std::map<quint64, Pending> m_pending;
    std::map<QByteArray, Line> m_lines; ///< none is empty
    QSet<QByteArray> m_reached;         ///< names of which another node took the last message
};

} // namespace pushpoint::broker
