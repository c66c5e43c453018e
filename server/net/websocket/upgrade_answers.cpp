#include "server/net/websocket/upgrade_answers.h"

#include "server/net/socket/answer_socket.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWebSocket>

#include <memory>

namespace pushpoint::net {

UpgradeAnswers::UpgradeAnswers()
    : m_server(QStringLiteral("pushpoint"), QWebSocketServer::NonSecureMode)
{ }

QByteArray UpgradeAnswers::answer(const Handshake &handshake)
{
    AnswerSocket socket;
    socket.offer(canonicalHandshake(handshake));
    m_server.handleConnection(&socket);
    // It reads by a queued call to itself. The answer is wanted now.
    QCoreApplication::sendPostedEvents(&m_server, QEvent::MetaCall);
    const QByteArray written = socket.takeWritten();
    // It says good-bye when it is deleted, which the socket swallows.
    const std::unique_ptr<QWebSocket> webSocket(m_server.nextPendingConnection());
    if (!webSocket || !written.endsWith("\r\n\r\n"))
        return {};
    QByteArray answer;
    for (qsizetype at = 0; at < written.size();) {
        const qsizetype next = written.indexOf("\r\n", at) + 2;
        const QByteArrayView line = QByteArrayView(written).sliced(at, next - at);
        at = next;
        if (line == "\r\n" && !handshake.protocol.isEmpty()) // RFC 6455 §4.2.2
            answer.append("Sec-WebSocket-Protocol: ").append(handshake.protocol).append("\r\n");
        // CORS is for fetches; a WebSocket is guarded by its Origin.
        if (!line.startsWith("Access-Control-"))
            answer.append(line);
    }
    return answer;
}

} // namespace pushpoint::net
