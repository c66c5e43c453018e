#include "tests/server/bad_requests.h"
#include "tests/server/kit.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

/// Every refusal has its status and its word, reaches the client whole, and hurts nobody else.
class TestBadInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refuses_data() { addRows(badRequests()); }
    void refuses();
    void refusesBehindGoodRequests_data() { addRows(badRequests()); }
    void refusesBehindGoodRequests();
    void takesWhatIsAtTheBound_data() { addRows(requestsAtTheBound()); }
    void takesWhatIsAtTheBound();
    void saysNothingMoreAfterALastAnswer();
    void refusalAfterAHeadRequestHasABody();
    void halfARequestIsForgotten();
    void hundredsOfHalfOpenConnectionsHurtNobody();
    void countsRefusals();

private:
    static void addRows(const QList<BadRequest> &rows);

    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<HealthyPair> m_pair; ///< its receiver is Bob, to whom all of this is addressed
};

void TestBadInput::addRows(const QList<BadRequest> &rows)
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QByteArray>("allow");
    for (const BadRequest &row : rows)
        QTest::newRow(row.name) << row.bytes << row.status << row.word << row.closes << row.allow;
}

void TestBadInput::initTestCase()
{
    m_server = std::make_unique<LiveServer>();
    m_pair = std::make_unique<HealthyPair>(m_server->port());
    QVERIFY(m_pair->isOpenInTime());
    QVERIFY2(badRequests().size() >= 120, QByteArray::number(badRequests().size()));
}

void TestBadInput::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, word);
    QFETCH(bool, closes);
    QFETCH(QByteArray, allow);
    RawClient client(m_server->port());
    client.send(bytes);
    const Reply reply = client.reply(word.isEmpty());
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.word(), word);
    QCOMPARE(reply.header("Allow"), allow);
    // RFC 9110 §7.8: a field that is for this connection alone is named there.
    QCOMPARE(reply.header("Connection"),
             QByteArray(status == 426 ? "Upgrade|close"
                            : closes  ? "close"
                                      : ""));
    if (closes)
        QVERIFY(client.isClosedInTime());
    else
        QVERIFY(client.staysOpen());
    QCOMPARE(m_pair->complaint(), QByteArray());
}

// Pipelined behind one that the connection answers by itself and one that goes another way.
void TestBadInput::refusesBehindGoodRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, word);
    QFETCH(bool, closes);
    RawClient client(m_server->port());
    client.send(get("/rest/names") + post("{\"to\":\"Nobody\",\"content\":1}") + bytes);
    QCOMPARE(client.reply().status, 200);
    QCOMPARE(client.reply().status, 200);
    const Reply reply = client.reply(word.isEmpty());
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.word(), word);
    if (closes)
        QVERIFY(client.isClosedInTime());
    else
        QVERIFY(client.staysOpen());
}

void TestBadInput::takesWhatIsAtTheBound()
{
    QFETCH(QByteArray, bytes);
    LiveServer server; // of its own: Bob is not the pair's here
    RawClient client(server.port());
    QCOMPARE(client.ask(bytes).status, 200);
    QVERIFY(client.staysOpen());
}

void TestBadInput::saysNothingMoreAfterALastAnswer()
{
    for (const QByteArray &last : {get("/healthz", "Connection: close\r\n"),
                                   QByteArray("bad\r\n\r\n"), request("PUT", "/healthz")}) {
        RawClient client(m_server->port());
        QCOMPARE(client.ask(get("/healthz")).status, 200);
        // More than one read of the server's takes in.
        client.send(last + get("/rest/names").repeated(1500));
        QVERIFY(client.reply().status != 0);
        QVERIFY2(client.isClosedInTime(), client.unread().left(300).constData());
    }
    QCOMPARE(m_pair->complaint(), QByteArray());
}

void TestBadInput::refusalAfterAHeadRequestHasABody()
{
    RawClient client(m_server->port());
    QCOMPARE(client.ask(request("HEAD", "/healthz"), true).status, 200);
    QCOMPARE(client.ask("bad\r\n\r\n").word(), "bad_request");
    RawClient other(m_server->port());
    QCOMPARE(other.ask(request("HEAD", "/healthz"), true).status, 200);
    QCOMPARE(other.ask(QByteArray(10'000, 'x')).word(), "uri_too_long");
}

void TestBadInput::halfARequestIsForgotten()
{
    const QByteArray whole = post("{\"to\":\"Bob\",\"content\":\"never\"}");
    for (qsizetype cut = 1; cut < whole.size(); cut += 11) {
        RawClient client(m_server->port());
        client.send(QByteArrayView(whole).first(cut));
        if (cut % 2 == 0)
            client.endOurSide();
        else
            client.socket().abort();
    }
    QCOMPARE(m_pair->complaint(), QByteArray());
}

void TestBadInput::hundredsOfHalfOpenConnectionsHurtNobody()
{
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 300; ++i) { // a thousand would need more descriptors than a test may have
        clients.push_back(std::make_unique<RawClient>(m_server->port()));
        clients.back()->send("POST /rest/message HT");
    }
    QCOMPARE(m_pair->complaint(), QByteArray());
    clients.clear();
    QCOMPARE(m_pair->complaint(), QByteArray());
}

void TestBadInput::countsRefusals()
{
    const quint64 before = m_server->totals().refused;
    RawClient client(m_server->port());
    QCOMPARE(client.ask(post("{")).status, 400);
    QCOMPARE(client.ask(post("{}")).status, 400);
    QCOMPARE(client.ask("bad\r\n\r\n").status, 400);
    QCOMPARE(m_server->totals().refused, before + 3);
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
