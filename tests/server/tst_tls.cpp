#include "tests/net/tls/certificate_files.h"
#include "tests/server/frame_client.h"
#include "tests/server/tls_client.h"

#include <QProcess>
#include <QTcpServer>
#include <QTest>

#include <vector>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

/// What the program openssl says as a client, which asks for /healthz.
QByteArray sClient(quint16 port, const QStringList &arguments)
{
    QProcess client;
    client.setProcessChannelMode(QProcess::MergedChannels);
    client.start(u"openssl"_s,
                 QStringList{u"s_client"_s, u"-connect"_s, u"127.0.0.1:%1"_s.arg(port)}
                     + arguments);
    client.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray said;
    waitUntil([&] {
        said += client.readAll();
        return client.state() == QProcess::NotRunning || said.contains("{\"status\":\"ok\"}");
    });
    client.closeWriteChannel();
    if (!client.waitForFinished(patienceMs))
        client.kill();
    client.waitForFinished();
    return said + client.readAll();
}

} // namespace

/// The running server by TLS: its handshakes, what comes by it, and its ends.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsThatItIsEncrypted();
    void opensslSpeaksOnlyTheNewVersions_data();
    void opensslSpeaksOnlyTheNewVersions();
    void opensslComesBackByItsTicket();
    void opensslAgreesOnHttp11();
    void plainHttpIsToldSo();
    void tlsOnAPlainPortIsEndedAndCounted();
    void halfAHelloKeepsNobodyOut();
    void aHelloInPiecesIsUnderstood();
    void aMegabyteGoesBothWays();
    void whoStopsReadingIsClosed();
    void ourEndIsToldBeforeTheConnectionEnds();
    void theirEndComesAfterTheAnswer();
    void tooManyAreToldSo();

private:
    ServerOptions options() const
    {
        ServerOptions options = quickOptions();
        options.tls = m_certificate.files();
        return options;
    }
    CertificateFiles m_certificate;
};

void TestTls::tellsThatItIsEncrypted()
{
    Server server;
    QUrl listening;
    connect(&server, &Server::listening, this, [&](const QUrl &url) { listening = url; });
    server.start(options());
    QVERIFY(waitUntil([&] { return listening.isValid(); }));
    QCOMPARE(listening.scheme(), u"https"_s);
    server.stop();
    QVERIFY(waitUntil([&] { return !server.isStarted(); }));
}

void TestTls::opensslSpeaksOnlyTheNewVersions_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("1.1") << u"-tls1_1"_s << QByteArray("no protocols available|protocol version");
    QTest::newRow("1.2") << u"-tls1_2"_s << QByteArray("New, TLSv1.2, Cipher is ECDHE-");
    QTest::newRow("1.3") << u"-tls1_3"_s << QByteArray("New, TLSv1.3, Cipher is TLS_");
}

void TestTls::opensslSpeaksOnlyTheNewVersions()
{
    QFETCH(QString, version);
    QFETCH(QByteArray, said);
    LiveServer server(options());
    // Debian's own configuration keeps openssl from offering 1.1.
    const QByteArray all
        = sClient(server.port(), {version, u"-cipher"_s, u"DEFAULT:@SECLEVEL=0"_s});
    const QByteArrayList expected = said.split('|');
    QVERIFY2(
        std::ranges::any_of(expected, [&](const QByteArray &one) { return all.contains(one); }),
        all.constData());
    QCOMPARE(all.contains("{\"status\":\"ok\"}"), version != "-tls1_1"_L1);
}

void TestTls::opensslComesBackByItsTicket()
{
    LiveServer server(options());
    const QString ticket = m_certificate.path(u"ticket"_s);
    for (const QString &version : {u"-tls1_2"_s, u"-tls1_3"_s}) {
        const QByteArray first = sClient(server.port(), {version, u"-sess_out"_s, ticket});
        QVERIFY2(first.contains("\nNew, TLSv1."), first.constData());
        const QByteArray again = sClient(server.port(), {version, u"-sess_in"_s, ticket});
        QVERIFY2(again.contains("\nReused, TLSv1."), again.constData());
        QVERIFY(again.contains("{\"status\":\"ok\"}"));
    }
}

void TestTls::opensslAgreesOnHttp11()
{
    LiveServer server(options());
    const QByteArray both = sClient(server.port(), {u"-alpn"_s, u"h2,http/1.1"_s});
    QVERIFY2(both.contains("ALPN protocol: http/1.1"), both.constData());
    const QByteArray other = sClient(server.port(), {u"-alpn"_s, u"h2"_s});
    QVERIFY2(other.contains("no application protocol"), other.constData());
}

