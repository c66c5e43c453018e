#include "tests/client/fake_server.h"

#include <QTcpSocket>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace {

qsizetype bodyLength(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            return line.mid(15).trimmed().toLongLong();
    }
    return 0;
}

} // namespace

FakeServer::FakeServer(QObject *parent)
    : QObject(parent), m_webSockets(u"fake"_s, QWebSocketServer::NonSecureMode)
{
    connect(&m_listener, &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_listener.nextPendingConnection();
        m_streams.append(socket);
        connect(socket, &QObject::destroyed, this, [this, socket] { m_streams.removeOne(socket); });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    });
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &FakeServer::onSocket);
}

FakeServer::~FakeServer()
{
    cut();
}

bool FakeServer::listen(quint16 port)
{
    const bool isListening = m_listener.listen(QHostAddress::LocalHost, port);
    m_port = m_listener.serverPort();
    return isListening;
}

void FakeServer::cut()
{
    m_listener.close();
    for (QWebSocket *socket : std::exchange(m_sockets, {})) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
    for (QTcpSocket *socket : std::exchange(m_streams, {})) {
        socket->disconnect(this);
        socket->abort();
    }
}

QString FakeServer::url() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_port);
}

void FakeServer::onReadyRead(QTcpSocket *socket)
{
    const QByteArray seen = socket->peek(1024 * 1024);
    const qsizetype headEnd = seen.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    const QByteArray head = seen.left(headEnd);
    const QList<QByteArray> start = head.left(head.indexOf('\r')).split(' ');
    if (start.value(1).startsWith("/ws/")) {
        if (leavesHandshakesOpen)
            return;
        if (refuseSocketsWith != 0) {
            socket->write("HTTP/1.1 " + QByteArray::number(refuseSocketsWith)
                          + " Refused\r\nContent-Length: 0\r\n\r\n");
            if (keepsRefusedSockets)
                socket->readAll();
            else
                socket->disconnectFromHost();
            return;
        }
        disconnect(socket, nullptr, this, nullptr);
        disconnect(socket, nullptr, socket, nullptr);
        m_streams.removeOne(socket);
        m_openedPaths.append(QString::fromLatin1(start.value(1)));
        m_webSockets.handleConnection(socket);
        Q_EMIT socket->readyRead();
        return;
    }
    const qsizetype length = bodyLength(head);
    if (seen.size() < headEnd + 4 + length)
        return;
    socket->read(headEnd + 4 + length);
    answer(socket, {start.value(0), start.value(1), seen.mid(headEnd + 4, length)});
}

void FakeServer::onSocket()
{
    QWebSocket *socket = m_webSockets.nextPendingConnection();
    socket->setParent(this);
    m_sockets.append(socket);
    connect(socket, &QWebSocket::disconnected, this, [this, socket] {
        m_sockets.removeOne(socket);
        socket->deleteLater();
    });
    Q_EMIT socketOpened(socket);
}

void FakeServer::answer(QTcpSocket *socket, const Request &request)
{
    m_requests.append(request);
    const Answer answer = onRequest ? onRequest(request) : Answer{404, "{}"};
    if (answer.isHeldBack)
        return;
    socket->write("HTTP/1.1 " + QByteArray::number(answer.status)
                  + " Status\r\nContent-Type: application/json\r\nContent-Length: "
                  + QByteArray::number(answer.body.size()) + "\r\n" + answer.headers + "\r\n"
                  + answer.body);
}
