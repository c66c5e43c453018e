#include "tests/server/frame_client.h"
#include "tests/server/naughty_strings.h"

#include "server/protocol/json/json_text.h"

#include <QJsonDocument>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

QByteArray upgrade(const QByteArray &segment)
{
    return get("/ws/" + segment,
               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

QByteArray messageTo(const QByteArray &nameJson, const QByteArray &contentJson)
{
    return "{\"to\":" + nameJson + ",\"content\":" + contentJson + '}';
}

QByteArray composed(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8).normalized(QString::NormalizationForm_C).toUtf8();
}

} // namespace

/// Texts that break programs: as contents they arrive to the byte, as names they work or are
/// refused by one word.
class TestNaughtyStrings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void contentArrivesToTheByte_data();
    void contentArrivesToTheByte();
    void nameWorksFromEndToEnd_data() { addNames(true); }
    void nameWorksFromEndToEnd();
    void noNameIsRefusedEverywhere_data() { addNames(false); }
    void noNameIsRefusedEverywhere();

private:
    static void addNames(bool good);
    QByteArray next(FrameClient &client);

    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<FrameClient> m_receiver;
    std::unique_ptr<RawClient> m_sender;
};

void TestNaughtyStrings::initTestCase()
{
    QVERIFY2(naughtyStrings().size() >= 120, QByteArray::number(naughtyStrings().size()));
    m_server = std::make_unique<LiveServer>();
    m_receiver = std::make_unique<FrameClient>(m_server->port(), "Li");
    m_sender = std::make_unique<RawClient>(m_server->port());
}

void TestNaughtyStrings::contentArrivesToTheByte_data()
{
    QTest::addColumn<QByteArray>("json");
    int number = 0;
    for (const NaughtyString &naughty : naughtyStrings()) {
        QTest::addRow("%d %.40s", ++number, naughty.text.toPercentEncoding().constData())
            << jsonQuoted(QByteArrayView(naughty.text));
    }
    for (const QByteArray &json : naughtyJsonStrings())
        QTest::addRow("%d %.40s", ++number, json.constData()) << json;
}

QByteArray TestNaughtyStrings::next(FrameClient &client)
{
    for (;;) {
        const ServerFrame frame = client.next();
        if (frame.first == 0x81 || frame.first == 0 || frame.first == 0x88)
            return frame.payload;
    }
}

void TestNaughtyStrings::contentArrivesToTheByte()
{
    QFETCH(QByteArray, json);
    QCOMPARE(m_sender->ask(post(messageTo("\"Li\"", json))).body, QByteArray("{\"succeed\":true}"));
    QCOMPARE(next(*m_receiver), "{\"content\":" + json + '}');
    // Inside a value, and as one of its keys.
    const QByteArray object = "[{" + json + ':' + json + "}]";
    QCOMPARE(m_sender->ask(post(messageTo("\"Li\"", object))).body,
             QByteArray("{\"succeed\":true}"));
    QCOMPARE(next(*m_receiver), "{\"content\":" + object + '}');
    // By a form, which has no lone surrogates.
    const QByteArray text = QJsonDocument::fromJson('[' + json + ']')[0].toString().toUtf8();
    if (jsonQuoted(QByteArrayView(text)) != json || text.size() > 30'000)
        return;
    const Reply reply = m_sender->ask(request("POST", "/rest/message",
                                              "Content-Type: application/x-www-form-urlencoded\r\n",
                                              "to=Li&content=" + text.toPercentEncoding()));
    QCOMPARE(reply.body, QByteArray("{\"succeed\":true}"));
    QCOMPARE(next(*m_receiver), "{\"content\":" + json + '}');
}

void TestNaughtyStrings::addNames(bool good)
{
    QTest::addColumn<QByteArray>("name");
    int number = 0;
    for (const NaughtyString &naughty : naughtyStrings()) {
        ++number;
        if (naughty.isName == good)
            QTest::addRow("%d %.40s", number, naughty.text.toPercentEncoding().constData())
                << naughty.text;
    }
}

void TestNaughtyStrings::nameWorksFromEndToEnd()
{
    QFETCH(QByteArray, name);
    const QByteArray segment = name.toPercentEncoding();
    const QByteArray quoted = jsonQuoted(QByteArrayView(name));
    const QByteArray kept = jsonQuoted(QByteArrayView(composed(name)));
    {
        FrameClient owner(m_server->port(), segment);
        QCOMPARE(m_sender->ask(get("/rest/connections/" + segment)).body,
                 "{\"name\":" + kept + ",\"connections\":1}");
        QVERIFY(m_sender->ask(get("/rest/connections")).body.contains("{\"name\":" + kept + ','));
        QCOMPARE(m_sender->ask(post(messageTo(quoted, "1"))).body,
                 QByteArray("{\"succeed\":true}"));
        QCOMPARE(next(owner), QByteArray("{\"content\":1}"));
        // The socket's own name goes out with what it says.
        owner.raw().send(clientFrame(0x81, messageTo("\"Li\"", "2")));
        QCOMPARE(next(*m_receiver), "{\"from\":" + kept + ",\"content\":2}");
    }
    QVERIFY(waitUntil([&] {
        return m_sender->ask(request("HEAD", "/rest/connections/" + segment), true).status == 404;
    }));
    const QByteArray fromIt = "{\"from\":" + quoted + ",\"to\":\"Li\",\"content\":3}";
    QCOMPARE(m_sender->ask(post(fromIt)).body, QByteArray("{\"succeed\":true}"));
    QCOMPARE(next(*m_receiver), "{\"from\":" + kept + ",\"content\":3}");
}

void TestNaughtyStrings::noNameIsRefusedEverywhere()
{
    QFETCH(QByteArray, name);
    const QByteArray quoted = jsonQuoted(QByteArrayView(name));
    QCOMPARE(m_sender->ask(post(messageTo(quoted, "1"))).word(), QByteArray("bad_name"));
    const QByteArray fromIt = "{\"from\":" + quoted + ",\"to\":\"Li\",\"content\":1}";
    QCOMPARE(m_sender->ask(post(fromIt)).word(), QByteArray("bad_name"));
    const QByteArray segment = name.toPercentEncoding();
    if (segment.size() > 4000)
        return; // too long a line for any name
    const QByteArray word = name.isEmpty() ? "not_found" : "bad_name";
    QCOMPARE(RawClient(m_server->port()).ask(upgrade(segment)).word(), word);
    if (!segment.isEmpty()) // the list of all
        QCOMPARE(RawClient(m_server->port()).ask(get("/rest/connections/" + segment)).word(), word);
}

QTEST_GUILESS_MAIN(TestNaughtyStrings)
#include "tst_naughty_strings.moc"
