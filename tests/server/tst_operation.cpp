#include "tests/server/kit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// What those ask who run a server: its counters, whether it is ready, and its contract.
class TestOperation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void metricsAreServed();
    void metricsCountWhatWasJustDone();
    void foreignPagesMayNotRead_data();
    void foreignPagesMayNotRead();
    void theRowOfAForeignPageSaysWhoItWas();
    void readyWhileListening();
    void notReadyWhileStopping();
    void contractIsServed();
    void contractHasEveryErrorWithItsStatus();
    void contractsReferencesAreThere();
    void contractsExamplesAreAnsweredAsItSays();
};

namespace {

QJsonObject contractOf(LiveServer &server)
{
    RawClient client(server.port());
    return client.ask(get("/openapi.json")).json();
}

/// All "$ref" in it, wherever.
QStringList referencesIn(const QJsonValue &value)
{
    QStringList references;
    if (value.isArray()) {
        for (const QJsonValue item : value.toArray())
            references += referencesIn(item);
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key() == "$ref"_L1)
            references.append(member.value().toString());
        else
            references += referencesIn(member.value());
    }
    return references;
}

} // namespace

void TestOperation::metricsAreServed()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(get("/metrics"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    QVERIFY(reply.body.contains("\npushpoint_publishes_total 0\n"));
    QVERIFY(reply.body.contains("\npushpoint_build_info{"));
    const Reply head = client.ask(request("HEAD", "/metrics"), true);
    QCOMPARE(head.status, 200);
    QCOMPARE(client.ask(request("POST", "/metrics", {}, "")).status, 405);
}

void TestOperation::metricsCountWhatWasJustDone()
{
    LiveServer server;
    SocketClient bob(server.port(), "Bob");
    QVERIFY(bob.isOpenInTime());
    RawClient client(server.port());
    QCOMPARE(client.ask(post("{\"to\":\"Bob\",\"content\":\"abc\"}")).status, 200);
    QCOMPARE(client.ask(post("{\"to\":\"Nobody\",\"content\":1}")).status, 200);
    RawClient bad(server.port());
    QCOMPARE(bad.ask(post("{")).status, 400);
    const QByteArray text = client.ask(get("/metrics")).body;
    for (const char *line :
         {"pushpoint_publishes_total 2", "pushpoint_deliveries_total 1",
          "pushpoint_publishes_offline_total 1", "pushpoint_published_bytes_total 6",
          "pushpoint_delivered_bytes_total 5", "pushpoint_websocket_connections 1",
          "pushpoint_names_online 1", "pushpoint_refusals_total{cause=\"bad_json\"} 1",
          "pushpoint_publish_duration_seconds_count 2"})
        QVERIFY2(text.contains('\n' + QByteArray(line) + '\n'), line);
}

void TestOperation::foreignPagesMayNotRead_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/metrics", "/readyz", "/openapi.json"})
        QTest::newRow(path) << QByteArray(path);
}

void TestOperation::foreignPagesMayNotRead()
{
    QFETCH(QByteArray, path);
    LiveServer server;
    RawClient foreign(server.port());
    QCOMPARE(foreign.ask(get(path, "Origin: https://example.org\r\n")).status, 403);
    RawClient crossSite(server.port());
    QCOMPARE(crossSite.ask(get(path, "Sec-Fetch-Site: cross-site\r\n")).status, 403);
    RawClient rebound(server.port());
    QCOMPARE(rebound.ask("GET " + path + " HTTP/1.1\r\nHost: example.org\r\n\r\n").status, 421);
}

void TestOperation::theRowOfAForeignPageSaysWhoItWas()
{
    LiveServer server;
    TrafficFeed &feed = server.server().feed();
    feed.setWatched(true);
    RawClient foreign(server.port());
    QCOMPARE(foreign.ask(get("/metrics", "Origin: https://a.example:444\r\n")).status, 403);
    RawClient rebound(server.port());
    QCOMPARE(rebound.ask("GET / HTTP/1.1\r\nHost: b.example\r\n\r\n").status, 421);
    RawClient nobody(server.port());
    QCOMPARE(nobody.ask(get("/metrics", "Origin: null\r\n")).status, 403);
    QByteArrayList rows;
    QVERIFY(waitUntil([&] {
        for (const TrafficEvent &event : feed.take().events.all())
            rows.append(event.note + ' ' + event.preview);
        return rows.size() == 3;
    }));
    const QByteArray arrow = " \xE2\x86\x92 "; // →
    QCOMPARE(rows[0],
             "foreign_origin Origin: https://a.example:444, Host: 127.0.0.1, 127.0.0.1" + arrow
                 + "--allow-origin https://a.example:444");
    QCOMPARE(rows[1], "wrong_host Host: b.example, 127.0.0.1" + arrow + "--allow-host b.example");
    QCOMPARE(rows[2], QByteArray("foreign_origin Origin: null, Host: 127.0.0.1, 127.0.0.1"));
}

