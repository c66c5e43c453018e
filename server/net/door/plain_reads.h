#pragma once

#include "server/net/http/request_handler.h"

#include <QHttpServer>
#include <QObject>
#include <QPointer>

#include <functional>

class QTcpServer;

namespace pushpoint {

class AnswerSocket;

/// QHttpServer's part of the door: the reads that are not hot. It gets one whole, checked request
/// at a time, for of itself it would believe whatever a client sends, and it never sees a client's
/// socket, which it would read from and delete at times of its own: one socket without a connection
/// stands in for all of them. Server thread; owned by the server's core, and by QHttpServer::bind()
/// the owner of the listener.
class PlainReads : public QObject
{
    Q_OBJECT

public:
    /// The handler must outlive this object.
    explicit PlainReads(RequestHandler &handler, QObject *parent = nullptr);
    ~PlainReads() override;

    /// Makes QHttpServer take a socket for one that the listener accepted.
    using Hand = std::function<void(QTcpSocket *)>;
    /// Takes the listener, which must be listening, as a child.
    void bind(QTcpServer *listener, Hand hand);

    /// Lets QHttpServer answer and returns the answer as it goes over the wire. `bytes` are the
    /// request as it came, `request` and `head` the same, parsed.
    QByteArray answer(QByteArrayView bytes, const HttpRequest &request, const HttpHead &head,
                      const Admission &admission);

private:
    QHttpServerResponse respond();

    RequestHandler &m_handler;
    QHttpServer m_server;
    QTcpServer *m_listener = nullptr;
    Hand m_hand;
    QPointer<AnswerSocket> m_socket; ///< owned by the listener; made anew where it was closed
    struct Current
    {
        const HttpRequest &request;
        const HttpHead &head;
        const Admission &admission;
    };
    const Current *m_current = nullptr; ///< while answer() runs: parsed once is enough
};

} // namespace pushpoint
