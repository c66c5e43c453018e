#include "client/account.h"
#include "tests/client/fake_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

/// The bodies of all messages the server was sent, in order.
QList<QJsonObject> messages(const FakeServer &server)
{
    QList<QJsonObject> all;
    for (const FakeServer::Request &request : server.requests()) {
        if (request.path == "/rest/message")
            all.append(QJsonDocument::fromJson(request.body).object());
    }
    return all;
}

Delivery delivery(Account &account, int row)
{
    return Delivery(
        account.conversation().index(row).data(ConversationModel::DeliveryRole).toInt());
}

quint64 idOf(Account &account, int row)
{
    return account.conversation().index(row).data(ConversationModel::IdRole).toULongLong();
}

} // namespace

class TestAccount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendingAgainAfterAnAnswerBearsAnotherId()
    {
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":false,"msg":"away"})"};
        };
        QVERIFY(server.listen());
        Account account(*ServerAddress::parse(server.url()));
        account.setName(name(u"Bob"));
        account.send(name(u"Alice"), u"hi"_s);
        QTRY_COMPARE(delivery(account, 0), Delivery::Offline);

        account.setName(name(u"Jack"));
        account.sendAgain(idOf(account, 0));
        QCOMPARE(delivery(account, 0), Delivery::Sending);
        QTRY_COMPARE(delivery(account, 0), Delivery::Offline);
        QCOMPARE(messages(server).size(), 2);
        QCOMPARE(messages(server)[1]["from"_L1].toString(), u"Bob"_s); // whose line it is
        QCOMPARE(messages(server)[1]["content"_L1].toString(), u"hi"_s);
        const QString first = messages(server)[0]["id"_L1].toString();
        QVERIFY(!first.isEmpty() && first.size() <= 64);
        QVERIFY(messages(server)[1]["id"_L1].toString() != first);
    }

    void sendingAgainWithoutAnAnswerBearsTheSameId()
    {
        FakeServer server;
        server.onRequest = [](const auto &) { return FakeServer::Answer{}; };
        QVERIFY(server.listen());
        const quint16 port = server.port();
        Account account(*ServerAddress::parse(server.url()));
        account.setName(name(u"Bob"));
        server.onRequest = [&server](const FakeServer::Request &request) {
            if (request.path == "/rest/message")
                QMetaObject::invokeMethod(&server, &FakeServer::cut, Qt::QueuedConnection);
            return FakeServer::Answer{200, {}, true};
        };
        account.send(name(u"Alice"), u"hi"_s);
        QTRY_COMPARE(delivery(account, 0), Delivery::Unreachable);

        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true})"};
        };
        QVERIFY(server.listen(port));
        account.sendAgain(idOf(account, 0));
        QTRY_COMPARE(delivery(account, 0), Delivery::Delivered);
        const auto sent = messages(server);
        QCOMPARE(sent.constLast()["id"_L1], sent.constFirst()["id"_L1]);
        account.sendAgain(idOf(account, 0)); // delivered: nothing to do
        QCOMPARE(delivery(account, 0), Delivery::Delivered);
    }
};

QTEST_MAIN(TestAccount)
#include "tst_account.moc"