void TestOperation::readyWhileListening()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(get("/readyz"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, "{\"status\":\"ready\"}");
}

void TestOperation::notReadyWhileStopping()
{
    ServerOptions options = quickOptions();
    LiveServer server(options);
    RawClient client(server.port());
    // Midway in its body when the stop begins, so it is still heard.
    client.send("GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{");
    RawClient other(server.port());
    QCOMPARE(other.ask(get("/readyz")).status, 200); // and by now the first was read, too
    server.server().stop();
    QVERIFY(other.isClosedInTime());
    client.send("}");
    const Reply reply = client.reply();
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.body, "{\"status\":\"stopping\"}");
}

void TestOperation::contractIsServed()
{
    LiveServer server;
    RawClient client(server.port());
    const Reply reply = client.ask(get("/openapi.json"));
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("Content-Type").startsWith("application/json"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(reply.body, &error);
    QCOMPARE(error.errorString(), QJsonParseError().errorString());
    QCOMPARE(document[u"openapi"_s].toString(), u"3.1.0"_s);
}

void TestOperation::contractHasEveryErrorWithItsStatus()
{
    LiveServer server;
    const QJsonObject components = contractOf(server)[u"components"_s].toObject();
    const QJsonArray words = components[u"schemas"_s][u"ErrorWord"_s][u"enum"_s].toArray();
    const QJsonObject paths = contractOf(server)[u"paths"_s].toObject();
    // A status leads to the response that every path refers to by it.
    QMap<int, QString> responses;
    for (const QJsonValue path : paths) {
        for (const QJsonValue method : path.toObject()) {
            const QJsonObject answers = method[u"responses"_s].toObject();
            for (auto answer = answers.begin(); answer != answers.end(); ++answer) {
                const QString reference = answer.value()[u"$ref"_s].toString();
                if (!reference.isEmpty())
                    responses.insert(answer.key().toInt(), reference.section(u'/', -1));
            }
        }
    }
    // Behind BadOption stand those of the start-up, which no client meets.
    QCOMPARE(words.size(), qsizetype(ErrorCode::BadOption));
    for (int code = 0; code < int(ErrorCode::BadOption); ++code) {
        const Error error{ErrorCode(code), {}};
        const QString word = QString::fromUtf8(error.word());
        QVERIFY2(words.contains(word), qPrintable(word));
        QVERIFY2(responses.contains(error.httpStatus()), qPrintable(word));
        const QJsonValue response = components[u"responses"_s][responses.value(error.httpStatus())];
        const QJsonValue example
            = response[u"content"_s][u"application/json"_s][u"examples"_s][word][u"value"_s];
        QCOMPARE(example[u"error"_s].toString(), word);
        QCOMPARE(example[u"msg"_s].toString(), error.text());
    }
}

void TestOperation::contractsReferencesAreThere()
{
    LiveServer server;
    const QJsonObject contract = contractOf(server);
    const QStringList references = referencesIn(contract);
    QVERIFY(references.size() > 50);
    for (const QString &reference : references) {
        QJsonValue target = contract;
        for (const QString &key : reference.split(u'/').mid(1))
            target = target[key];
        QVERIFY2(target.isObject(), qPrintable(reference));
    }
}

void TestOperation::contractsExamplesAreAnsweredAsItSays()
{
    LiveServer server;
    RawClient client(server.port());
    const QJsonObject paths = contractOf(server)[u"paths"_s].toObject();
    const QJsonObject examples = paths[u"/rest/message"_s][u"post"_s][u"requestBody"_s]
                                      [u"content"_s][u"application/json"_s][u"examples"_s]
                                          .toObject();
    QVERIFY(!examples.isEmpty());
    for (const QJsonValue example : examples) {
        const QByteArray body = QJsonDocument(example[u"value"_s].toObject()).toJson();
        QCOMPARE(client.ask(post(body)).status, 200);
    }
    for (const char *path : {"/rest/connections", "/rest/connections/Bob", "/rest/names",
                             "/healthz", "/readyz", "/metrics", "/openapi.json", "/"})
        QCOMPARE(client.ask(get(path)).status, 200);
}

QTEST_GUILESS_MAIN(TestOperation)
#include "tst_operation.moc"
