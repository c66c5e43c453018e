#include "tests/json_elements.h"
#include "tests/server/frame_client.h"
#include "tests/server/json_cases.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

using Verdict = JsonCase::Verdict;

QByteArray messageWith(const QByteArray &content)
{
    return "{\"to\":\"Li\",\"content\":" + content + '}';
}

QByteArray batch(const QByteArray &type, const QByteArray &body)
{
    return request("POST", "/rest/messages", "Content-Type: application/" + type + "\r\n", body);
}

bool isWordOf(Verdict verdict, const QByteArray &word)
{
    switch (verdict) {
    case Verdict::Taken:
        return word.isEmpty();
    case Verdict::NoJson:
        return word == "bad_json";
    case Verdict::NoNumber:
        return word == "bad_json" || word == "bad_number";
    case Verdict::UnkeptNumber:
        return word == "bad_number";
    case Verdict::TooDeep:
        return word == "json_too_deep";
    }
    return false;
}

/// The stable word in one result of a batch; empty: the message was delivered.
QByteArray wordOf(const QByteArray &result)
{
    Reply reply;
    reply.body = result;
    return result == "{\"succeed\":true}" ? QByteArray() : "?" + reply.word();
}

} // namespace

/// One table of JSON texts through all four doors by which messages come in.
class TestJsonCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void inASinglePost_data() { addRows(); }
    void inASinglePost();
    void inAnArray_data() { addRows(); }
    void inAnArray();
    void inALine_data() { addRows("\n"); } // a line has no line feed in it
    void inALine();
    void overTheSocket_data() { addRows(); }
    void overTheSocket();

private:
    /// All but those whose text has these bytes in it.
    static void addRows(const QByteArray &without = {});
    QByteArrayList arrived();
    QByteArrayList expected(const JsonCase &row) const;
    static JsonCase row();

    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<FrameClient> m_receiver;
    std::unique_ptr<RawClient> m_sender;
};

void TestJsonCases::addRows(const QByteArray &without)
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("verdict");
    int number = 0; // some of the names are cut, and then no longer apart
    for (const JsonCase &row : jsonCases()) {
        ++number;
        if (without.isEmpty() || !row.text.contains(without))
            QTest::addRow("%d %.50s", number, row.name.constData()) << row.text << int(row.verdict);
    }
}

JsonCase TestJsonCases::row()
{
    QFETCH(QByteArray, text);
    QFETCH(int, verdict);
    return {{}, text, Verdict(verdict)};
}

void TestJsonCases::initTestCase()
{
    QVERIFY2(jsonCases().size() >= 150, QByteArray::number(jsonCases().size()));
    m_server = std::make_unique<LiveServer>();
    m_receiver = std::make_unique<FrameClient>(m_server->port(), "Li");
    m_sender = std::make_unique<RawClient>(m_server->port());
}

// What came since the last call, as contents.
QByteArrayList TestJsonCases::arrived()
{
    RawClient(m_server->port()).ask(post(messageWith("\"that is all\"")));
    QByteArrayList contents;
    for (;;) {
        const ServerFrame frame = m_receiver->next();
        if (frame.first == 0)
            return {"the receiver was closed"};
        if (frame.first != 0x81)
            continue;
        if (frame.payload == "{\"content\":\"that is all\"}")
            return contents;
        const qsizetype begin = frame.payload.indexOf("\"content\":") + 10;
        contents.append(frame.payload.sliced(begin).chopped(1));
    }
}

QByteArrayList TestJsonCases::expected(const JsonCase &row) const
{
    return row.verdict == Verdict::Taken ? QByteArrayList{row.text.trimmed()} : QByteArrayList{};
}

void TestJsonCases::inASinglePost()
{
    const Reply reply = m_sender->ask(post(messageWith(row().text)));
    QVERIFY2(isWordOf(row().verdict, reply.word()), reply.body);
    QCOMPARE(reply.status, row().verdict == Verdict::Taken ? 200 : 400);
    QCOMPARE(arrived(), expected(row()));
}

// Where the text breaks the array itself, nothing of it is published.
void TestJsonCases::inAnArray()
{
    const QByteArray body = '[' + messageWith("\"first\"") + ',' + messageWith(row().text) + ']';
    const Reply reply = m_sender->ask(batch("json", body));
    if (reply.status == 400) {
        QVERIFY(row().verdict == Verdict::NoJson || row().verdict == Verdict::NoNumber);
        QCOMPARE(reply.word(), QByteArray("bad_json"));
        QCOMPARE(arrived(), QByteArrayList{});
        return;
    }
    QCOMPARE(reply.status, 200);
    const auto results = jsonElements(reply.body);
    QVERIFY2(results && results->size() >= 2, reply.body);
    QCOMPARE(results->front().toByteArray(), QByteArray("{\"succeed\":true}"));
    const QByteArray word = wordOf(results->at(1).toByteArray()).mid(1);
    QVERIFY2(isWordOf(row().verdict, word), reply.body);
    QCOMPARE(arrived(), QByteArrayList{"\"first\""} + expected(row()));
}

void TestJsonCases::inALine()
{
    const Reply reply = m_sender->ask(
        batch("x-ndjson", messageWith(row().text) + "\n" + messageWith("\"last\"")));
    QCOMPARE(reply.status, 200);
    const QByteArrayList results = reply.body.split('\n');
    QCOMPARE(results.size(), 3);
    QVERIFY2(isWordOf(row().verdict, wordOf(results[0]).mid(1)), reply.body);
    QCOMPARE(results[1], QByteArray("{\"succeed\":true}"));
    QCOMPARE(arrived(), expected(row()) + QByteArrayList{"\"last\""});
}

void TestJsonCases::overTheSocket()
{
    const QByteArray text = messageWith(row().text);
    const quint64 refusedBefore = m_server->totals().refused;
    FrameClient sender(m_server->port(), "Han");
    sender.raw().send(clientFrame(0x81, text.chopped(1) + ",\"ref\":\"r\"}"));
    if (!text.isValidUtf8()) {
        QCOMPARE(sender.closeCode(), 1007);
    } else if (row().verdict == Verdict::Taken) {
        QCOMPARE(sender.next().payload, QByteArray("{\"ref\":\"r\",\"succeed\":true}"));
    } else {
        QVERIFY(sender.isAlive()); // a refusal has no answer here, but is counted
        QCOMPARE(m_server->totals().refused, refusedBefore + 1);
    }
    QCOMPARE(arrived(), expected(row()));
}

QTEST_GUILESS_MAIN(TestJsonCases)
#include "tst_json_cases.moc"
