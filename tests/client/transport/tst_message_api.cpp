#include "client/transport/message_api.h"
#include "tests/client/fake_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

OutgoingMessage hello()
{
    return {name(u"Bob"), name(u"Alice"), "\"hello\"", {}};
}

/// What becomes of a message; without a value where nothing is told.
std::optional<SendResult> resultOf(MessageApi &api, const OutgoingMessage &message)
{
    std::optional<SendResult> told;
    QObject context;
    api.send(message, &context, [&](const SendResult &result) { told = result; });
    (void)QTest::qWaitFor([&] { return told.has_value(); });
    return told;
}

} // namespace

class TestMessageApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void postsTheMessageAsJson()
    {
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true})"};
        };
        QVERIFY(server.listen());
        MessageApi api(*ServerAddress::parse(server.url()));
        const QByteArray content = R"({"n":9007199254740993,"a":[1.0,-0]})";
        const auto result = resultOf(api, {name(u"李雷"), name(u"a\"b"), content, u"id-1"_s});
        QVERIFY(result);
        QCOMPARE(result->outcome, SendOutcome::Delivered);
        QVERIFY(resultOf(api, {{}, name(u"Alice"), "1", {}}));

        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(server.requests()[0].method, "POST");
        QCOMPARE(server.requests()[0].path, "/rest/message?detail=1");
        const QJsonObject body = QJsonDocument::fromJson(server.requests()[0].body).object();
        QCOMPARE(body["from"_L1].toString(), u"李雷"_s);
        QCOMPARE(body["to"_L1].toString(), u"a\"b"_s);
        QCOMPARE(body["id"_L1].toString(), u"id-1"_s);
        QVERIFY(server.requests()[0].body.contains("\"content\":" + content));
        QCOMPARE(server.requests()[1].body, R"({"to":"Alice","content":1})"_ba);
    }

    void takesTheServersWordForWhenToComeBack_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("seconds");
        QTest::newRow("none") << ""_ba << 0;
        QTest::newRow("seconds") << "Retry-After: 5\r\n"_ba << 5;
        QTest::newRow("at most") << "Retry-After: 86400\r\n"_ba << int(retryAfterMax.count());
        QTest::newRow("more than a number holds") << "Retry-After: 99999999999\r\n"_ba << 0;
        QTest::newRow("negative") << "Retry-After: -5\r\n"_ba << 0;
        QTest::newRow("a date") << "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n"_ba << 0;
    }
    void takesTheServersWordForWhenToComeBack()
    {
        QFETCH(QByteArray, header);
        FakeServer server;
        server.onRequest = [&](const auto &) {
            return FakeServer::Answer{503, "{}", false, header};
        };
        QVERIFY(server.listen());
        MessageApi api(*ServerAddress::parse(server.url()));
        const auto result = resultOf(api, hello());
        QVERIFY(result);
        QCOMPARE(result->next, NextAttempt::Later);
        QTEST(int(result->retryAfter.count()), "seconds");
    }

    void tellsThatNobodyListens()
    {
        FakeServer server;
        QVERIFY(server.listen());
        const auto address = *ServerAddress::parse(server.url());
        server.cut();
        MessageApi api(address);
        const auto result = resultOf(api, hello());
        QVERIFY(result);
        QCOMPARE(result->outcome, SendOutcome::Unreachable);
        QCOMPARE(result->next, NextAttempt::Later);
        QCOMPARE(result->text, u"nothing answers at the server's address"_s);
    }

    void givesUpOnAServerThatDoesNotAnswer()
    {
        FakeServer server;
        server.onRequest = [](const auto &) { return FakeServer::Answer{200, {}, true}; };
        QVERIFY(server.listen());
        MessageApi api(*ServerAddress::parse(server.url()), 50ms);
        const auto result = resultOf(api, hello());
        QVERIFY(result);
        QCOMPARE(result->outcome, SendOutcome::Unreachable);
        QCOMPARE(result->text, u"the server does not answer"_s);
    }

    void givesUpOnAnEndlessAnswer()
    {
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, QByteArray(qsizetype(restAnswerBytesMax) * 4, 'x')};
        };
        QVERIFY(server.listen());
        MessageApi api(*ServerAddress::parse(server.url()));
        const auto result = resultOf(api, hello());
        QVERIFY(result);
        QVERIFY(result->outcome != SendOutcome::Delivered);
    }

    void tellsNothingToWhoHasGone()
    {
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true})"};
        };
        QVERIFY(server.listen());
        MessageApi api(*ServerAddress::parse(server.url()));
        bool isTold = false;
        {
            QObject context;
            api.send(hello(), &context, [&](const SendResult &) { isTold = true; });
        }
        QVERIFY(resultOf(api, hello()));
        QVERIFY(!isTold);
    }
};

QTEST_GUILESS_MAIN(TestMessageApi)
#include "tst_message_api.moc"
