#pragma once

#include "server/access/bearer.h"
#include "server/net/api/batch_items.h"
#include "server/net/api/batch_results.h"
#include "server/net/http/http_message.h"
#include "server/node/node.h"

#include <functional>
#include <memory>

namespace pushpoint::net {

/// What is asked for with a batch. A value.
struct BatchWish
{
    BodyType type = BodyType::Json;
    bool detailed = false;          ///< results with id, connections and node
    access::BearerPointer bearer{}; ///< in whose names it may speak; none: in any
};

/// One accepted batch: publishes its messages a few at a time and answers with their results. Where
/// the client does not read these, or other nodes are slow, it waits; where the client has gone, it
/// goes on to the end, for it was accepted. Server thread; shared by whoever has something of it to
/// do: the BatchRunner, the outcomes it waits for, and the answer.
class Batch : public std::enable_shared_from_this<Batch>
{
public:
    /// @param canGoOn is called when the batch has something to do again after it had to wait.
    /// The items are of this body; the arrival is copied. The node must outlive the batch. A
    /// message may be as long as the body of one that is sent alone.
    using CanGoOn = std::function<void(const std::shared_ptr<Batch> &)>;
    Batch(Node &node, const Limits &limits, QByteArray body, BatchItems items, BatchWish wish,
          const Arrival &arrival, CanGoOn canGoOn);

    /// Publishes a few messages, and more until `dueNs` (as TrafficLog::nowNs()), while canWork().
    void work(qint64 dueNs);
    /// There are messages left, and room for their results.
    bool canWork() const;

    /// The answer, once: whole, or in pieces where it is long or not all known.
    HttpReply answer();
    /// Passes on what has become known. To be called after each work() that follows answer().
    void passOn();

    /// Results that are kept for a client who reads slowly.
    static constexpr qsizetype resultBytesMax = 256 * 1024;
    /// A longer answer leaves before it is whole.
    static constexpr qsizetype shortAnswerBytesMax = 64 * 1024;
    /// Messages that wait for the word of other nodes.
    static constexpr qsizetype unknownMax = 1024;

private:
    class Source;

    Result<Message> read(QByteArrayView item) const;
    void publish(QByteArrayView item);
    void noteChange(bool couldWork);
    void leaveAlone();

    Node &m_node;
    const qsizetype m_messageBytesMax;
    const QByteArray m_body;
    const QByteArray m_requestHead;
    const Arrival m_arrival;
    const BatchWish m_wish;
    const CanGoOn m_canGoOn;
    BatchItems m_items; ///< of m_body
    BatchResults m_results;
    bool m_isAllTaken = false;
    std::weak_ptr<Source> m_source; ///< of the answer, while somebody wants it
};

} // namespace pushpoint::net
