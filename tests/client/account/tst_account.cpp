#include "tests/client/account_log.h"
#include "tests/client/fake_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

using namespace pushpoint;
using namespace pushpoint::client;
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
        if (request.path.startsWith("/rest/message"))
            all.append(QJsonDocument::fromJson(request.body).object());
    }
    return all;
}

Delivery delivery(const ConversationModel &lines, int row)
{
    return row < lines.rowCount() ? lines.at(row).delivery : Delivery::None;
}

} // namespace

class TestAccount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendingAgainAfterOfflineBearsTheSameId()
    {
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":false,"msg":"away"})"};
        };
        QVERIFY(server.listen());
        Account account(*ServerAddress::parse(server.url()));
        const AccountLog log(account);
        account.setName(name(u"Bob"));
        account.send(name(u"Alice"), u"hi"_s);
        QTRY_COMPARE(delivery(log.lines, 0), Delivery::Offline);

        account.setName(name(u"Jack"));
        account.sendAgain(log.lines.at(0));
        QCOMPARE(delivery(log.lines, 0), Delivery::Sending);
        QTRY_COMPARE(delivery(log.lines, 0), Delivery::Offline);
        QCOMPARE(messages(server).size(), 2);
        QCOMPARE(messages(server)[1]["from"_L1].toString(), u"Bob"_s); // whose line it is
        QCOMPARE(messages(server)[1]["content"_L1].toString(), u"hi"_s);
        const QString first = messages(server)[0]["id"_L1].toString();
        QVERIFY(!first.isEmpty() && first.size() <= 64);
        QCOMPARE(messages(server)[1]["id"_L1].toString(), first);
    }

    void goesOnByItselfAfterNoAnswerWithTheSameId()
    {
        FakeServer server;
        server.onRequest = [](const auto &) { return FakeServer::Answer{}; };
        QVERIFY(server.listen());
        const quint16 port = server.port();
        Account account(*ServerAddress::parse(server.url()));
        const AccountLog log(account);
        account.setName(name(u"Bob"));
        server.onRequest = [&server](const FakeServer::Request &request) {
            if (request.path.startsWith("/rest/message"))
                QMetaObject::invokeMethod(&server, &FakeServer::cut, Qt::QueuedConnection);
            return FakeServer::Answer{200, {}, true};
        };
        account.send(name(u"Alice"), u"hi"_s);
        QTRY_COMPARE(delivery(log.lines, 0), Delivery::Unreachable);
        QTRY_COMPARE(account.inbox().state(), InboxState::Waiting);

        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true})"};
        };
        account.sendAgain(log.lines.at(0)); // is tried anyway: nothing to do
        QVERIFY(server.listen(port));
        QTRY_COMPARE(delivery(log.lines, 0), Delivery::Delivered);
        const auto sent = messages(server);
        QCOMPARE(sent.constLast()["id"_L1], sent.constFirst()["id"_L1]);
        account.sendAgain(log.lines.at(0)); // delivered: nothing to do
        QCOMPARE(delivery(log.lines, 0), Delivery::Delivered);
    }

    void nothingIsSentInANameBeforeItsSocketIsOpen()
    {
        FakeServer server;
        int early = 0;
        QString now; // a name given up before its socket opened may still send what was written
        server.onRequest = [&](const FakeServer::Request &request) {
            if (request.path.startsWith("/rest/message")) {
                const auto from
                    = QJsonDocument::fromJson(request.body).object()["from"_L1].toString();
                if (from == now && !server.openedPaths().contains(u"/ws/"_s + from))
                    ++early;
            }
            return FakeServer::Answer{200, R"({"succeed":true})"};
        };
        QVERIFY(server.listen());
        Account account(*ServerAddress::parse(server.url()));
        QStringList expected;
        for (int turn = 0; turn < 30; ++turn) {
            const QString sender = u"user%1"_s.arg(turn);
            account.setName(name(sender));
            now = sender;
            for (int i = 0; i < 5; ++i) {
                account.send(name(u"Alice"), sender + u'/' + QString::number(i));
                expected << sender + u'/' + QString::number(i);
            }
            if (turn % 3 == 0)
                QTRY_COMPARE(account.inbox().state(), InboxState::Connected);
            if (turn % 3 == 1)
                QCoreApplication::processEvents();
        }
        QTRY_VERIFY_WITH_TIMEOUT(account.outbox().items().isEmpty(), 30'000);
        QStringList sent;
        for (const QJsonObject &message : messages(server))
            sent << message["content"_L1].toString();
        QCOMPARE(early, 0);
        QCOMPARE(sent, expected);
        QTRY_COMPARE(server.sockets().size(), 1);
        QCOMPARE(server.openedPaths().constLast(), u"/ws/user29"_s);
    }

    void whatWasSaidIsThereAfterARestart()
    {
        const QTemporaryDir folder;
        const AccountStorage storage{folder.path(), u"home"_s, {}};
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true,"connections":2})"};
        };
        QVERIFY(server.listen());
        {
            Account account(*ServerAddress::parse(server.url()), nullptr, {}, storage);
            const AccountLog log(account);
            account.setName(name(u"Bob"));
            account.send(name(u"Alice"), u"one"_s);
            QTRY_COMPARE(delivery(log.lines, 0), Delivery::Delivered);
            server.sockets()[0]->sendTextMessage(uR"({"from":"Alice","content":"two"})"_s);
            QTRY_COMPARE(log.count(), 2);
        }
        server.cut();
        Account account(*ServerAddress::parse(server.url()), nullptr, {}, storage);
        account.setName(name(u"Bob"));
        account.send(name(u"Alice"), u"three"_s);
        const AllOf lines(account, u"Bob"_s);
        QTRY_COMPARE(lines.rowCount(), 3);
        QCOMPARE(lines.at(0).text, u"one"_s);
        QCOMPARE(lines.at(0).delivery, Delivery::Delivered);
        QCOMPARE(lines.at(1).text, u"two"_s);
        QCOMPARE(lines.at(2).text, u"three"_s);
    }

    void whatTheDiskNeverHadIsNotTakenForDelivered()
    {
        const QTemporaryDir folder;
        const AccountStorage storage{folder.path(), u"home"_s, {}};
        const auto nowhere = *ServerAddress::parse(u"http://127.0.0.1:9"_s);
        auto account = std::make_unique<Account>(nowhere, nullptr, InboxTimes(), storage);
        QTRY_VERIFY(account->isRestored());
        auto other
            = SqliteFile::open(folder.filePath(u"outbox.sqlite"_s), std::chrono::milliseconds(0));
        QVERIFY(other.file->run(u"BEGIN EXCLUSIVE"_s).isActive());
        const AccountLog log(*account);
        account->setName(name(u"Bob"));
        account->send(name(u"Alice"), u"one"_s);
        QCOMPARE(delivery(log.lines, 0), Delivery::Sending);
        QTRY_COMPARE(delivery(log.lines, 0), Delivery::Unreachable);
        QVERIFY(log.lines.at(0).deliveryText.contains(u"another program"_s));
        {
            const AllOf lines(*account, u"Bob"_s);
            QTRY_COMPARE(lines.rowCount(), 1);
            QCOMPARE(delivery(lines, 0), Delivery::Unreachable); // it is still here
        }
        account.reset();
        other.file.reset();
        account = std::make_unique<Account>(nowhere, nullptr, InboxTimes(), storage);
        const AllOf lines(*account, u"Bob"_s);
        QTRY_COMPARE(lines.rowCount(), 1);
        QCOMPARE(lines.at(0).text, u"one"_s);
        QCOMPARE(delivery(lines, 0), Delivery::Offline);
        QVERIFY(lines.at(0).deliveryText.contains(u"before it could be saved"_s));
        QVERIFY(account->outbox().items().isEmpty());
    }

    void whileTheSocketIsRefusedNothingLeaves()
    {
        FakeServer server;
        server.refuseSocketsWith = 503;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true})"};
        };
        QVERIFY(server.listen());
        Account account(*ServerAddress::parse(server.url()));
        const AccountLog log(account);
        account.setName(name(u"Bob"));
        account.send(name(u"Alice"), u"hi"_s);
        QTRY_COMPARE(account.inbox().state(), InboxState::Waiting);
        for (const int asked : {2, 4}) { // other requests do come through meanwhile
            account.start();
            QTRY_VERIFY(server.requests().size() >= asked);
        }
        QVERIFY(messages(server).isEmpty());
        server.refuseSocketsWith = 0;
        account.inbox().reconnectNow();
        QTRY_COMPARE(delivery(log.lines, 0), Delivery::Delivered);
    }

    void whatWasNotSentIsThereAfterARestart()
    {
        const QTemporaryDir folder;
        const AccountStorage storage{folder.path(), u"home"_s, {}};
        const auto nowhere = *ServerAddress::parse(u"http://127.0.0.1:9"_s);
        {
            Account account(nowhere, nullptr, {}, storage);
            account.setName(name(u"Bob"));
            account.send(name(u"Alice"), u"one"_s);
            account.send(name(u"Alice"), u"two"_s);
        }
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":true,"connections":2})"};
        };
        QVERIFY(server.listen());
        Account account(*ServerAddress::parse(server.url()), nullptr, {}, storage);
        const AllOf lines(account, u"Bob"_s);
        QTRY_COMPARE(lines.rowCount(), 2);
        QTRY_COMPARE(delivery(lines, 1), Delivery::Delivered);
        QCOMPARE(messages(server)[0]["content"_L1].toString(), u"one"_s);
        QCOMPARE(messages(server)[1]["content"_L1].toString(), u"two"_s);
        QVERIFY(lines.at(0).deliveryText.contains(u'2'));
    }
};

QTEST_MAIN(TestAccount)
#include "tst_account.moc"
