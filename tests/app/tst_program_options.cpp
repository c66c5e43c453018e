#include "tests/app/program.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::kit;

namespace {

bool answers(const QString &host, quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(host, port);
    socket.write("GET /healthz HTTP/1.0\r\n\r\n");
    while (socket.waitForReadyRead(patienceMs)) { }
    return socket.readAll().startsWith("HTTP/1.1 200");
}

/// The status of the answer to a post of as many messages as may be sent at once.
int statusOfABatch(quint16 port)
{
    const QByteArray body = "[1" + QByteArray(",1").repeated(9'999) + ']'; // none is a message
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.write("POST /rest/messages HTTP/1.0\r\nContent-Type: application/json\r\n"
                 "Content-Length: "
                 + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(patienceMs))
        answer += socket.readAll();
    return answer.sliced(9, 3).toInt();
}

} // namespace

/// What options do once the program serves; how they are read is in tst_options and
/// tst_config_file.
class TestProgramOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allAddressesAreThoseOfBothFamilies_data();
    void allAddressesAreThoseOfBothFamilies();
    void sitesAreNormalisedAndAddedUp();
    void aRefusalSaysWhoAndWhatWouldAllowIt();
    void hostileHeadersAreHarmlessInTheLog();
    void sharesAreOnBeyondLoopbackAndAsTheOptionsSay_data();
    void sharesAreOnBeyondLoopbackAndAsTheOptionsSay();
};

void TestProgramOptions::allAddressesAreThoseOfBothFamilies_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("servesV6");
    QTest::newRow("::") << u"::"_s << true;
    QTest::newRow("0::0") << u"0::0"_s << true;
    QTest::newRow("*") << u"*"_s << true;
    QTest::newRow("0.0.0.0") << u"0.0.0.0"_s << false;
}

void TestProgramOptions::allAddressesAreThoseOfBothFamilies()
{
    QFETCH(QString, host);
    QFETCH(bool, servesV6);
    Running program({u"--host"_s, host, u"--open"_s});
    QVERIFY2(program.port() != 0, program.err().constData());
    const QUrl printed(QString::fromUtf8(program.out().trimmed().sliced(13)));
    QVERIFY(answers(printed.host(), quint16(printed.port())));
    QVERIFY(answers(u"127.0.0.1"_s, program.port()));
    QCOMPARE(answers(u"::1"_s, program.port()), servesV6);
}

void TestProgramOptions::sitesAreNormalisedAndAddedUp()
{
    Running program({u"--allow-host"_s, u" One.Example. , *.two.example"_s, u"--allow-host"_s,
                     u"李雷.example:443"_s, u"--allow-host=fd00::7"_s, u"--allow-origin"_s,
                     u" HTTPS://Pages.example:443/ ,"_s, u"--allow-origin"_s, u"app://notes"_s});
    QVERIFY2(program.port() != 0, program.err().constData());
    for (const char *host : {"one.example", "ONE.example.:3000", "a.two.example", "a.b.two.example",
                             "xn--7qvw47h.example:8443", "[FD00:0::7]:1", "localhost"})
        QVERIFY2(program.get("/healthz", "Host: " + QByteArray(host) + "\r\n").contains(" 200 "),
                 host);
    for (const char *host : {"two.example", "one.example.evil", "evil-two.example", "[fd00::8]"})
        QVERIFY2(program.get("/healthz", "Host: " + QByteArray(host) + "\r\n").contains(" 421 "),
                 host);
    for (const char *origin : {"https://pages.example", "https://PAGES.example:443", "app://notes"})
        QVERIFY2(
            program.get("/healthz", "Origin: " + QByteArray(origin) + "\r\n").contains(" 200 "),
            origin);
    for (const char *origin : {"http://pages.example", "https://pages.example:444", "app://other"})
        QVERIFY2(
            program.get("/healthz", "Origin: " + QByteArray(origin) + "\r\n").contains(" 403 "),
            origin);
}

void TestProgramOptions::aRefusalSaysWhoAndWhatWouldAllowIt()
{
    {
        Running program;
        const QByteArray answer = program.get("/", "Host: chat.example:8080\r\n");
        QVERIFY(answer.contains(" 421 ") && answer.contains("--allow-host chat.example"));
        QTRY_VERIFY_WITH_TIMEOUT(program.err().endsWith('\n'), patienceMs);
        QCOMPARE(program.err(),
                 QByteArray("pushpoint.http: refused: Host: chat.example:8080, from 127.0.0.1; "
                            "to allow it: --allow-host chat.example\n"));
    }
    Running program;
    const QByteArray answer
        = program.get("/healthz", "Host: localhost\r\nOrigin: https://Pages.example\r\n");
    QVERIFY(answer.contains(" 403 ") && answer.contains("--allow-origin https://pages.example"));
    QTRY_VERIFY_WITH_TIMEOUT(program.err().endsWith('\n'), patienceMs);
    QCOMPARE(program.err(),
             QByteArray("pushpoint.http: refused: Origin: https://Pages.example, Host: localhost, "
                        "from 127.0.0.1; to allow it: --allow-origin https://pages.example\n"));
}

void TestProgramOptions::hostileHeadersAreHarmlessInTheLog()
{
    Running program;
    program.get("/", "Host: \x1b]0;x\x07" + QByteArray(5000, 'a') + "\xff\r\n");
    program.get("/healthz",
                "Host: localhost\r\nOrigin: \xe2\x80\xae" + QByteArray(5000, 'b') + "\r\n");
    // Whatever of it is said: a line a second, printable and short.
    QTRY_VERIFY_WITH_TIMEOUT(
        (program.get("/", "Host: last.example\r\n"), program.err().contains("last.example")),
        patienceMs);
    for (const QByteArray &line : program.err().split('\n')) {
        QVERIFY2(line.size() < 400, line.constData());
        for (const char c : line)
            QVERIFY2(c >= ' ' && c <= '~', line.constData());
    }
}

void TestProgramOptions::sharesAreOnBeyondLoopbackAndAsTheOptionsSay_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("isLimited");
    const QString option = u"--address-publishes-per-second-max"_s;
    const QString automatic = u"auto"_s;
    QTest::newRow("loopback") << QStringList() << false;
    QTest::newRow("loopback, auto") << QStringList{option, automatic} << false;
    QTest::newRow("loopback, set") << QStringList{option, u"100"_s} << true;
    QTest::newRow("beyond") << QStringList{u"--host"_s, u"0.0.0.0"_s, u"--open"_s} << true;
    QTest::newRow("beyond, set to none")
        << QStringList{u"--host"_s, u"0.0.0.0"_s, u"--open"_s, option, u"0"_s} << false;
}

void TestProgramOptions::sharesAreOnBeyondLoopbackAndAsTheOptionsSay()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, isLimited);
    Running program(arguments);
    QVERIFY2(program.port() != 0, program.err().constData());
    QCOMPARE(statusOfABatch(program.port()), 200);
    QCOMPARE(statusOfABatch(program.port()), isLimited ? 429 : 200);
    QCOMPARE(program.get("/metrics")
                 .contains("pushpoint_limited_total{share=\"address_publishes\"} 1\n"),
             isLimited);
}

QTEST_GUILESS_MAIN(TestProgramOptions)
#include "tst_program_options.moc"
