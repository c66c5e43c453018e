#include "tests/server/kit.h"

#include "tests/net/tls/certificate_files.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

bool waitUntil(const std::function<bool()> &condition, int timeMs)
{
    const QDeadlineTimer deadline(timeMs);
    QTimer alarm; // wakes the loop for conditions that no event tells of
    alarm.start(2);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

UserName named(QByteArrayView utf8)
{
    return UserName::parse(utf8).value();
}

bool goesByTls()
{
    static const bool does = qEnvironmentVariableIsSet("PUSHPOINT_TEST_TLS");
    return does;
}

ServerOptions quickOptions()
{
    ServerOptions options;
    options.port = 0;
    options.names = {named("Bob"), named("Alice"), named("Jack")};
    options.limits.closeWaitMax = std::chrono::milliseconds(300);
    if (goesByTls()) {
        static const CertificateFiles certificate;
        options.tls = certificate.files();
    }
    return options;
}

LiveServer::LiveServer(const ServerOptions &options)
{
    QObject::connect(&m_server, &Server::listening, &m_server,
                     [this](const QUrl &url) { m_port = quint16(url.port()); });
    m_server.setReload([] { return QStringList(); });
    m_server.start(options);
    if (!waitUntil([this] { return m_port != 0; }))
        qFatal("the server did not start");
}

LiveServer::~LiveServer()
{
    stop();
}

bool LiveServer::stop()
{
    m_server.stop();
    return waitUntil([this] { return !m_server.isStarted(); }, 15'000);
}

QByteArray Reply::header(QByteArrayView name) const
{
    QByteArrayList values;
    for (const QByteArray &line : head.split('\n').mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            values.append(line.mid(colon + 1).trimmed());
    }
    return values.join('|');
}

QJsonObject Reply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QByteArray Reply::word() const
{
    const QJsonObject object = json();
    const bool ours = object.value("succeed"_L1).isBool() && !object.value("succeed"_L1).toBool()
        && !object.value("msg"_L1).toString().isEmpty() && object.size() == 3;
    return ours ? object.value("error"_L1).toString().toUtf8() : QByteArray();
}

RawClient::RawClient(quint16 port)
{
    if (goesByTls()) {
        auto socket = std::make_unique<QSslSocket>();
        socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->connectToHostEncrypted(u"127.0.0.1"_s, port);
        if (!socket->waitForEncrypted(patienceMs))
            qFatal("no TLS at port %d", int(port));
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
        m_socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (!m_socket->waitForConnected(patienceMs))
            qFatal("cannot connect to port %d", int(port));
    }
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void RawClient::send(QByteArrayView bytes)
{
    m_socket->write(bytes.data(), bytes.size());
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(patienceMs)) { }
}

void RawClient::sendByteByByte(QByteArrayView bytes)
{
    for (const char &byte : bytes) {
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            return; // the server has heard enough
        m_socket->write(&byte, 1);
        m_socket->flush();
    }
}

void RawClient::endOurSide()
{
    ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
}

bool RawClient::readMore(int timeMs)
{
    if (m_socket->bytesAvailable() == 0)
        m_socket->waitForReadyRead(timeMs);
    const QByteArray more = m_socket->readAll();
    m_unread += more;
    return !more.isEmpty();
}

QByteArray RawClient::readUntil(QByteArrayView end, int timeMs)
{
    const QDeadlineTimer deadline(timeMs);
    for (;;) {
        const qsizetype at = m_unread.indexOf(end);
        if (at >= 0) {
            const QByteArray found = m_unread.left(at + end.size());
            m_unread.remove(0, found.size());
            return found;
        }
        if (!readMore(int(deadline.remainingTime())))
            return {};
    }
}

QByteArray RawClient::readExactly(qsizetype size, int timeMs)
{
    const QDeadlineTimer deadline(timeMs);
    while (m_unread.size() < size) {
        if (!readMore(int(deadline.remainingTime())))
            return {};
    }
    const QByteArray found = m_unread.left(size);
    m_unread.remove(0, size);
    return found;
}

Reply RawClient::reply(bool toHead, int timeMs)
{
    Reply reply;
    reply.head = readUntil("\r\n\r\n", timeMs);
    if (!reply.head.startsWith("HTTP/1.1 "))
        return reply;
    reply.status = reply.head.mid(9, 3).toInt();
    const bool bodiless = toHead || reply.status == 304 || reply.status / 100 == 1;
    if (!bodiless)
        reply.body = reply.header("Transfer-Encoding") == "chunked"
            ? readChunks(timeMs)
            : readExactly(reply.header("Content-Length").toLongLong(), timeMs);
    return reply;
}

// RFC 9112 §7.1; what is cut short has no end of an array.
QByteArray RawClient::readChunks(int timeMs)
{
    QByteArray body;
    for (;;) {
        const qsizetype size = readUntil("\r\n", timeMs).trimmed().toLongLong(nullptr, 16);
        const QByteArray chunk = readExactly(size + 2, timeMs);
        if (size == 0 || chunk.isEmpty())
            return body;
        body += chunk.chopped(2);
    }
}

Reply RawClient::ask(QByteArrayView bytes, bool isHead)
{
    send(bytes);
    return reply(isHead);
}

bool RawClient::isClosedInTime(int timeMs)
{
    const QDeadlineTimer deadline(timeMs);
    while (m_socket->state() == QAbstractSocket::ConnectedState && !deadline.hasExpired())
        readMore(int(deadline.remainingTime()));
    return m_socket->state() != QAbstractSocket::ConnectedState && m_unread.isEmpty();
}

// An answer to a further request is the proof.
bool RawClient::staysOpen()
{
    return m_unread.isEmpty() && ask(get("/healthz")).status == 200;
}

QByteArray request(const QByteArray &method, const QByteArray &target, const QByteArray &headers,
                   const std::optional<QByteArray> &body)
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers;
    if (body)
        bytes += "Content-Length: " + QByteArray::number(body->size()) + "\r\n";
    return bytes + "\r\n" + body.value_or(QByteArray());
}

QByteArray post(const QByteArray &json, const QByteArray &query)
{
    return request("POST", "/rest/message" + query, "Content-Type: application/json\r\n", json);
}

SocketClient::SocketClient(quint16 port, const QByteArray &segment)
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { texts.append(text); });
    QSslConfiguration trusting = m_socket.sslConfiguration();
    trusting.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_socket.setSslConfiguration(trusting);
    const QByteArray scheme = goesByTls() ? "wss" : "ws";
    m_socket.open(QUrl::fromEncoded(
        scheme + "://127.0.0.1:" + QByteArray::number(port) + "/ws/" + segment, QUrl::StrictMode));
}

