#include "client/outbox/outbox.h"
#include "tests/client/fake_server.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
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

QList<QJsonObject> bodies(const FakeServer &server)
{
    QList<QJsonObject> all;
    for (const FakeServer::Request &request : server.requests())
        all.append(QJsonDocument::fromJson(request.body).object());
    return all;
}

QStringList texts(const FakeServer &server)
{
    QStringList all;
    for (const QJsonObject &body : bodies(server))
        all.append(body["content"_L1].toString());
    return all;
}

FakeServer::Answer yes()
{
    return {200, R"({"succeed":true,"connections":3})"};
}

FakeServer::Answer away()
{
    return {200, R"({"succeed":false,"msg":"away"})"};
}

ReconnectPolicy hasty()
{
    return ReconnectPolicy(10s, [] { return 0.0; });
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsInOrderAndTellsHowManyTookIt()
    {
        FakeServer server;
        server.onRequest = [](const auto &) { return yes(); };
        QVERIFY(server.listen());
        Outbox outbox(*ServerAddress::parse(server.url()), {}, {});
        const QSignalSpy delivered(&outbox, &Outbox::delivered);
        for (const QString &text : {u"a"_s, u"b"_s, u"c"_s})
            outbox.add(name(u"Bob"), name(u"Alice"), text);
        QTRY_COMPARE(delivered.size(), 3);
        QCOMPARE(texts(server), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(delivered[0][1].toInt(), 3);
        QVERIFY(outbox.items().isEmpty());
    }

    void anAttemptAfterNoAnswerBearsTheSameId_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {408, 429, 500, 502, 503, 504, 507})
            QTest::addRow("%d", status) << status;
    }
    void anAttemptAfterNoAnswerBearsTheSameId()
    {
        QFETCH(int, status);
        FakeServer server;
        server.onRequest = [&](const auto &) {
            return server.requests().size() < 3 ? FakeServer::Answer{status, "{}"} : yes();
        };
        QVERIFY(server.listen());
        Outbox outbox(*ServerAddress::parse(server.url()), {}, {}, nullptr, hasty());
        const QSignalSpy delivered(&outbox, &Outbox::delivered);
        outbox.add(name(u"Bob"), name(u"Alice"), u"a"_s);
        outbox.add(name(u"Bob"), name(u"Alice"), u"b"_s);
        QTRY_COMPARE(delivered.size(), 2);
        QCOMPARE(texts(server), QStringList({u"a"_s, u"a"_s, u"a"_s, u"b"_s}));
        const auto sent = bodies(server);
        QVERIFY(!sent[0]["id"_L1].toString().isEmpty());
        QCOMPARE(sent[2]["id"_L1], sent[0]["id"_L1]);
        QVERIFY(sent[3]["id"_L1] != sent[0]["id"_L1]);
    }

    void whatIsOfflineOrRefusedWaitsForTheUser_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("state");
        QTest::newRow("offline") << 200 << away().body << int(OutboxState::Offline);
        QTest::newRow("refused") << 413 << QByteArray(R"({"succeed":false,"msg":"away"})")
                                 << int(OutboxState::Failed);
    }
    void whatIsOfflineOrRefusedWaitsForTheUser()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, state);
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"o.sqlite"_s);
        FakeServer server;
        server.onRequest = [&](const auto &) { return FakeServer::Answer{status, body}; };
        QVERIFY(server.listen());
        const auto address = *ServerAddress::parse(server.url());
        {
            Outbox outbox(address, file, {}, nullptr, hasty());
            outbox.add(name(u"Bob"), name(u"Alice"), u"a"_s);
            QTRY_COMPARE(int(outbox.items()[0].state), state);
            QCOMPARE(outbox.items()[0].reason, u"away"_s);
        }
        // It is still there after a restart, and is sent only when the user says so.
        server.onRequest = [](const auto &) { return yes(); };
        Outbox outbox(address, file, {}, nullptr, hasty());
        const QSignalSpy delivered(&outbox, &Outbox::delivered);
        QTRY_VERIFY(outbox.isLoaded());
        QCOMPARE(outbox.items().size(), 1);
        QCOMPARE(int(outbox.items()[0].state), state);
        outbox.add(name(u"Bob"), name(u"Alice"), u"b"_s);
        QTRY_COMPARE(delivered.size(), 1);
        QCOMPARE(texts(server), QStringList({u"a"_s, u"b"_s}));
        outbox.sendAgain(outbox.items()[0].ticket);
        QTRY_COMPARE(delivered.size(), 2);
        QCOMPARE(bodies(server)[2]["id"_L1], bodies(server)[0]["id"_L1]);
    }

    void nothingLeavesInANameThatIsHeld()
    {
        FakeServer server;
        server.onRequest = [](const auto &) { return yes(); };
        QVERIFY(server.listen());
        Outbox outbox(*ServerAddress::parse(server.url()), {}, {});
        const QSignalSpy delivered(&outbox, &Outbox::delivered);
        outbox.hold(name(u"Bob"));
        outbox.add(name(u"Bob"), name(u"Alice"), u"held"_s);
        outbox.add(name(u"Jack"), name(u"Alice"), u"free"_s);
        QTRY_COMPARE(delivered.size(), 1);
        QCOMPARE(texts(server), QStringList{u"free"_s});
        outbox.release();
        QTRY_COMPARE(delivered.size(), 2);
        QCOMPARE(texts(server), QStringList({u"free"_s, u"held"_s}));
    }

    void withinGraceTheAbsentAreAskedForAgainAndHoldNobodyUp()
    {
        FakeServer server;
        int attempts = 0;
        server.onRequest = [&](const FakeServer::Request &request) {
            return request.body.contains("Alice") && ++attempts < 3 ? away() : yes();
        };
        QVERIFY(server.listen());
        Outbox outbox(*ServerAddress::parse(server.url()), {}, {});
        outbox.beginGrace(60s);
        QStringList arrived;
        connect(&outbox, &Outbox::delivered, this,
                [&](const OutboxItem &item) { arrived << item.text; });
        outbox.add(name(u"Bob"), name(u"Alice"), u"a1"_s);
        outbox.add(name(u"Bob"), name(u"Alice"), u"a2"_s);
        outbox.add(name(u"Bob"), name(u"Jack"), u"j1"_s);
        QTRY_COMPARE(arrived, QStringList({u"j1"_s, u"a1"_s, u"a2"_s}));
    }

    void accountsInOneFileDoNotSeeEachOther()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"sub/o.sqlite"_s);
        const auto nowhere = *ServerAddress::parse(u"http://127.0.0.1:9"_s);
        Outbox one(nowhere, file, u"one"_s);
        Outbox two(nowhere, file, u"two"_s);
        one.add(name(u"Bob"), name(u"Alice"), u"a\0b 你好"_s);
        two.add(name(u"Bob"), name(u"Alice"), u"c"_s);
        QTRY_VERIFY(one.isSaved() && two.isSaved());
        QCOMPARE(one.problem(), QString());
        const Outbox again(nowhere, file, u"one"_s);
        QTRY_VERIFY(again.isLoaded());
        QCOMPARE(again.items().size(), 1);
        QCOMPARE(again.items()[0].text, u"a\0b 你好"_s);
        QCOMPARE(again.items()[0].senderId, one.items()[0].senderId);
    }

    void whatIsGivenIsOnDiskAtTheEndAndInOrder()
    {
        constexpr int count = 50;
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"o.sqlite"_s);
        const auto nowhere = *ServerAddress::parse(u"http://127.0.0.1:9"_s);
        {
            Outbox outbox(nowhere, file, {});
            for (int i = 0; i < count; ++i)
                outbox.add(name(u"Bob"), name(u"Alice"), QString::number(i));
            QVERIFY(!outbox.isSaved());
        }
        Outbox outbox(nowhere, file, {});
        outbox.add(name(u"Bob"), name(u"Alice"), QString::number(count)); // before it is loaded
        QTRY_VERIFY(outbox.isLoaded());
        QCOMPARE(outbox.items().size(), count + 1);
        for (int i = 0; i <= count; ++i)
            QCOMPARE(outbox.items()[i].text, QString::number(i));
    }

    void aLockedFileHoldsUpMessagesAndNotTheEventLoop()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"o.sqlite"_s);
        FakeServer server;
        server.onRequest = [](const auto &) { return yes(); };
        QVERIFY(server.listen());
        const auto address = *ServerAddress::parse(server.url());
        {
            Outbox before(*ServerAddress::parse(u"http://127.0.0.1:9"_s), path, {});
            before.add(name(u"Bob"), name(u"Alice"), u"of before"_s);
        }
        const auto other = SqliteFile::open(path, 0ms);
        QVERIFY(other.file->run(u"BEGIN EXCLUSIVE"_s).isActive());
        Outbox outbox(address, path, {});
        const QSignalSpy delivered(&outbox, &Outbox::delivered);
        QTRY_COMPARE(delivered.size(), 1); // what is on disk already leaves

        outbox.add(name(u"Bob"), name(u"Alice"), u"a"_s);
        outbox.add(name(u"Bob"), name(u"Alice"), u"b"_s);
        QTRY_VERIFY2(outbox.problem().contains(u"another program"_s), qPrintable(outbox.problem()));
        for (const OutboxItem &item : outbox.items())
            QCOMPARE(item.reason, outbox.problem());
        // While the store waits, the loop turns, and nothing leaves.
        int turns = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&] { ++turns; });
        turn.start(0);
        outbox.tryNow();
        QTRY_VERIFY(turns > 1'000);
        QVERIFY(!outbox.isSaved());
        QCOMPARE(texts(server), QStringList{u"of before"_s});

        QVERIFY(other.file->run(u"COMMIT"_s).isActive());
        QTRY_COMPARE(delivered.size(), 3);
        QCOMPARE(texts(server), QStringList({u"of before"_s, u"a"_s, u"b"_s}));
        QCOMPARE(outbox.problem(), QString());
    }

    void theEndWaitsForNoLock()
    {
        constexpr int count = 1'000; // of which each would wait for a while
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"o.sqlite"_s);
        const auto nowhere = *ServerAddress::parse(u"http://127.0.0.1:9"_s);
        auto outbox = std::make_unique<Outbox>(nowhere, path, QString());
        QTRY_VERIFY(outbox->isLoaded());
        const auto other = SqliteFile::open(path, 0ms);
        QVERIFY(other.file->run(u"BEGIN EXCLUSIVE"_s).isActive());
        for (int i = 0; i < count; ++i)
            outbox->add(name(u"Bob"), name(u"Alice"), QString::number(i));
        outbox.reset(); // within this test's time
        QVERIFY(other.file->run(u"COMMIT"_s).isActive());
        const Outbox again(nowhere, path, {});
        QTRY_VERIFY(again.isLoaded());
        QVERIFY(again.items().isEmpty());
    }

    void aDamagedFileIsToldAndMessagesLeaveAllTheSame()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"o.sqlite"_s);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        FakeServer server;
        server.onRequest = [](const auto &) { return yes(); };
        QVERIFY(server.listen());
        Outbox outbox(*ServerAddress::parse(server.url()), path, {});
        QTRY_VERIFY2(outbox.problem().contains(u"damaged"_s), qPrintable(outbox.problem()));
        const QSignalSpy delivered(&outbox, &Outbox::delivered);
        outbox.add(name(u"Bob"), name(u"Alice"), u"a"_s);
        QTRY_COMPARE(delivered.size(), 1);
        QVERIFY2(outbox.problem().contains(u"damaged"_s), qPrintable(outbox.problem()));
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(8192, 'x')); // whatever it is, it is not ours
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
