#include "tests/client/fake_server.h"
#include "tests/client/terminal/client_process.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

using namespace Qt::StringLiterals;

namespace {

const QStringList listen{u"listen"_s, u"--name"_s, u"Alice"_s};
const QStringList watch{u"who"_s, u"--watch"_s, u"--interval"_s, u"100ms"_s};
const QStringList sendAndWait{u"send"_s, u"--to"_s, u"Alice"_s, u"text"_s, u"--wait"_s, u"1h"_s};

} // namespace

/// The commands that go on for long, where what answers is no Pushpoint server: they end, and say
/// so. What may pass they still wait out.
class TestNoPushpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWebServerEndsThem_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<int>("status");
        for (const int status : {200, 301, 400, 404, 501}) {
            QTest::addRow("listen %d", status) << listen << status;
            QTest::addRow("who --watch %d", status) << watch << status;
            QTest::addRow("send --wait %d", status) << sendAndWait << status;
        }
    }
    void aWebServerEndsThem()
    {
        QFETCH(QStringList, command);
        QFETCH(int, status);
        FakeServer fake;
        QVERIFY(fake.listen());
        fake.refuseSocketsWith = status;
        fake.onRequest = [status](const FakeServer::Request &) {
            return FakeServer::Answer{status, "<html><body>It works!</body></html>"};
        };
        const auto ending = runClient(fake.url(), command);
        QVERIFY2(ending.exitCode == 4, ending.err.constData());
        QCOMPARE(ending.err.count('\n'), 1);
        if (command.constFirst() != u"send"_s) {
            QVERIFY2(ending.err.contains("no Pushpoint server at " + fake.url().toUtf8()),
                     ending.err.constData());
        }
        QCOMPARE(ending.out, QByteArray());
    }

    void anOpenConnectionDoesNotKeepListenWaiting()
    {
        // As of a web server that keeps connections alive: only the answer tells.
        FakeServer fake;
        QVERIFY(fake.listen());
        fake.refuseSocketsWith = 404;
        fake.keepsRefusedSockets = true;
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(runClient(fake.url(), listen).exitCode, 4);
        QVERIFY2(clock.elapsed() < 8'000, "it was its own time-out that ended it");
    }

    void whoDoesNotSpeakTlsEndsThem()
    {
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        connect(&plain, &QTcpServer::newConnection, this, [&plain] {
            QTcpSocket *socket = plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        const QString url = u"https://127.0.0.1:%1"_s.arg(plain.serverPort());
        for (const QStringList &command : {listen, QStringList{u"who"_s}, watch, sendAndWait}) {
            const auto ending = runClient(url, command);
            QCOMPARE(ending.exitCode, 5);
            QCOMPARE(ending.err.count('\n'), 1);
            QVERIFY2(ending.err.endsWith("no server at " + url.toUtf8()
                                         + ": what answers there does not speak TLS (https)\n"),
                     ending.err.constData());
        }
    }

    void aRefusalIsToldAsOne()
    {
        FakeServer fake;
        QVERIFY(fake.listen());
        fake.refuseSocketsWith = 403;
        const auto ending = runClient(fake.url(), listen);
        QCOMPARE(ending.exitCode, 4);
        QVERIFY2(ending.err.contains("refused the connection: 403")
                     && !ending.err.contains("no Pushpoint"),
                 ending.err.constData());
    }

    void whatMayPassIsWaitedOut()
    {
        FakeServer fake;
        QVERIFY(fake.listen());
        fake.refuseSocketsWith = 503;
        fake.onRequest = [](const FakeServer::Request &) {
            return FakeServer::Answer{503, "<html>"};
        };
        ClientProcess ear(fake.url());
        ear.start(listen);
        ClientProcess eye(fake.url());
        eye.start(watch);
        QVERIFY(ear.waitForErr("503 Refused; trying again"));
        QVERIFY(eye.waitForErr("trying again"));
        fake.refuseSocketsWith = 0;
        fake.onRequest = [](const FakeServer::Request &) { return FakeServer::Answer{200, "[]"}; };
        QVERIFY(ear.waitForErr("listening as Alice"));
        QVERIFY(eye.waitForErr("answers again"));
    }

    void whoWasThereOnceIsWaitedFor()
    {
        // A proxy that answers for a server which is being replaced.
        FakeServer fake;
        QVERIFY(fake.listen());
        fake.onRequest = [](const FakeServer::Request &) { return FakeServer::Answer{200, "[]"}; };
        ClientProcess ear(fake.url());
        ear.start(listen);
        ClientProcess eye(fake.url());
        eye.start(watch);
        QVERIFY(ear.waitForErr("listening as Alice"));
        QTRY_VERIFY_WITH_TIMEOUT(!fake.requests().isEmpty(), 10'000);
        fake.refuseSocketsWith = 404;
        fake.onRequest = [](const FakeServer::Request &) { return FakeServer::Answer{404, "-"}; };
        fake.sockets().constFirst()->close(QWebSocketProtocol::CloseCodeGoingAway);
        QVERIFY(ear.waitForErr("404 Refused; trying again"));
        QVERIFY(eye.waitForErr("trying again"));
        fake.refuseSocketsWith = 0;
        fake.onRequest = [](const FakeServer::Request &) { return FakeServer::Answer{200, "[]"}; };
        QTRY_COMPARE_WITH_TIMEOUT(ear.err().count("listening as"), 2, 20'000);
        QVERIFY(eye.waitForErr("answers again"));
    }
};

QTEST_GUILESS_MAIN(TestNoPushpoint)
#include "tst_no_pushpoint.moc"