void TestTls::plainHttpIsToldSo()
{
    LiveServer server(options());
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
    socket.write(get("/healthz"));
    QByteArray answer;
    while (socket.waitForReadyRead(patienceMs))
        answer += socket.readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
    QVERIFY2(answer.contains("this port speaks TLS: use https:// or wss://"), answer.constData());
    QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(socket.error(), QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(server.totals().refusedBy[size_t(ErrorCode::BadRequest)], 1);
}

void TestTls::tlsOnAPlainPortIsEndedAndCounted()
{
    ServerOptions plain = options();
    plain.tls = {};
    LiveServer server(plain);
    QSslSocket socket;
    socket.connectToHostEncrypted(u"127.0.0.1"_s, server.port());
    QVERIFY(!socket.waitForEncrypted(patienceMs));
    QVERIFY(socket.error() != QAbstractSocket::SocketTimeoutError);
    QVERIFY(
        waitUntil([&] { return server.totals().refusedBy[size_t(ErrorCode::BadRequest)] == 1; }));
}

void TestTls::halfAHelloKeepsNobodyOut()
{
    ServerOptions short_ = options();
    short_.limits.tlsHandshakeTimeMax = std::chrono::milliseconds(1500);
    LiveServer server(short_);
    std::vector<std::unique_ptr<QTcpSocket>> crowd(1000);
    for (auto &socket : crowd) {
        socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
        socket->write(QByteArray::fromHex("1603010200010001fc0303")); // the rest never comes
    }
    QVERIFY(waitUntil([&] {
        return std::ranges::all_of(crowd,
                                   [](const auto &socket) { return socket->bytesToWrite() == 0; });
    }));
    TlsClient client(server.port());
    QVERIFY(client.isEncrypted());
    QVERIFY(client.ask(get("/healthz")).startsWith("HTTP/1.1 200 "));
    QVERIFY(waitUntil([&] {
        return std::ranges::all_of(crowd, [](const auto &socket) {
            return socket->state() == QAbstractSocket::UnconnectedState;
        });
    }));
    QVERIFY(server.totals().refusedBy[size_t(ErrorCode::RequestTimeout)] > 0);
    QVERIFY(client.ask(get("/healthz")).startsWith("HTTP/1.1 200 "));
}

void TestTls::aHelloInPiecesIsUnderstood()
{
    LiveServer server(options());
    QTcpServer between;
    QVERIFY(between.listen(QHostAddress(QHostAddress::LocalHost)));
    QTcpSocket onward;
    onward.connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
    onward.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QTcpSocket *inward = nullptr;
    connect(&between, &QTcpServer::newConnection, this, [&] {
        inward = between.nextPendingConnection();
        connect(inward, &QTcpSocket::readyRead, this, [&] {
            for (const char byte : inward->readAll()) { // each in a packet of its own
                onward.write(&byte, 1);
                onward.flush();
            }
        });
        connect(&onward, &QTcpSocket::readyRead, inward, [&] { inward->write(onward.readAll()); });
    });
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, between.serverPort());
    QVERIFY(waitUntil([&] { return socket.isEncrypted(); }));
    socket.write(get("/healthz"));
    QVERIFY(waitUntil([&] { return socket.peek(12) == "HTTP/1.1 200"; }));
}

void TestTls::aMegabyteGoesBothWays()
{
    ServerOptions large = options();
    large.limits.clientMessageBytesMax = 2'000'000;
    large.limits.bodyBytesMax = 2'000'000;
    large.limits.sendQueueBytesMax = 4'000'000;
    LiveServer server(large);
    SecureReceiver receiver(server.port(), u"Bob"_s);
    QVERIFY(receiver.isOpen());
    const QString content(1'000'000, u'm');
    for (int round = 1; round <= 3; ++round) {
        receiver.socket().sendTextMessage(u"{\"to\":\"Bob\",\"content\":\"%1\"}"_s.arg(content));
        QVERIFY(waitUntil([&] {
            return std::ranges::count_if(
                       receiver.texts, [](const QString &text) { return text.size() > 1'000'000; })
                == round;
        }));
    }
    QVERIFY(receiver.texts.contains(u"{\"from\":\"Bob\",\"content\":\"%1\"}"_s.arg(content)));
}

void TestTls::whoStopsReadingIsClosed()
{
    ServerOptions small = options();
    small.limits.sendQueueBytesMax = 100'000;
    LiveServer server(small);
    TlsClient slow(server.port());
    slow.socket().setReadBufferSize(1);
    QVERIFY(slow.ask(get("/ws/Slow", upgradeHeaders())).startsWith("HTTP/1.1 101 "));
    TlsClient sender(server.port());
    const QByteArray message
        = post("{\"from\":\"a\",\"to\":\"Slow\",\"content\":\"" + QByteArray(60'000, 'x') + "\"}");
    const auto tooSlow = [&] {
        const auto at = std::ranges::find(closeCodes, CloseCode::TooSlow) - closeCodes.begin();
        return server.totals().closedByServer[size_t(at)];
    };
    // What fills the buffers of the kernel, and then ours.
    for (int i = 0; i < 500 && tooSlow() == 0; ++i)
        QVERIFY(sender.ask(message).startsWith("HTTP/1.1 200 "));
    QVERIFY(waitUntil([&] { return tooSlow() == 1; }));
}

void TestTls::ourEndIsToldBeforeTheConnectionEnds()
{
    LiveServer server(options());
    const QByteArray said = sClient(server.port(), {u"-msg"_s, u"-tls1_3"_s});
    QVERIFY2(said.contains("{\"status\":\"ok\"}"), said.constData());
    QVERIFY2(said.contains("close_notify"), said.constData());
}

void TestTls::theirEndComesAfterTheAnswer()
{
    LiveServer server(options());
    TlsClient client(server.port());
    QVERIFY(client.isEncrypted());
    client.socket().write(get("/healthz") + get("/healthz"));
    client.socket().disconnectFromHost(); // close_notify, and the end of the connection
    QVERIFY(
        waitUntil([&] { return client.socket().state() == QAbstractSocket::UnconnectedState; }));
    // The next ones: nothing of it has hurt the server.
    QVERIFY(TlsClient(server.port()).ask(get("/healthz")).startsWith("HTTP/1.1 200 "));
    QVERIFY(waitUntil([&] { return server.totals().httpConnectionsOpen == 0; }));
}

void TestTls::tooManyAreToldSo()
{
    ServerOptions few = options();
    few.limits.connectionsMax = 1;
    LiveServer server(few);
    TlsClient first(server.port());
    QVERIFY(first.ask(get("/healthz")).startsWith("HTTP/1.1 200 "));
    TlsClient second(server.port());
    QVERIFY(second.isEncrypted());
    QVERIFY(second.ask({}).startsWith("HTTP/1.1 503 "));
    QVERIFY(first.ask(get("/healthz")).startsWith("HTTP/1.1 200 "));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