// The handshake's answer leaves in the same turn in which the session is registered.
bool SocketClient::isOpenInTime()
{
    return waitUntil([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
}

bool SocketClient::isClosedInTime(int timeMs)
{
    return waitUntil([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; },
                     timeMs);
}

bool SocketClient::hasTextsInTime(qsizetype count, int timeMs)
{
    return waitUntil([this, count] { return texts.size() >= count; }, timeMs);
}

HealthyPair::HealthyPair(quint16 port, const QByteArray &name)
    : m_name(name), m_receiver(port, name), m_sender(port)
{ }

QByteArray HealthyPair::complaint()
{
    const QByteArray number = QByteArray::number(++m_sent);
    const Reply reply = m_sender.ask(
        post("{\"from\":\"pair\",\"to\":\"" + m_name + "\",\"content\":" + number + "}"));
    if (reply.body != "{\"succeed\":true}")
        return "the pair's message was answered by " + reply.head + reply.body;
    if (!m_receiver.hasTextsInTime(m_sent))
        return "the pair's message did not arrive";
    const QString expected
        = u"{\"from\":\"pair\",\"content\":%1}"_s.arg(QString::fromLatin1(number));
    if (m_receiver.texts.size() != m_sent || m_receiver.texts.constLast() != expected)
        return "the pair got something else: " + m_receiver.texts.join(u' ').toUtf8();
    return {};
}

qint64 residentBytes()
{
#ifdef __SANITIZE_ADDRESS__
    return 0; // it keeps what is freed
#endif
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

} // namespace pushpoint::kit
