#include "server/net/plain_reads.h"

#include "server/net/http_writer.h"
#include "server/net/listener.h"
#include "server/net/pushed_back.h"
#include "server/net/qt_compat.h"

#include <QScopedValueRollback>
#include <QTcpSocket>
#include <QUrl>

namespace pushpoint {

PlainReads::PlainReads(HttpGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    m_server.route(QStringLiteral("/"), [this](const QHttpServerRequest &) { return respond(); });
    m_server.route(QStringLiteral("/<arg>"),
                   [this](const QUrl &, const QHttpServerRequest &) { return respond(); });
}

void PlainReads::bind(Listener *listener)
{
    m_listener = listener;
    m_server.bind(listener);
}

void PlainReads::answer(QTcpSocket &socket, QByteArrayView bytes, const HttpRequest &request,
                        const HttpHead &head, bool first)
{
    const Current current{request, head};
    const QScopedValueRollback now(m_current, &current);
    pushBack(socket, bytes);
    if (first)
        m_listener->handToHttpServer(&socket);
    Q_EMIT socket.readyRead();
}

QHttpServerResponse PlainReads::respond()
{
    const HttpReply reply = m_current != nullptr
        ? m_gateway.answer(m_current->request, m_current->head)
        : errorReply({ErrorCode::Internal, {}});
    QHttpServerResponse response(reply.contentType, reply.body,
                                 QHttpServerResponse::StatusCode(reply.status));
    for (const HttpHeader &field : reply.headers)
        qt_compat::addHeader(response, field.name, field.value);
    qt_compat::addHeader(response, "Date", httpDateNow());
    return response;
}

} // namespace pushpoint
