#include "tests/bench/dialect.h"
#include "tests/bench/http_response.h"

#include <QTest>

#include <string>

using namespace pushpoint::bench;

class TestHttpResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsForTheLastByte()
    {
        for (const std::string wire :
             {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n"
              "0\r\nTrailer: x\r\n\r\n"}) {
            for (std::size_t cut = 0; cut < wire.size(); ++cut)
                QCOMPARE(parseHttpResponse(std::string_view(wire).substr(0, cut)).state,
                         HttpResponse::State::Incomplete);
            const std::string two = wire + "HTTP/1.1 404";
            const HttpResponse response = parseHttpResponse(two);
            QCOMPARE(response.state, HttpResponse::State::Whole);
            QCOMPARE(response.status, 200);
            QCOMPARE(response.body(), "hello");
            QCOMPARE(response.wireBytes, wire.size());
        }
    }

    void needsNoBodyWhereNoneMayBe()
    {
        for (const std::string head :
             {"HTTP/1.1 101 Switching Protocols\r\n\r\n", "HTTP/1.1 204\r\n\r\n",
              "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n"}) {
            const HttpResponse response = parseHttpResponse(head);
            QCOMPARE(response.state, HttpResponse::State::Whole);
            QCOMPARE(response.wireBytes, head.size());
        }
    }

    void tellsWhetherTheConnectionGoesOn()
    {
        QVERIFY(!parseHttpResponse("HTTP/1.1 204 x\r\n\r\n").closesConnection);
        QVERIFY(parseHttpResponse("HTTP/1.1 204 x\r\nConnection: Close\r\n\r\n").closesConnection);
        QVERIFY(parseHttpResponse("HTTP/1.0 204 x\r\n\r\n").closesConnection);
        QVERIFY(!parseHttpResponse("HTTP/1.0 204 x\r\nConnection: keep-alive\r\n\r\n")
                     .closesConnection);
    }

    void refusesWhatIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("another protocol") << QByteArray("SSH-2.0-x 200 OK\r\n\r\n");
        QTest::newRow("no status") << QByteArray("HTTP/1.1 abc OK\r\n\r\n");
        QTest::newRow("short") << QByteArray("HTTP/1.1\r\n\r\n");
        QTest::newRow("no length") << QByteArray("HTTP/1.1 200 OK\r\n\r\n");
        QTest::newRow("bad length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5x\r\n\r\n");
        QTest::newRow("huge") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
        QTest::newRow("bad chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        QTest::newRow("chunk without an end")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n");
        QTest::newRow("endless head") << QByteArray(70'000, 'x');
    }
    void refusesWhatIsNoAnswer()
    {
        QFETCH(QByteArray, wire);
        QCOMPARE(parseHttpResponse(wire.toStdString()).state, HttpResponse::State::Bad);
    }

    void findsHeaderLinesInAnyCase()
    {
        const std::string_view head = "HTTP/1.1 200 OK\r\nA: 1\r\nX-Accept:\t yes \r\nB:";
        QCOMPARE(headerValue(head, "x-accept"), "yes");
        QCOMPARE(headerValue(head, "b"), "");
        QCOMPARE(headerValue(head, "accept"), "");
    }

    void acceptsOnlyTheRightUpgrade()
    {
        const auto response = [](const std::string &accept, const std::string &status) {
            const std::string wire
                = "HTTP/1.1 " + status + " x\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n";
            return acceptsUpgrade(parseHttpResponse(wire));
        };
        QVERIFY(response("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "101"));
        QVERIFY(!response("s3pPLMBiTxaQ9kYGzzhZRbK+xOx=", "101"));
        QVERIFY(!response("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "204"));
    }

    void understandsEachDialectsAnswers()
    {
        const auto response = [](int status, const std::string &body) {
            HttpResponse made;
            made.status = status;
            made.isChunked = true;
            made.joined = body;
            return made;
        };
        QVERIFY(saysDelivered(Dialect::Pushpoint, response(200, R"({"succeed":true})")));
        QVERIFY(
            saysDelivered(Dialect::Pushpoint, response(200, R"({"id":"x", "succeed" : true})")));
        QVERIFY(!saysDelivered(Dialect::Pushpoint, response(400, R"({"succeed":true})")));
        QVERIFY(!saysDelivered(Dialect::Pushpoint, response(200, R"({"succeed":false})")));
        QVERIFY(saysOffline(Dialect::Pushpoint, response(200, R"({"succeed":false})")));
        QVERIFY(!saysOffline(Dialect::Pushpoint, response(400, R"({"succeed":false})")));
        QVERIFY(!saysOffline(Dialect::Pushpoint, response(200, "hello")));
        QVERIFY(saysDelivered(Dialect::Nchan, response(201, "")));
        QVERIFY(saysOffline(Dialect::Nchan, response(202, "")));
        QVERIFY(!saysOffline(Dialect::Nchan, response(500, "")));
    }
};

QTEST_APPLESS_MAIN(TestHttpResponse)
#include "tst_http_response.moc"
