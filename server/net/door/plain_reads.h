#pragma once

#include "server/net/http/http_message.h"

#include <QHttpServer>
#include <QObject>
#include <QPointer>

#include <functional>

class QTcpServer;

namespace pushpoint::net {

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
    explicit PlainReads(QObject *parent = nullptr);
    ~PlainReads() override;

    /// Makes QHttpServer take a socket for one that the listener accepted.
    using Hand = std::function<void(QTcpSocket *)>;
    /// Takes the listener, which must be listening, as a child.
    void bind(QTcpServer *listener, Hand hand);

    /// Lets QHttpServer route the request and give this reply, whole; returns the answer as it goes
    /// over the wire. `bytes` are the request as it came.
    QByteArray answer(QByteArrayView bytes, const HttpReply &reply);

private:
    QHttpServerResponse respond();

    QHttpServer m_server;
    QTcpServer *m_listener = nullptr;
    Hand m_hand;
    QPointer<AnswerSocket> m_socket;    ///< owned by the listener; made anew where it was closed
    const HttpReply *m_reply = nullptr; ///< while answer() runs
};

} // namespace pushpoint::net
