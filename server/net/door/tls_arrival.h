#pragma once

#include "server/net/socket/server_socket.h"
#include "server/net/turn/turn_share.h"
#include "server/protocol/error.h"

#include <QObject>

#include <optional>

namespace pushpoint::net {

struct HttpConnections;

/// An accepted socket until its TLS handshake is through, in front of the HttpConnection that it
/// then makes. Whoever speaks plain HTTP here is told so; whoever takes too long is cut. A
/// handshake costs much more than a request, so each is a step of the turn's work. Server thread; a
/// child of its socket.
class TlsArrival : public QObject, private TurnShare::Worker
{
    Q_OBJECT

public:
    /// Joins the others, which must outlive it.
    /// @param refusal what the client is told instead of being served.
    TlsArrival(ServerSocket &socket, HttpConnections &all, std::optional<Error> refusal);
    ~TlsArrival() override;

    /// Ends what takes too long. Called a few times a second.
    void sweep(qint64 nowMs);
    /// The server stops.
    void stop() { m_socket.abort(); }

private:
    void work();
    void workInTurn() override;
    bool speaksTls();
    void shakeHands();
    void serve();
    void note(const Error &error);
    qint64 deadlineMs() const;

    ServerSocket &m_socket;
    HttpConnections &m_all;
    std::optional<Error> m_refusal;
    qint64 m_deadlineMs;     ///< by the connections' clock
    bool m_hasBegun = false; ///< and speaks TLS
    bool m_isQueued = false; ///< for a later turn
};

} // namespace pushpoint::net
