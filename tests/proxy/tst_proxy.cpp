#include "tests/proxy/proxy.h"
#include "tests/server/frame_client.h"

#include <QRegularExpression>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// The recipes of docs/behind-a-proxy.md, run: each at the root of its host and below a path.
class TestProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();

    void pageFindsItsFiles();
    void postArrivesAtSocketsOnBothPaths();
    void namesArriveAsTheyWereWritten();
    void ownPageIsLetInAndOthersAreNot();
    void refusalsAreOurOwn();
    void chunkedBodiesArrive();
    void chunkedBodyOverTheLimitIsRefused();
    void oneTooManyIsToldSo();
    void messageTooLargeIsToldSo();
    void stopOfTheServerIsToldSo();
    void quietSocketStaysOpen();

private:
    QByteArray asked(const QByteArray &method, const QByteArray &target,
                     const QByteArray &headers = {}, const QByteArray &body = {}) const;
    Reply post(const QByteArray &below, const QByteArray &to, const QByteArray &headers = {}) const;
    std::unique_ptr<FrameClient> socket(const QByteArray &below, const QByteArray &segment) const;
    /// An error that still is what we made of it.
    static bool isRefusal(const Reply &reply, int status, const QByteArray &word);

    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<Proxy> m_proxy;
};

namespace {

const QByteArray atRoot;
const QByteArray below("/push");
constexpr std::chrono::seconds silenceMax{2};
constexpr std::chrono::milliseconds pingInterval{400};

QByteArray chunked(const QByteArray &body)
{
    QByteArray bytes;
    for (qsizetype at = 0; at < body.size(); at += 1000) {
        const QByteArray part = body.mid(at, 1000);
        bytes += QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n";
    }
    return bytes + "0\r\n\r\n";
}

} // namespace

void TestProxy::initTestCase_data()
{
    QTest::addColumn<QString>("proxy");
    for (const QString &name : Proxy::names())
        QTest::newRow(qPrintable(name)) << name;
}

void TestProxy::init()
{
    QFETCH_GLOBAL(QString, proxy);
    if (const QString why = Proxy::whyNot(proxy); !why.isEmpty())
        QSKIP(qPrintable(why));
    const bool isQuiet
        = QLatin1StringView(QTest::currentTestFunction()) == "quietSocketStaysOpen"_L1;
    ServerOptions options = quickOptions();
    options.allowHosts = {*SitePattern::parseHost(QString::fromLatin1(publicName))};
    options.limits.connectionsPerNameMax = 2;
    options.limits.closeWaitMax = std::chrono::seconds(2);
    if (isQuiet)
        options.limits.pingInterval = pingInterval;
    m_server = std::make_unique<LiveServer>(options);
    m_proxy = std::make_unique<Proxy>(proxy, m_server->port(),
                                      isQuiet ? silenceMax : std::chrono::seconds(75));
    QVERIFY2(m_proxy->start(), m_proxy->log());
}

void TestProxy::cleanup()
{
    if (QTest::currentTestFailed() && m_proxy)
        qWarning("%s", m_proxy->log().constData());
    m_proxy.reset();
    m_server.reset();
}

QByteArray TestProxy::asked(const QByteArray &method, const QByteArray &target,
                            const QByteArray &headers, const QByteArray &body) const
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: " + publicName + ':'
        + QByteArray::number(m_proxy->port()) + "\r\n" + headers + "\r\n" + body;
}

Reply TestProxy::post(const QByteArray &below, const QByteArray &to,
                      const QByteArray &headers) const
{
    const QByteArray json = "{\"from\":\"Bob\",\"to\":\"" + to + "\",\"content\":1}";
    return RawClient(m_proxy->port())
        .ask(asked("POST", below + "/rest/message",
                   "Content-Type: application/json\r\nContent-Length: "
                       + QByteArray::number(json.size()) + "\r\n" + headers,
                   json));
}

std::unique_ptr<FrameClient> TestProxy::socket(const QByteArray &below,
                                               const QByteArray &segment) const
{
    const QByteArray upgrade = asked("GET", below + "/ws/" + segment, upgradeHeaders());
    return std::make_unique<FrameClient>(m_proxy->port(), FrameClient::Upgrade{upgrade});
}

bool TestProxy::isRefusal(const Reply &reply, int status, const QByteArray &word)
{
    if (reply.status == status && reply.word() == word)
        return true;
    qWarning("%s%s", reply.head.constData(), reply.body.constData());
    return false;
}

void TestProxy::pageFindsItsFiles()
{
    RawClient client(m_proxy->port());
    for (const QByteArray &folder : {atRoot, below}) {
        const Reply page = client.ask(asked("GET", folder + '/'));
        QCOMPARE(page.status, 200);
        QVERIFY(page.header("Content-Type").startsWith("text/html"));
        static const QRegularExpression reference(u"(?:href|src)=\"([^\"]+)\""_s);
        auto found = reference.globalMatch(QString::fromUtf8(page.body));
        QVERIFY(found.hasNext());
        while (found.hasNext()) {
            const QByteArray file = found.next().captured(1).toLatin1();
            QVERIFY2(!file.startsWith('/'), file);
            QCOMPARE(client.ask(asked("GET", folder + '/' + file)).status, 200);
        }
    }
    // Without its last slash the page would look for its files beside the folder.
    const Reply moved = client.ask(asked("GET", below));
    QCOMPARE(moved.status, 308);
    QVERIFY2(moved.header("Location").endsWith("/push/"), moved.head);
}

