#include "client/transport/inbox.h"
#include "tests/client/fake_server.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QWebSocket>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

QWebSocketProtocol::CloseCode closeCode(int code)
{
    return static_cast<QWebSocketProtocol::CloseCode>(code);
}

/// RFC 6455 §4.2.2.
QByteArray upgradeAnswer(const QByteArray &request)
{
    const QByteArray label = "sec-websocket-key:";
    const qsizetype at = request.toLower().indexOf(label) + label.size();
    const QByteArray key = request.mid(at, request.indexOf('\r', at) - at).trimmed();
    const QByteArray accept = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                       QCryptographicHash::Sha1);
    return "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + accept.toBase64() + "\r\n\r\n";
}

double noWait()
{
    return 0.0;
}

double longWait()
{
    return 0.999;
}

} // namespace

class TestInbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void receivesForItsName()
    {
        FakeServer server;
        QVERIFY(server.listen());
        Inbox inbox(*ServerAddress::parse(server.url()));
        QStringList arrived;
        connect(&inbox, &Inbox::messageArrived, this,
                [&](const UserName &to, const IncomingMessage &message) {
                    arrived << to.text() << message.from << message.text;
                });
        QCOMPARE(inbox.state(), InboxState::Idle);
        inbox.open(name(u"李/雷"));
        QCOMPARE(inbox.state(), InboxState::Connecting);
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        QCOMPARE(server.openedPaths(), QStringList{u"/ws/%E6%9D%8E%2F%E9%9B%B7"_s});

        server.sockets()[0]->sendTextMessage(uR"({"from":"Bob","content":"hi"})"_s);
        QTRY_COMPARE(arrived, QStringList({u"李/雷"_s, u"Bob"_s, u"hi"_s}));
    }

    void anotherNameClosesTheOldSocket()
    {
        FakeServer server;
        QVERIFY(server.listen());
        InboxTimes times;
        times.closeWaitMax = 60'000ms; // only a good-bye ends the old socket in time
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, times);
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        QWebSocket *old = server.sockets()[0];
        const QSignalSpy oldClosed(old, &QWebSocket::disconnected);
        int oldCode = 0;
        connect(old, &QWebSocket::disconnected, this, [&] { oldCode = old->closeCode(); });
        const QSignalSpy states(&inbox, &Inbox::stateChanged);

        inbox.open(name(u"Alice"));
        QTRY_COMPARE(oldClosed.size(), 1);
        QCOMPARE(oldCode, 1000);
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        QCOMPARE(server.openedPaths(), QStringList({u"/ws/Bob"_s, u"/ws/Alice"_s}));
        QCOMPARE(server.sockets().size(), 1);
        QCOMPARE(states.size(), 2); // connecting, connected: the old end is no loss
        QVERIFY(inbox.findChildren<QWebSocket *>().size() <= 2);
        QTRY_COMPARE(inbox.findChildren<QWebSocket *>().size(), 1);
    }

    void whatHasArrivedIsReadBeforeTheEnd_data()
    {
        QTest::addColumn<bool>("isForAnotherName");
        QTest::newRow("close") << false;
        QTest::newRow("another name") << true;
    }
    void whatHasArrivedIsReadBeforeTheEnd()
    {
        QFETCH(bool, isForAnotherName);
        FakeServer server;
        QVERIFY(server.listen());
        InboxTimes times;
        times.closeWaitMax = 60'000ms; // only the server's good-bye ends the waiting in time
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, times);
        const QSignalSpy arrived(&inbox, &Inbox::messageArrived);
        const QSignalSpy closed(&inbox, &Inbox::closed);
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        QWebSocket *socket = server.sockets()[0];
        int closeCode = 0;
        connect(socket, &QWebSocket::disconnected, this, [&] { closeCode = socket->closeCode(); });
        for (int i = 0; i < 1'000; ++i)
            socket->sendTextMessage(uR"({"from":"Frank","content":"hi"})"_s);
        socket->flush();
        if (isForAnotherName)
            inbox.open(name(u"Alice"));
        else
            inbox.close();
        QTRY_COMPARE(arrived.size(), 1'000);
        QTRY_COMPARE(closeCode, 1000);
        QTRY_COMPARE(inbox.findChildren<QWebSocket *>().size(), isForAnotherName ? 1 : 0);
        QCOMPARE(inbox.isClosed(), !isForAnotherName);
        QCOMPARE(closed.size(), isForAnotherName ? 0 : 1);
    }

    void aServerThatNeverStopsIsLeft()
    {
        // It sends and sends, and does not read what the client says.
        QTcpServer server;
        QTimer chatter;
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, &chatter, [socket, &chatter] {
                if (chatter.isActive())
                    return;
                socket->write(upgradeAnswer(socket->readAll()));
                chatter.start(5ms);
            });
            connect(&chatter, &QTimer::timeout, socket, [socket] { socket->write("\x81\x02{}"); });
        });
        QVERIFY(server.listen(QHostAddress::LocalHost));
        InboxTimes times;
        times.closeWaitMax = 100ms;
        const QString url = u"http://127.0.0.1:%1"_s.arg(server.serverPort());
        Inbox inbox(*ServerAddress::parse(url), nullptr, times);
        const QSignalSpy arrived(&inbox, &Inbox::messageArrived);
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        QTRY_VERIFY(!arrived.isEmpty());
        inbox.close();
        QVERIFY(!inbox.isClosed());
        QTRY_VERIFY(inbox.isClosed());
        QVERIFY(inbox.findChildren<QWebSocket *>().size() <= 1);
    }

    void theSameNameIsLeftAlone()
    {
        FakeServer server;
        QVERIFY(server.listen());
        Inbox inbox(*ServerAddress::parse(server.url()));
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        inbox.open(name(u"Bob"));
        QCOMPARE(inbox.state(), InboxState::Connected);
        QCOMPARE(server.openedPaths().size(), 1);
    }

    void comesBackAfterATornConnection()
    {
        FakeServer server;
        QVERIFY(server.listen());
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, {}, noWait);
        const QSignalSpy states(&inbox, &Inbox::stateChanged);
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        const quint16 port = server.port();
        server.cut();
        QTRY_COMPARE(inbox.endReason(), u"Connection refused"_s);
        QVERIFY(server.listen(port));
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        QCOMPARE(inbox.endReason(), QString());
        QCOMPARE(states[2][0].value<InboxState>(), InboxState::Waiting);
    }

    void doesByTheCloseCode_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("comesBack");
        QTest::addColumn<QString>("why");
        QTest::newRow("good-bye") << 1000 << false << u"The server ended the connection"_s;
        QTest::newRow("shutting down") << 1001 << true << u"The server is shutting down"_s;
        QTest::newRow("too slow") << 4008 << true << u"Messages were taken too slowly"_s;
        QTest::newRow("no pong") << 4012 << true << u"sign of life"_s;
        QTest::newRow("too fast") << 4029 << true << u"Too much"_s;
        QTest::newRow("not allowed") << 4501 << false << u"does not allow"_s;
        QTest::newRow("administrator") << 4503 << false << u"Closed by the administrator"_s;
        QTest::newRow("too many") << 4504 << false << u"Too many connections"_s;
        QTest::newRow("45xx of the future") << 4542 << false << u"code 4542"_s;
    }
    void doesByTheCloseCode()
    {
        QFETCH(int, code);
        QFETCH(bool, comesBack);
        QFETCH(QString, why);
        FakeServer server;
        QVERIFY(server.listen());
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, {}, noWait);
        QString reasonSeen;
        connect(&inbox, &Inbox::stateChanged, this, [&](InboxState state) {
            if (state == InboxState::Waiting || state == InboxState::Stopped)
                reasonSeen = inbox.endReason();
        });
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        server.sockets()[0]->close(closeCode(code), u"so be it"_s);
        QTRY_VERIFY(!reasonSeen.isEmpty());
        QVERIFY2(reasonSeen.contains(why), qPrintable(reasonSeen));
        QVERIFY(reasonSeen.contains(u"so be it"_s));
        if (comesBack) {
            QTRY_COMPARE(server.openedPaths().size(), 2);
            QTRY_COMPARE(inbox.state(), InboxState::Connected);
            return;
        }
        QCOMPARE(inbox.state(), InboxState::Stopped);
        inbox.reconnectNow();
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
    }

    void waitsLongerEachTimeAServerTurnsItAway()
    {
        FakeServer server;
        server.refuseSocketsWith = 503;
        QVERIFY(server.listen());
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, {}, longWait);
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Waiting);
        QCOMPARE(inbox.endReason(), u"The server refused the connection: 503 Refused"_s);
        for (const std::chrono::milliseconds ceiling : {500ms, 1'000ms, 2'000ms, 4'000ms}) {
            QTRY_COMPARE(inbox.state(), InboxState::Waiting);
            QVERIFY(inbox.retryIn() <= ceiling);
            QVERIFY(inbox.retryIn() > ceiling / 2);
            inbox.reconnectNow();
            QCOMPARE(inbox.state(), InboxState::Connecting);
        }
    }

    void backOffGrowsOnAlthoughEachConnectionOpens()
    {
        FakeServer server;
        QVERIFY(server.listen());
        connect(&server, &FakeServer::socketOpened, this,
                [](QWebSocket *socket) { socket->close(closeCode(4029)); });
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, {}, longWait);
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Waiting);
        inbox.reconnectNow();
        QTRY_COMPARE(inbox.state(), InboxState::Waiting);
        QVERIFY(inbox.retryIn() > 500ms);
    }

    void backOffBeginsAnewAfterASteadyConnection()
    {
        FakeServer server;
        QVERIFY(server.listen());
        InboxTimes times;
        times.steadyAfter = 0ms;
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, times, longWait);
        inbox.open(name(u"Bob"));
        for (int i = 0; i < 4; ++i) {
            QTRY_COMPARE(inbox.state(), InboxState::Connected);
            server.sockets().constLast()->close(closeCode(4029));
            QTRY_COMPARE(inbox.state(), InboxState::Waiting);
            QVERIFY(inbox.retryIn() <= 500ms);
            inbox.reconnectNow();
        }
    }

    void comesBackAtOnceWhenTheNetworkDoes()
    {
        FakeServer server;
        server.refuseSocketsWith = 503;
        QVERIFY(server.listen());
        InboxTimes times;
        times.pingInterval = 60'000ms;
        times.pongWaitMax = 50ms;
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, times, longWait);
        inbox.open(name(u"Bob"));
        for (int i = 0; i < 5; ++i) {
            QTRY_COMPARE(inbox.state(), InboxState::Waiting);
            inbox.reconnectNow();
        }
        QTRY_COMPARE(inbox.state(), InboxState::Waiting);
        QVERIFY(inbox.retryIn() > 8s);
        server.refuseSocketsWith = 0;
        inbox.noteNetworkBack();
        QCOMPARE(inbox.state(), InboxState::Connecting);
        QTRY_COMPARE(inbox.state(), InboxState::Connected);

        // After a sleep the socket may be dead without knowing: asked at once, not after a minute.
        const QSignalSpy pongs(inbox.findChild<QWebSocket *>(), &QWebSocket::pong);
        inbox.noteNetworkBack();
        QTRY_COMPARE(pongs.size(), 1);
        QCOMPARE(inbox.state(), InboxState::Connected);
    }

    void givesUpOnAHandshakeThatNeverEnds()
    {
        FakeServer server;
        server.leavesHandshakesOpen = true;
        QVERIFY(server.listen());
        InboxTimes times;
        times.connectMax = 50ms;
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, times, longWait);
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Waiting);
        QCOMPARE(inbox.endReason(), u"The server does not answer"_s);
    }

    void noticesAPeerThatFellSilent()
    {
        FakeServer server;
        QVERIFY(server.listen());
        InboxTimes times;
        times.pingInterval = 20ms;
        times.pongWaitMax = 20ms;
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, times, longWait);
        // A server that never reads: its answers to pings do not come.
        connect(&server, &FakeServer::socketOpened, this, [](QWebSocket *socket) {
            socket->setReadBufferSize(1);
            socket->blockSignals(true);
            for (QObject *child : socket->children())
                child->blockSignals(true);
        });
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Waiting);
        QCOMPARE(inbox.endReason(), u"The server gives no sign of life"_s);
    }

    void staysWhilePingsAreAnswered()
    {
        FakeServer server;
        QVERIFY(server.listen());
        InboxTimes times;
        times.pingInterval = 5ms;
        times.pongWaitMax = 5'000ms;
        Inbox inbox(*ServerAddress::parse(server.url()), nullptr, times, longWait);
        inbox.open(name(u"Bob"));
        QTRY_COMPARE(inbox.state(), InboxState::Connected);
        auto *socket = inbox.findChild<QWebSocket *>();
        const QSignalSpy pongs(socket, &QWebSocket::pong);
        QTRY_VERIFY(pongs.size() >= 5);
        QCOMPARE(inbox.state(), InboxState::Connected);
    }
};

QTEST_GUILESS_MAIN(TestInbox)
#include "tst_inbox.moc"
