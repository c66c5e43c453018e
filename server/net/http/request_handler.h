#pragma once

#include "server/net/http/admission.h"
#include "server/net/http/connection_ends.h"
#include "server/net/http/handshake.h"

#include <variant>

namespace pushpoint::net {

class ServerSocket;

/// All policy behind a connection, which itself only reads, keeps the limits, and sends: what is
/// let in, what is answered, who takes over after an upgrade. Server thread; outlives the
/// connections.
class RequestHandler
{
public:
    /// Looks at the head alone, once for each request, before any body is taken in. Where answers
    /// are awaited, what it returns may be thrown away and asked for again.
    virtual std::variant<Admission, Refusal> admit(const HttpRequest &request, const HttpHead &head,
                                                   const ConnectionEnds &ends) const = 0;

    /// Answers a request that was admitted and read in full; by HttpReply::later where the answer
    /// is not known yet.
    virtual HttpReply answer(const HttpRequest &request, const HttpHead &head,
                             const Admission &admission)
        = 0;

    /// What the connection itself answered: a refusal, by admit() or by itself. `peer` is at the
    /// other end.
    virtual void noteRefusal(const Refusal &refusal, const QHostAddress &peer) = 0;

    /// Checks an upgrade that was admitted and read in full, before anything of it is done; once
    /// for each, for it is counted. Refusals: as checkHandshake(), and whatever speaks against a
    /// WebSocket now.
    virtual std::variant<Handshake, Refusal>
    checkUpgrade(const HttpRequest &request, const HttpHead &head, const Admission &admission) = 0;
    /// Takes the socket over and answers the upgrade. `behind` are bytes that followed it already.
    virtual void upgrade(ServerSocket &socket, Handshake handshake, QByteArrayView behind) = 0;
    /// How many it has taken over that are still open.
    virtual qsizetype upgradedCount() const = 0;

protected:
    ~RequestHandler() = default;
};

} // namespace pushpoint::net
