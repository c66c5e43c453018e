#include "tests/client/fake_server.h"
#include "tests/client/live_server.h"
#include "tests/client/terminal/client_process.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

/// `pushpoint-client send`, the program itself.
class TestSendCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void cleanupTestCase() { QVERIFY(m_server.stop()); }

    void saysOfflineAndEndsWithThree()
    {
        const auto ending = send({u"--from"_s, u"Bob"_s, u"--to"_s, u"Nobody"_s, u"hi"_s});
        QCOMPARE(ending.exitCode, 3);
        QCOMPARE(ending.err, "pushpoint-client: Nobody is offline (对方不在线)\n"_ba);
        QCOMPARE(ending.out, ""_ba);
    }

    void deliversAndEndsWithZero()
    {
        Ear ear(m_server.url());
        const auto ending = send({u"--from"_s, u"Bob"_s, u"--to"_s, u"Ear"_s, u"hi"_s});
        QCOMPARE(ending.exitCode, 0);
        QCOMPARE(ending.out, "delivered to 1 connection of Ear\n"_ba);
        QCOMPARE(ending.err, ""_ba);
        QCOMPARE(ear.lines(1), "{\"from\":\"Bob\",\"content\":\"hi\"}\n"_ba);
    }

    void contentArrivesAsItWasGiven_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("arrived");
        const auto row = [](const char *name, const QStringList &arguments, const QByteArray &input,
                            const QByteArray &arrived) {
            QTest::newRow(name) << arguments << input << arrived;
        };
        row("empty", {u""_s}, {}, "\"\"");
        row("quoting", {u"a \"b\" \\ 'c' $(d) `e` %f"_s}, {},
            "\"a \\\"b\\\" \\\\ 'c' $(d) `e` %f\"");
        row("after --", {u"--"_s, u"--help"_s}, {}, "\"--help\"");
        row("line end in an argument", {u"a\n"_s}, {}, "\"a\\n\"");
        row("stdin", {u"-"_s}, "a\nb\n", "\"a\\nb\"");
        row("stdin, CR LF", {u"-"_s}, "a\r\n", "\"a\"");
        row("stdin, two line ends", {u"-"_s}, "a\n\n", "\"a\\n\"");
        row("stdin, no line end", {u"-"_s}, "a", "\"a\"");
        row("stdin, nothing", {u"-"_s}, "", "\"\"");
        row("stdin, NUL", {u"-"_s}, QByteArray("a\0b", 3), "\"a\\u0000b\"");
        row("json", {u"--json"_s, u"{\"n\":9007199254740993,\"a\":[1.0,-0]}"_s}, {},
            "{\"n\":9007199254740993,\"a\":[1.0,-0]}");
        row("json from stdin", {u"--json"_s, u"-"_s}, " 18446744073709551615\n",
            "18446744073709551615");
        row("json of a lone surrogate", {u"--json"_s, u"\"\\ud800\""_s}, {}, "\"\\ud800\"");
    }
    void contentArrivesAsItWasGiven()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, arrived);
        Ear ear(m_server.url());
        const auto ending = send(QStringList{u"--to"_s, u"Ear"_s} + arguments, input);
        QVERIFY2(ending.exitCode == 0, ending.err.constData());
        QCOMPARE(ear.lines(1), "{\"content\":" + arrived + "}\n");
    }

    void sendsAFile()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"报告 1.txt"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("line 1\nline 2\n");
        file.close();
        Ear ear(m_server.url());
        QCOMPARE(send({u"--to"_s, u"Ear"_s, u"--file"_s, file.fileName()}).exitCode, 0);
        QCOMPARE(ear.lines(1), "{\"content\":\"line 1\\nline 2\"}\n"_ba);
    }

    void refusesWhatCannotBeUsed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("word");
        const QStringList to{u"--to"_s, u"Ear"_s};
        QTest::newRow("no receiver") << QStringList{u"x"_s} << ""_ba
                                     << "--to"_ba;
        QTest::newRow("no text") << to << ""_ba
                                 << "--file"_ba;
        QTest::newRow("two texts") << to + QStringList{u"a"_s, u"b"_s} << ""_ba
                                   << "'b'"_ba;
        QTest::newRow("text and file") << to + QStringList{u"--file"_s, u"f"_s, u"b"_s} << ""_ba
                                       << "--file"_ba;
        QTest::newRow("no such file") << to + QStringList{u"--file"_s, u"/nowhere"_s} << ""_ba
                                      << "/nowhere"_ba;
        QTest::newRow("a folder") << to + QStringList{u"--file"_s, u"/"_s} << ""_ba
                                  << "--file"_ba;
        QTest::newRow("bad receiver") << QStringList{u"--to"_s, u""_s, u"x"_s} << ""_ba
                                      << "--to"_ba;
        QTest::newRow("bad sender") << to + QStringList{u"--from"_s, u"a\u202eb"_s, u"x"_s} << ""_ba
                                    << "--from"_ba;
        QTest::newRow("bad duration") << to + QStringList{u"--wait"_s, u"30"_s, u"x"_s} << ""_ba
                                      << "--wait"_ba;
        QTest::newRow("bad format") << to + QStringList{u"--format"_s, u"xml"_s, u"x"_s} << ""_ba
                                    << "--format"_ba;
        QTest::newRow("bad server")
            << to + QStringList{u"--server"_s, u"ftp://x"_s, u"x"_s} << ""_ba
            << "--server"_ba;
        QTest::newRow("unknown option") << to + QStringList{u"--form"_s} << ""_ba
                                        << "form"_ba;
        QTest::newRow("no JSON") << to + QStringList{u"--json"_s, u"{"_s} << ""_ba
                                 << "--json"_ba;
        QTest::newRow("more than one JSON")
            << to + QStringList{u"--json"_s, u"1,\"to\":\"Eve\""_s} << ""_ba
            << "--json"_ba;
        QTest::newRow("binary") << to + QStringList{u"-"_s} << "\x7f\x45LF\xff\xfe\0\x80"_ba
                                << "UTF-8"_ba;
        QTest::newRow("cut character") << to + QStringList{u"-"_s} << "caf\xc3"_ba
                                       << "UTF-8"_ba;
        QTest::newRow("too much") << to + QStringList{u"-"_s}
                                  << QByteArray(16 * 1024 * 1024 + 1, 'x') << "16 MiB"_ba;
    }
    void refusesWhatCannotBeUsed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, word);
        const auto ending = send(arguments, input);
        QVERIFY(!ending.isSignal);
        QCOMPARE(ending.exitCode, 2);
        QCOMPARE(ending.out, ""_ba);
        QVERIFY2(ending.err.startsWith("pushpoint-client: send: "), ending.err.constData());
        QVERIFY2(ending.err.contains(word), ending.err.constData());
        QCOMPARE(ending.err.count('\n'), 1);
    }

    void refusesAnArgumentThatIsNoUtf8()
    {
        // QProcess cannot give such an argument; a shell can.
        QProcess shell;
        shell.start(u"sh"_s,
                    {u"-c"_s, u"exec \"$0\" send --to Ear \"$(printf 'caf\\351')\""_s,
                     QStringLiteral(CLIENT_PROGRAM)});
        QVERIFY(shell.waitForFinished(20'000));
        QCOMPARE(shell.exitCode(), 2);
        QCOMPARE(shell.readAllStandardError(),
                 "pushpoint-client: send: argument 4 is not valid UTF-8\n"_ba);
    }

    void tellsWhatTheServerRefuses()
    {
        const QByteArray big(200 * 1024, 'x');
        const auto ending = send({u"--to"_s, u"Ear"_s, u"-"_s}, big);
        QCOMPARE(ending.exitCode, 4);
        QCOMPARE(ending.err, "pushpoint-client: refused for Ear: the body is too large\n"_ba);
        const auto asJson = send({u"--to"_s, u"Ear"_s, u"--format"_s, u"json"_s, u"-"_s}, big);
        QCOMPARE(asJson.exitCode, 4);
        const QJsonObject object = QJsonDocument::fromJson(asJson.out).object();
        QCOMPARE(object.value("result"_L1).toString(), u"refused"_s);
        QCOMPARE(object.value("error"_L1).toString(), u"body_too_large"_s);
    }

    void tellsThatThereIsNoServer()
    {
        FakeServer gone;
        QVERIFY(gone.listen());
        gone.cut();
        const auto ending = runClient(gone.url(), {u"send"_s, u"--to"_s, u"Ear"_s, u"x"_s});
        QCOMPARE(ending.exitCode, 5);
        QVERIFY2(ending.err.contains(gone.url().toUtf8()), ending.err.constData());
        QCOMPARE(ending.err.count('\n'), 1);
    }

    void namesMayBeginWithADash()
    {
        Ear ear(m_server.url(), u"--to"_s);
        const auto ending
            = send({u"--from"_s, u"-h"_s, u"--to"_s, u"--to"_s, u"--"_s, u"-"_s}, "x");
        QVERIFY2(ending.exitCode == 0, ending.err.constData());
        QCOMPARE(ear.lines(1), "{\"from\":\"-h\",\"content\":\"x\"}\n"_ba);
    }

    void severalReceiversGetALineEachAndTheWorstCounts()
    {
        Ear ear(m_server.url());
        const auto ending = send({u"--to"_s, u"Ear"_s, u"--to"_s, u"Nobody"_s, u"--to"_s, u"Ear"_s,
                                  u"--format"_s, u"json"_s, u"x"_s});
        QCOMPARE(ending.exitCode, 3);
        QHash<QString, QString> results;
        for (const QByteArray &line : ending.out.trimmed().split('\n')) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            results.insert(object.value("to"_L1).toString(), object.value("result"_L1).toString());
        }
        QCOMPARE(ending.out.count('\n'), 2);
        QCOMPARE(results.value(u"Ear"_s), u"delivered"_s);
        QCOMPARE(results.value(u"Nobody"_s), u"offline"_s);
        QCOMPARE(ear.lines(1), "{\"content\":\"x\"}\n"_ba);
    }

    void waitsForAReceiverWhoComesLater()
    {
        ClientProcess sender(m_server.url());
        sender.start({u"send"_s, u"--to"_s, u"Late"_s, u"--wait"_s, u"20s"_s, u"--format"_s,
                      u"json"_s, u"x"_s});
        QTRY_VERIFY(sender.isRunning());
        Ear ear(m_server.url(), u"Late"_s);
        QCOMPARE(ear.lines(1), "{\"content\":\"x\"}\n"_ba);
        const auto ending = sender.end();
        QCOMPARE(ending.exitCode, 0);
        QVERIFY(QJsonDocument::fromJson(ending.out).object().value("waited_ms"_L1).toInt() > 0);
    }

    void waitsForAServerAndRepeatsWithTheSameId()
    {
        FakeServer fake;
        QVERIFY(fake.listen());
        int asked = 0;
        fake.onRequest = [&](const FakeServer::Request &) -> FakeServer::Answer {
            switch (++asked) {
            case 1:
                return {503, "{\"succeed\":false,\"msg\":\"soon\",\"error\":\"unknown\"}"};
            case 2:
                return {200, "{\"succeed\":false,\"msg\":\"away\"}"};
            default:
                return {200, "{\"succeed\":true,\"connections\":2,\"id\":\"I\"}"};
            }
        };
        const auto ending
            = runClient(fake.url(), {u"send"_s, u"--to"_s, u"A"_s, u"--wait"_s, u"20s"_s, u"x"_s});
        QCOMPARE(ending.exitCode, 0);
        QVERIFY2(ending.out.startsWith("delivered to 2 connections of A after "),
                 ending.out.constData());
        QCOMPARE(fake.requests().size(), 3);
        QVERIFY(fake.requests().at(0).body.contains("\"id\":\""));
        QCOMPARE(fake.requests().at(1).body, fake.requests().at(0).body);
        QCOMPARE(fake.requests().at(2).body, fake.requests().at(0).body);
    }

    void waitingEndsWithTheTimeAndWithWhatWasLastKnown()
    {
        const auto ending = send({u"--to"_s, u"Nobody"_s, u"--wait"_s, u"2s"_s, u"x"_s});
        QCOMPARE(ending.exitCode, 3);
        QVERIFY2(ending.err.contains(", tried for "), ending.err.constData());
    }

    void doesNotTryAgainWhatIsRefused()
    {
        FakeServer fake;
        QVERIFY(fake.listen());
        fake.onRequest = [](const FakeServer::Request &) {
            return FakeServer::Answer{403, "{\"succeed\":false,\"msg\":\"\\u001b[2Jno\"}"};
        };
        const auto ending
            = runClient(fake.url(), {u"send"_s, u"--to"_s, u"A"_s, u"--wait"_s, u"20s"_s, u"x"_s});
        QCOMPARE(ending.exitCode, 4);
        QCOMPARE(ending.err, "pushpoint-client: refused for A: \\x1b[2Jno\n"_ba);
        QCOMPARE(fake.requests().size(), 1);
    }

    void signalEndsTheWaiting()
    {
        for (const int signalNumber : {SIGINT, SIGTERM}) {
            FakeServer fake;
            QVERIFY(fake.listen());
            fake.onRequest = [](const FakeServer::Request &) {
                return FakeServer::Answer{200, "{\"succeed\":false}"};
            };
            ClientProcess sender(fake.url());
            sender.start({u"send"_s, u"--to"_s, u"A"_s, u"--wait"_s, u"5m"_s, u"x"_s});
            QTRY_VERIFY(!fake.requests().isEmpty());
            sender.raise(signalNumber);
            const auto ending = sender.end();
            QCOMPARE(ending.exitCode, 128 + signalNumber);
            QVERIFY(!ending.isSignal);
            QVERIFY2(ending.err.contains("given up for A"), ending.err.constData());
        }
    }

private:
    /// Somebody who listens, by the program.
    class Ear
    {
    public:
        explicit Ear(const QString &server, const QString &name = u"Ear"_s) : m_process(server)
        {
            m_process.start({u"listen"_s, u"--format"_s, u"json"_s, u"--name"_s, name});
            m_process.waitForErr("listening as ");
        }
        QByteArray lines(int count)
        {
            m_process.waitForOutLines(count);
            return m_process.out();
        }

    private:
        ClientProcess m_process;
    };

    ClientEnding send(const QStringList &arguments, const QByteArray &input = {}) const
    {
        return runClient(m_server.url(), QStringList{u"send"_s} + arguments, input);
    }

    LiveServer m_server;
};

QTEST_GUILESS_MAIN(TestSendCommand)
#include "tst_send_command.moc"
