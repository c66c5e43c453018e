#include "server/net/door/plain_reads.h"

#include "server/net/door/qt_compat.h"
#include "server/net/http/http_writer.h"
#include "server/net/socket/answer_socket.h"

#include <QScopedValueRollback>
#include <QTcpServer>
#include <QUrl>

namespace pushpoint::net {

PlainReads::~PlainReads() = default;

PlainReads::PlainReads(QObject *parent) : QObject(parent)
{
    m_server.route(QStringLiteral("/"), [this](const QHttpServerRequest &) { return respond(); });
    m_server.route(QStringLiteral("/<arg>"),
                   [this](const QUrl &, const QHttpServerRequest &) { return respond(); });
}

void PlainReads::bind(QTcpServer *listener, Hand hand)
{
    m_listener = listener;
    m_hand = std::move(hand);
    m_server.bind(listener);
}

QByteArray PlainReads::answer(QByteArrayView bytes, const HttpReply &reply)
{
    if (!m_socket || !m_socket->isOpen()) {
        m_socket = new AnswerSocket(m_listener);
        m_hand(m_socket);
    }
    const QScopedValueRollback now(m_reply, &reply);
    // From 6.8 on QHttpServer looks for more by a queued readyRead, and opens a transaction for it.
    if (m_socket->isTransactionStarted())
        m_socket->commitTransaction();
    m_socket->offer(bytes);
    Q_EMIT m_socket->readyRead();
    if (m_socket && m_socket->isTransactionStarted())
        m_socket->commitTransaction();
    QByteArray written = m_socket ? m_socket->takeWritten() : QByteArray();
    if (written.isEmpty()) { // it has not understood what we have; it must not be asked again
        appendReply(written, errorReply({ErrorCode::Internal, {}}), {});
        if (m_socket)
            m_socket->close();
    }
    return written;
}

QHttpServerResponse PlainReads::respond()
{
    const HttpReply reply = m_reply != nullptr ? *m_reply : errorReply({ErrorCode::Internal, {}});
    QHttpServerResponse response(reply.contentType, reply.body,
                                 QHttpServerResponse::StatusCode(reply.status));
    for (const HttpHeader &field : reply.headers)
        qt_compat::addHeader(response, field.name, field.value);
    qt_compat::addHeader(response, "Date", httpDateNow());
    return response;
}

} // namespace pushpoint::net
