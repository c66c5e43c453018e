#include "client/transport/publisher.h"
#include "tests/client/fake_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

OutgoingMessage hello(const QString &text = u"hello"_s)
{
    return {name(u"Bob"), name(u"Alice"), text, {}};
}

} // namespace

class TestPublisher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatIsTypedAsAJsonString()
    {
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true})"};
        };
        QVERIFY(server.listen());
        Publisher publisher(*ServerAddress::parse(server.url()));
        const QSignalSpy sent(&publisher, &Publisher::sent);
        publisher.send(7, {name(u"李雷"), name(u"a\"b"), u"{\"x\":1}\n\"我\""_s, u"id-1"_s});
        QTRY_COMPARE(sent.size(), 1);
        QCOMPARE(sent[0][0].toULongLong(), 7u);
        QCOMPARE(sent[0][1].value<SendResult>().outcome, SendOutcome::Delivered);

        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests()[0].method, "POST");
        QCOMPARE(server.requests()[0].path, "/rest/message?detail=1");
        const QJsonObject body = QJsonDocument::fromJson(server.requests()[0].body).object();
        QCOMPARE(body["from"_L1].toString(), u"李雷"_s);
        QCOMPARE(body["to"_L1].toString(), u"a\"b"_s);
        QCOMPARE(body["content"_L1].toString(), u"{\"x\":1}\n\"我\""_s);
        QCOMPARE(body["id"_L1].toString(), u"id-1"_s);
    }

    void understandsEveryAnswer_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *title, int status, const char *body, SendOutcome outcome,
                            const QString &text) {
            QTest::newRow(title) << status << QByteArray(body) << int(outcome) << text;
        };
        row("delivered", 200, R"({"succeed":true})", SendOutcome::Delivered, {});
        row("offline", 200, "{\"succeed\":false,\"msg\":\"对方不在线\"}", SendOutcome::Offline,
            u"对方不在线"_s);
        row("offline without words", 200, R"({"succeed":false})", SendOutcome::Offline,
            u"the receiver is offline"_s);
        row("refused", 413, R"({"succeed":false,"msg":"too large","error":"body_too_large"})",
            SendOutcome::Refused, u"too large"_s);
        row("refused without words", 502, "<html>", SendOutcome::Refused,
            u"the server answered 502"_s);
        row("another server", 200, "<html>", SendOutcome::Refused,
            u"what answered is no Pushpoint server"_s);
        row("redirection", 302, "", SendOutcome::Refused, u"the server answered 302"_s);
    }
    void understandsEveryAnswer()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        FakeServer server;
        server.onRequest = [&](const auto &) { return FakeServer::Answer{status, body}; };
        QVERIFY(server.listen());
        Publisher publisher(*ServerAddress::parse(server.url()));
        const QSignalSpy sent(&publisher, &Publisher::sent);
        publisher.send(1, hello());
        QTRY_COMPARE(sent.size(), 1);
        const auto result = sent[0][1].value<SendResult>();
        QTEST(int(result.outcome), "outcome");
        QTEST(result.text, "text");
    }

    void tellsThatNobodyListens()
    {
        FakeServer server;
        QVERIFY(server.listen());
        const auto address = *ServerAddress::parse(server.url());
        server.cut();
        Publisher publisher(address);
        const QSignalSpy sent(&publisher, &Publisher::sent);
        publisher.send(1, hello());
        QTRY_COMPARE(sent.size(), 1);
        const auto result = sent[0][1].value<SendResult>();
        QCOMPARE(result.outcome, SendOutcome::Unreachable);
        QCOMPARE(result.text, u"nothing answers at the server's address"_s);
    }

    void givesUpOnAServerThatDoesNotAnswer()
    {
        FakeServer server;
        server.onRequest = [](const auto &) { return FakeServer::Answer{200, {}, true}; };
        QVERIFY(server.listen());
        Publisher publisher(*ServerAddress::parse(server.url()), nullptr, 50ms);
        const QSignalSpy sent(&publisher, &Publisher::sent);
        publisher.send(1, hello());
        QTRY_COMPARE(sent.size(), 1);
        QCOMPARE(sent[0][1].value<SendResult>().outcome, SendOutcome::Unreachable);
        QCOMPARE(sent[0][1].value<SendResult>().text, u"the server does not answer"_s);
    }

    void givesUpOnAnEndlessAnswer()
    {
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, QByteArray(qsizetype(restAnswerBytesMax) * 4, 'x')};
        };
        QVERIFY(server.listen());
        Publisher publisher(*ServerAddress::parse(server.url()));
        const QSignalSpy sent(&publisher, &Publisher::sent);
        publisher.send(1, hello());
        QTRY_COMPARE(sent.size(), 1);
        QVERIFY(sent[0][1].value<SendResult>().outcome != SendOutcome::Delivered);
    }

    void sendsOneAfterTheOther()
    {
        constexpr int count = 50;
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true})"};
        };
        QVERIFY(server.listen());
        Publisher publisher(*ServerAddress::parse(server.url()));
        const QSignalSpy sent(&publisher, &Publisher::sent);
        for (int i = 0; i < count; ++i)
            publisher.send(quint64(i), hello(QString::number(i)));
        QTRY_COMPARE(sent.size(), count);
        for (int i = 0; i < count; ++i) {
            const auto body = QJsonDocument::fromJson(server.requests()[i].body).object();
            QCOMPARE(body["content"_L1].toString(), QString::number(i));
            QCOMPARE(sent[i][0].toInt(), i);
        }
    }
};

QTEST_GUILESS_MAIN(TestPublisher)
#include "tst_publisher.moc"
