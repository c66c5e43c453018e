#include "tests/client/fake_server.h"
#include "tests/client/live_server.h"
#include "tests/client/terminal/client_process.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

#include <csignal>

using namespace Qt::StringLiterals;

/// `pushpoint-client who`, and what all commands have in common.
class TestWhoCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsNamesAndConnections()
    {
        LiveServer server;
        QVERIFY(server.start());
        QCOMPARE(runClient(server.url(), {u"who"_s}).out, ""_ba);
        QWebSocket a, b, c;
        QVERIFY(open(a, server, u"/ws/Alice"_s));
        QVERIFY(open(b, server, u"/ws/Alice"_s));
        QVERIFY(open(c, server, u"/ws/a%2Bb%20%26%231%25"_s));
        const auto text = runClient(server.url(), {u"who"_s});
        QCOMPARE(text.exitCode, 0);
        QCOMPARE(text.out, "Alice\t2\na+b &#1%\t1\n"_ba);
        QCOMPARE(runClient(server.url(), {u"who"_s, u"--format"_s, u"json"_s}).out,
                 "{\"name\":\"Alice\",\"connections\":2}\n"
                 "{\"name\":\"a+b &#1%\",\"connections\":1}\n"_ba);
        QVERIFY(server.stop());
    }

    void readsAllPages()
    {
        FakeServer fake;
        QVERIFY(fake.listen());
        const auto name
            = [](int i) { return QByteArray("n + &/%李" + QByteArray::number(10'000 + i)); };
        fake.onRequest = [&](const FakeServer::Request &request) {
            int first = 0;
            const qsizetype after = request.path.indexOf("&after=");
            if (after >= 0) {
                const auto last = QByteArray::fromPercentEncoding(request.path.mid(after + 7));
                first = last.right(5).toInt() - 10'000 + 1;
                if (last != name(first - 1))
                    return FakeServer::Answer{400, {}};
            }
            QByteArrayList page;
            for (int i = first; i < qMin(first + 1000, 2500); ++i)
                page.append("{\"name\":\"" + name(i) + "\",\"connections\":1}");
            return FakeServer::Answer{200, '[' + page.join(',') + ']'};
        };
        const auto ending = runClient(fake.url(), {u"who"_s});
        QVERIFY2(ending.exitCode == 0, ending.err.constData());
        const auto lines = ending.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2500);
        QCOMPARE(lines.first(), name(0) + "\t1");
        QCOMPARE(lines.last(), name(2499) + "\t1");
        QCOMPARE(fake.requests().size(), 3);
    }

    void thousandsOnARealServer()
    {
        LiveServer server;
        QVERIFY(server.start());
        std::vector<std::unique_ptr<QWebSocket>> sockets;
        int opened = 0;
        for (int i = 0; i < 1'001; ++i) {
            sockets.push_back(std::make_unique<QWebSocket>());
            connect(sockets.back().get(), &QWebSocket::connected, this, [&] { ++opened; });
            sockets.back()->open(QUrl(wsUrl(server, u"/ws/%2B%1"_s.arg(i))));
        }
        if (!QTest::qWaitFor([&] { return opened == 1'001; }, 30'000))
            QSKIP("this machine allows too few descriptors");
        const auto ending = runClient(server.url(), {u"who"_s});
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.out.count('\n'), 1'001);
        for (const auto &socket : sockets)
            socket->abort();
        QVERIFY(server.stop());
    }

    void printsChangesWhileWatching()
    {
        LiveServer server;
        QVERIFY(server.start());
        QWebSocket a;
        QVERIFY(open(a, server, u"/ws/Alice"_s));
        ClientProcess who(server.url());
        who.start({u"who"_s, u"--watch"_s, u"--interval"_s, u"100ms"_s});
        QVERIFY(who.waitForOutLines(1));
        QWebSocket b;
        QVERIFY(open(b, server, u"/ws/Alice"_s));
        QVERIFY(who.waitForOutLines(2));
        b.close();
        QWebSocket c;
        QVERIFY(open(c, server, u"/ws/Bob"_s));
        QVERIFY(who.waitForOutLines(4));
        a.close();
        QVERIFY(who.waitForOutLines(5));
        QVERIFY(server.stop());
        QVERIFY(who.waitForErr("no server at"));
        QVERIFY(server.start());
        QVERIFY(who.waitForErr("answers again"));
        QVERIFY(who.waitForOutLines(6));
        who.raise(SIGINT);
        const auto ending = who.end();
        QCOMPARE(ending.exitCode, 0);
        QList<QByteArray> lines = ending.out.trimmed().split('\n');
        std::sort(lines.begin() + 2, lines.begin() + 4); // one question may see both
        QCOMPARE(lines.join('\n'),
                 "+\tAlice\t1\n=\tAlice\t2\n+\tBob\t1\n=\tAlice\t1\n-\tAlice\t0\n-\tBob\t0"_ba);
        QVERIFY(server.stop());
    }

    void tellsWhatIsNoServer()
    {
        FakeServer fake;
        QVERIFY(fake.listen());
        fake.onRequest = [](const FakeServer::Request &) {
            return FakeServer::Answer{200, "<html>"};
        };
        QCOMPARE(runClient(fake.url(), {u"who"_s}).exitCode, 4);
        fake.cut();
        const auto ending = runClient(fake.url(), {u"who"_s});
        QCOMPARE(ending.exitCode, 5);
        QVERIFY2(ending.err.contains("no server at"), ending.err.constData());
    }

    void optionGoesBeforeTheVariable()
    {
        LiveServer server;
        QVERIFY(server.start());
        QCOMPARE(
            runClient(u"http://127.0.0.1:1"_s, {u"who"_s, u"--server"_s, server.url()}).exitCode,
            0);
        const auto ending = runClient(u"ftp://x"_s, {u"who"_s});
        QCOMPARE(ending.exitCode, 2);
        QVERIFY2(ending.err.contains("PUSHPOINT_SERVER: "), ending.err.constData());
        QVERIFY(server.stop());
    }

    void everyCommandHasHelpWithExamples_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *command : {"send", "listen", "who"})
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void everyCommandHasHelpWithExamples()
    {
        QFETCH(QString, command);
        const auto ending = runClient({}, {command, u"--help"_s});
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.err, ""_ba);
        QVERIFY2(ending.out.startsWith("Usage: pushpoint-client " + command.toUtf8() + ' '),
                 ending.out.constData());
        QVERIFY(ending.out.contains("\n  pushpoint-client " + command.toUtf8()));
        for (const QByteArray &line : ending.out.split('\n'))
            QVERIFY2(line.size() <= 80, line.constData());
    }

    void noPlatformPluginIsLoaded()
    {
        // A platform that there is not ends every QGuiApplication.
        ClientProcess who({});
        who.setVariable(u"QT_QPA_PLATFORM"_s, u"nowhere"_s);
        who.setVariable(u"DISPLAY"_s, u"127.0.0.1:4242"_s);
        who.start({u"send"_s, u"--help"_s});
        const auto ending = who.end();
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.err, ""_ba);
    }

private:
    static QString wsUrl(const LiveServer &server, const QString &path)
    {
        return QString(server.url()).replace(u"http"_s, u"ws"_s) + path;
    }

    static bool open(QWebSocket &socket, const LiveServer &server, const QString &path)
    {
        QSignalSpy connected(&socket, &QWebSocket::connected);
        socket.open(QUrl(wsUrl(server, path)));
        return connected.wait(10'000);
    }
};

QTEST_GUILESS_MAIN(TestWhoCommand)
#include "tst_who_command.moc"