void TestProxy::postArrivesAtSocketsOnBothPaths()
{
    const auto one = socket(atRoot, "Alice");
    const auto two = socket(below, "Alice");
    for (const QByteArray &folder : {atRoot, below}) {
        QCOMPARE(post(folder, "Alice").body, "{\"succeed\":true}");
        for (const auto &client : {one.get(), two.get()})
            QCOMPARE(client->next().payload, "{\"from\":\"Bob\",\"content\":1}");
    }
    one->raw().send(clientFrame(0x81, "{\"to\":\"Jack\",\"content\":2,\"ref\":\"r\"}"));
    QVERIFY(one->next().payload.startsWith("{\"ref\":\"r\",\"succeed\":false"));
}

void TestProxy::namesArriveAsTheyWereWritten()
{
    for (const auto &[segment, name] : {std::pair<QByteArray, QByteArray>{"a%2Fb", "a/b"},
                                        {"a%20b", "a b"},
                                        {"100%25", "100%"},
                                        {"%E6%9D%8E%E9%9B%B7", "李雷"},
                                        {"a%3Fb%23c", "a?b#c"}}) {
        for (const QByteArray &folder : {atRoot, below}) {
            const auto client = socket(folder, segment);
            QVERIFY2(post(atRoot, name).body == "{\"succeed\":true}", folder + ' ' + segment);
            QCOMPARE(client->next().payload, "{\"from\":\"Bob\",\"content\":1}");
        }
    }
    RawClient client(m_proxy->port());
    QCOMPARE(client.ask(asked("GET", below + "/rest/connections?limit=1")).status, 200);
}

void TestProxy::ownPageIsLetInAndOthersAreNot()
{
    const QByteArray here
        = publicName + QByteArray(":") + QByteArray::number(m_proxy->port()) + "\r\n";
    for (const QByteArray &folder : {atRoot, below}) {
        QCOMPARE(post(folder, "Nobody", "Origin: http://" + here).status, 200);
        QVERIFY(isRefusal(post(folder, "Nobody", "Origin: http://evil.example\r\n"), 403,
                          "foreign_origin"));
    }
}

void TestProxy::refusalsAreOurOwn()
{
    for (const QByteArray &folder : {atRoot, below}) {
        RawClient client(m_proxy->port());
        QVERIFY(isRefusal(client.ask(asked("GET", folder + "/nowhere")), 404, "not_found"));
        QVERIFY(isRefusal(client.ask(asked("POST", folder + "/rest/message",
                                           "Content-Type: application/json\r\n"
                                           "Content-Length: 1\r\n",
                                           "{")),
                          400, "bad_json"));
        RawClient large(m_proxy->port());
        const QByteArray tooLarge(200'000, ' ');
        QVERIFY(isRefusal(large.ask(asked("POST", folder + "/rest/message",
                                          "Content-Type: application/json\r\n"
                                          "Content-Length: 200000\r\n",
                                          tooLarge)),
                          413, "body_too_large"));
    }
}

void TestProxy::chunkedBodiesArrive()
{
    const QByteArray json = "{\"to\":\"Alice\",\"content\":\"" + QByteArray(50'000, 'x') + "\"}";
    const auto alice = socket(below, "Alice");
    for (const QByteArray &folder : {atRoot, below}) {
        RawClient client(m_proxy->port());
        const Reply reply = client.ask(asked("POST", folder + "/rest/message",
                                             "Content-Type: application/json\r\n"
                                             "Transfer-Encoding: chunked\r\n",
                                             chunked(json)));
        QCOMPARE(reply.body, "{\"succeed\":true}");
        QVERIFY(alice->next().payload.contains("xxx"));
    }
}

void TestProxy::chunkedBodyOverTheLimitIsRefused()
{
    RawClient client(m_proxy->port());
    QVERIFY(isRefusal(client.ask(asked("POST", "/rest/message",
                                       "Content-Type: application/json\r\n"
                                       "Transfer-Encoding: chunked\r\n",
                                       chunked(QByteArray(200'000, ' ')))),
                      413, "body_too_large"));
}

void TestProxy::oneTooManyIsToldSo()
{
    const auto one = socket(atRoot, "Alice");
    const auto two = socket(below, "Alice");
    for (const QByteArray &folder : {atRoot, below})
        QCOMPARE(socket(folder, "Alice")->closeCode(), 4504);
}

void TestProxy::messageTooLargeIsToldSo()
{
    for (const QByteArray &folder : {atRoot, below}) {
        const auto client = socket(folder, "Alice");
        client->raw().send(clientFrame(0x81, QByteArray(64 * 1024 + 1, ' ')));
        QCOMPARE(client->closeCode(), 1009);
    }
}

void TestProxy::stopOfTheServerIsToldSo()
{
    const auto one = socket(atRoot, "Alice");
    const auto two = socket(below, "Alice");
    QVERIFY(m_server->stop());
    QCOMPARE(one->closeCode(), 1001);
    QCOMPARE(two->closeCode(), 1001);
}

// Pings come through, and count as life for the proxy.
void TestProxy::quietSocketStaysOpen()
{
    const auto one = socket(atRoot, "Alice");
    const auto two = socket(below, "Alice");
    for (auto quiet = std::chrono::milliseconds(0); quiet < silenceMax * 2; quiet += pingInterval) {
        for (const auto &client : {one.get(), two.get()}) {
            const ServerFrame ping = client->next();
            QCOMPARE(ping.first, 0x89);
            client->raw().send(clientFrame(0x8a, ping.payload));
        }
    }
    QCOMPARE(post(below, "Alice").body, "{\"succeed\":true}");
    for (const auto &client : {one.get(), two.get()}) {
        ServerFrame frame = client->next();
        while (frame.first == 0x89)
            frame = client->next();
        QCOMPARE(frame.payload, "{\"from\":\"Bob\",\"content\":1}");
    }
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
