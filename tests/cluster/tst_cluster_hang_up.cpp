#include "tests/broker/redis/redis_server.h"
#include "tests/cluster/holding_proxy.h"
#include "tests/net/body/packed.h"
#include "tests/server/frame_client.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

QByteArray upgrade(const QByteArray &name)
{
    return get("/ws/" + name,
               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

} // namespace

/// Those who wait for an answer of another node go, or the node itself does. In one process, so
/// that the sanitizers see it all.
class TestClusterHangUp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!RedisServer::isInstalled())
            QSKIP("redis-server is not installed");
        m_redis = std::make_unique<RedisServer>();
        QVERIFY(m_redis->waitUntilOld());
    }

    void init()
    {
        m_proxy = std::make_unique<HoldingProxy>(m_redis->port());
        m_node = std::make_unique<LiveServer>(joined(m_proxy->url(), 10'000));
        QVERIFY(waitUntil([this] { return publish("Nobody").status == 200; }, 15'000));
    }

    void cleanup()
    {
        m_node.reset();
        m_proxy.reset();
    }

    void clientsThatGoMeanwhileHurtNobody()
    {
        m_proxy->holdToNode();
        for (int i = 0; i < 40; ++i) {
            RawClient client(m_node->port());
            client.send(post(publishJson("Nobody")) + post(publishJson("Nobody")));
            client.socket().abort();
        }
        // What lies behind the first of a socket waits on the server, and is sent when it goes.
        for (int i = 0; i < 20; ++i) {
            SocketClient socket(m_node->port(), "Bob");
            QVERIFY(socket.isOpenInTime());
            for (int n = 0; n < 5; ++n)
                socket.socket().sendTextMessage(
                    u"{\"to\":\"Nobody\",\"content\":1,\"ref\":\"r\"}"_s);
            socket.socket().flush();
            socket.socket().abort();
        }
        QCOMPARE(publish("Nobody").word(), "cluster_unknown"); // after all of those
        m_proxy->mend();
        QVERIFY(waitUntil([this] { return publish("Nobody").status == 200; }));
    }

    // As a script does that pipes a request into nc -N.
    void whoHasEndedItsSideIsAnswered()
    {
        m_proxy->holdToNode();
        RawClient client(m_node->port());
        client.send(post(publishJson("Nobody")));
        RawClient other(m_node->port());
        QCOMPARE(other.ask(get("/healthz")).status, 200); // so that was read
        client.send(post(publishJson("Nobody")));
        client.endOurSide();
        QCOMPARE(other.ask(get("/healthz")).status, 200); // and this
        m_proxy->mend();
        QVERIFY(client.reply().status != 0);
        QVERIFY(client.reply().status != 0);
        QVERIFY(client.isClosedInTime());
    }

    // It takes several looks, and is not taken in before the first is answered.
    void packedPublishBehindAPublishIsAnsweredInTurn()
    {
        m_proxy->holdToNode();
        RawClient client(m_node->port());
        client.send(post(publishJson("Nobody"))
                    + request("POST", "/rest/message",
                              "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
                              tests::packed(publishJson("Nobody"), tests::Wrapping::Gzip))
                    + get("/healthz"));
        RawClient other(m_node->port());
        QCOMPARE(other.ask(get("/healthz")).status, 200); // so that was read
        m_proxy->mend();
        QVERIFY(client.reply().body.contains("succeed"));
        QVERIFY(client.reply().body.contains("succeed"));
        QCOMPARE(client.reply().body, "{\"status\":\"ok\"}");
        QVERIFY(client.staysOpen());
    }

    // While a publish is waited for, the client's end is held back; a WebSocket behind it sees it.
    void upgradeBehindAPublishEndsWithItsClient()
    {
        m_proxy->holdToNode();
        RawClient client(m_node->port());
        client.send(post(publishJson("Nobody")) + upgrade("Bob"));
        RawClient other(m_node->port());
        QCOMPARE(other.ask(get("/healthz")).status, 200); // so that was read
        m_proxy->mend();
        QVERIFY(client.reply().status != 0);
        QCOMPARE(client.reply(true).status, 101);
        QVERIFY(waitUntil([this] { return m_node->totals().connectionsOpen == 1; }));
        client.endOurSide();
        QVERIFY(waitUntil([this] { return m_node->totals().connectionsOpen == 0; }));
    }

    // They are answered once every node can reach their name, and are gone before that.
    void upgradesThatGoMeanwhileHurtNobody()
    {
        m_proxy->holdToNode();
        for (int i = 0; i < 40; ++i) {
            RawClient client(m_node->port());
            client.send(upgrade("name" + QByteArray::number(i / 2)) + clientFrame(0x89, "p")
                        + clientFrame(0x88, {}));
            client.socket().abort();
        }
        QCOMPARE(publish("Nobody").word(), "cluster_unknown"); // after all of those
        m_proxy->mend();
        QVERIFY(waitUntil([this] { return publish("Nobody").status == 200; }));
        QCOMPARE(m_node->totals().connectionsOpened, quint64(0));
        SocketClient socket(m_node->port(), "name1");
        QVERIFY(socket.isOpenInTime());
    }

    // What it may leave waiting is bounded, by number and by size.
    void whoSaysTooMuchMeanwhileIsClosedAndTold_data()
    {
        QTest::addColumn<int>("textBytes");
        QTest::newRow("many") << 1;
        QTest::newRow("long") << 50'000;
    }
    void whoSaysTooMuchMeanwhileIsClosedAndTold()
    {
        QFETCH(int, textBytes);
        m_proxy->holdToNode();
        SocketClient socket(m_node->port(), "Bob");
        QVERIFY(socket.isOpenInTime());
        const QString text
            = u"{\"to\":\"Nobody\",\"content\":\"%1\"}"_s.arg(QString(textBytes, u'x'));
        // One is asked about, a thousand or a mebibyte may wait for it, and one is too much.
        for (int n = 0; n < (textBytes > 1 ? 23 : 1'002); ++n)
            socket.socket().sendTextMessage(text);
        QVERIFY(socket.isClosedInTime());
        QCOMPARE(socket.closeCode(), int(CloseCode::TooFast));
        RawClient client(m_node->port());
        QVERIFY(client.ask(get("/metrics"))
                    .body.contains("pushpoint_refusals_total{cause=\"too_many_requests\"} 1\n"));
    }

    void stopAnswersWhatWaits()
    {
        m_proxy->holdToNode();
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_node->port()));
            clients.back()->send(post(publishJson("Nobody")));
        }
        SocketClient socket(m_node->port(), "Bob");
        QVERIFY(socket.isOpenInTime());
        for (int n = 0; n < 5; ++n)
            socket.socket().sendTextMessage(u"{\"to\":\"Nobody\",\"content\":1,\"ref\":\"r\"}"_s);
        socket.socket().flush();
        RawClient last(m_node->port());
        QCOMPARE(last.ask(get("/healthz")).status, 200); // so the others were read
        QElapsedTimer clock;
        clock.start();
        QVERIFY(m_node->stop());
        QVERIFY2(clock.elapsed() < 4'000, QByteArray::number(clock.elapsed()));
        for (const auto &client : clients) {
            const Reply reply = client->reply();
            QCOMPARE(reply.word(), "cluster_unknown");
            QCOMPARE(reply.header("Connection").toLower(), "close");
        }
        QVERIFY(socket.isClosedInTime());
    }

    // The time to stop is over before the others have answered.
    void stopThatCannotWaitEndsAllTheSame()
    {
        m_node = std::make_unique<LiveServer>(joined(m_proxy->url(), 50));
        QVERIFY(waitUntil([this] { return publish("Nobody").status == 200; }));
        m_proxy->holdToNode();
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_node->port()));
            clients.back()->send(post(publishJson("Nobody")));
        }
        SocketClient opening(m_node->port(), "Opening"); // waits for its subscription
        RawClient last(m_node->port());
        QCOMPARE(last.ask(get("/healthz")).status, 200);
        QVERIFY(m_node->stop());
        for (const auto &client : clients)
            QVERIFY(client->isClosedInTime() || !client->unread().isEmpty());
    }

private:
    static ServerOptions joined(const QString &url, int stopTimeMaxMs)
    {
        ServerOptions options = quickOptions();
        options.broker = RedisAddress::parse(url).value();
        options.limits.stopTimeMax = std::chrono::milliseconds(stopTimeMaxMs);
        return options;
    }
    static QByteArray publishJson(const QByteArray &to)
    {
        return "{\"from\":\"Bob\",\"to\":\"" + to + "\",\"content\":1}";
    }
    Reply publish(const QByteArray &to) const
    {
        RawClient client(m_node->port());
        return client.ask(post(publishJson(to)));
    }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<HoldingProxy> m_proxy;
    std::unique_ptr<LiveServer> m_node;
};

QTEST_GUILESS_MAIN(TestClusterHangUp)
#include "tst_cluster_hang_up.moc"
