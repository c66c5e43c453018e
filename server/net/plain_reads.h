#pragma once

#include "server/net/http_gateway.h"

#include <QHttpServer>
#include <QObject>

class QTcpSocket;

namespace pushpoint {

class Listener;

/// QHttpServer's part of the door: the reads that are not hot. It gets one whole, checked request
/// at a time, for of itself it would believe whatever a client sends. Server thread; owned by the
/// server's core, and by QHttpServer::bind() the owner of the listener.
class PlainReads : public QObject
{
    Q_OBJECT

public:
    /// The gateway must outlive this object.
    explicit PlainReads(HttpGateway &gateway, QObject *parent = nullptr);

    /// Takes the listener, which must be listening, as a child.
    void bind(Listener *listener);

    /// Lets QHttpServer answer. `bytes` are the request as it came, `request` and `head` the same,
    /// parsed; `first` on a socket that it has not seen. The answer is written when this returns.
    /// The socket may be deleted later by QHttpServer: it owns every socket that it has seen.
    void answer(QTcpSocket &socket, QByteArrayView bytes, const HttpRequest &request,
                const HttpHead &head, bool first);

private:
    QHttpServerResponse respond();

    HttpGateway &m_gateway;
    QHttpServer m_server;
    Listener *m_listener = nullptr;
    struct Current
    {
        const HttpRequest &request;
        const HttpHead &head;
    };
    const Current *m_current = nullptr; ///< while answer() runs: parsed once is enough
};

} // namespace pushpoint
