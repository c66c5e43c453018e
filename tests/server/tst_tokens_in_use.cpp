#include "tests/access/token_cases.h"
#include "tests/server/token_kit.h"

#include <QTest>

#include <atomic>

using namespace pushpoint;
using namespace pushpoint::access;
using namespace pushpoint::kit;

/// A token on its way through the running server: wherever it may stand, good and bad, and what
/// becomes of a connection whose token is one no longer.
class TestTokensInUse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCaseIsTheSameAtEveryDoor_data();
    void everyCaseIsTheSameAtEveryDoor();
    void refusalsSayWhatIsWanted_data();
    void refusalsSayWhatIsWanted();
    void standsInOneOfThreePlaces_data();
    void standsInOneOfThreePlaces();
    void isNeverSentBack();
    void socketsEndWithTheirToken();
    void socketsEndWhenTheyAreRevoked_data();
    void socketsEndWhenTheyAreRevoked();
    void othersStayWhenOneIsRevoked();
    void aNewKeyIsTakenBesideTheOld();
    void socketsEndWithTheirKey();
    void aSocketSpeaksOnlyWithTheRight();

private:
    static const std::chrono::sys_seconds now;
    static inline std::atomic<std::chrono::seconds> s_time;
};

const std::chrono::sys_seconds TestTokensInUse::now{std::chrono::seconds(nowSeconds())};

void TestTokensInUse::everyCaseIsTheSameAtEveryDoor_data()
{
    QTest::addColumn<qsizetype>("index");
    const auto all = tokenCases(now);
    QVERIFY(all.size() >= 80);
    for (qsizetype i = 0; i < all.size(); ++i)
        QTest::addRow("%s", all[i].name.constData()) << i;
}

void TestTokensInUse::everyCaseIsTheSameAtEveryDoor()
{
    QFETCH(const qsizetype, index);
    static const auto all = tokenCases(now);
    const TokenCase &one = all[index];
    // What no HTTP client can send is no matter of the doors.
    const bool isSendable
        = std::ranges::all_of(one.token, [](char c) { return c > ' ' && c < 0x7f; });
    if (!isSendable || one.token.isEmpty())
        return;
    ServerOptions options = tokenOptions();
    options.authority
        = Authority{KeySet::parse(caseKeySet()).value(), one.rules, {}, [] { return now; }};
    LiveServer server(options);
    const QByteArray message("{\"to\":\"x\",\"content\":1}");
    for (const QByteArray &bytes :
         {postBy(one.token, message), postBy(one.token, '[' + message + ']', "/rest/messages"),
          get("/rest/connections/Alice", bearing(one.token)),
          upgrade("/ws/Alice", bearing(one.token)), upgrade("/ws/Alice?token=" + one.token)}) {
        RawClient client(server.port());
        const Reply reply = client.ask(bytes);
        const QByteArray what = bytes.left(bytes.indexOf('\r'));
        if (one.refusal) {
            const Error expected{*one.refusal, {}};
            const bool isTooLong = reply.status == 414 || reply.status == 431;
            if (isTooLong && one.token.size() > 8 * 1024)
                continue;
            QVERIFY2(reply.word() == expected.word(), what + reply.head + reply.body);
            QCOMPARE(reply.status, 401);
        } else {
            QVERIFY2(reply.status != 401 && reply.status != 400, what + reply.head + reply.body);
        }
    }
}

void TestTokensInUse::refusalsSayWhatIsWanted_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("challenge");
    const QByteArray realm("Bearer realm=\"pushpoint\"");
    QTest::newRow("none") << QByteArray() << 401 << realm;
    QTest::newRow("another scheme")
        << QByteArray("Authorization: Basic QWxpY2U6eA==\r\n") << 401 << realm;
    QTest::newRow("bad") << bearing("a.b.c") << 401 << realm + ", error=\"invalid_token\"";
    QTest::newRow("expired") << bearing(tokenOf("Alice", "read", {}, -31)) << 401
                             << realm + ", error=\"invalid_token\"";
    QTest::newRow("without the right")
        << bearing(tokenOf("Alice", "publish")) << 403 << realm + ", error=\"insufficient_scope\"";
    QTest::newRow("two") << bearing(tokenOf("Alice", "read")) + bearing("x") << 400 << QByteArray();
}

void TestTokensInUse::refusalsSayWhatIsWanted()
{
    LiveServer server(tokenOptions());
    RawClient client(server.port());
    QFETCH(const QByteArray, headers);
    const Reply reply = client.ask(get("/rest/connections", headers));
    QTEST(reply.status, "status");
    QTEST(reply.header("WWW-Authenticate"), "challenge");
}

void TestTokensInUse::standsInOneOfThreePlaces_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("protocol");
    const QByteArray token = tokenOf("Alice", "connect read");
    const QByteArray offer("Sec-WebSocket-Protocol: ");
    const auto row = [](const char *name, const QByteArray &bytes, int status,
                        const QByteArray &protocol = {}) {
        QTest::newRow(name) << bytes << status << protocol;
    };
    row("a header", upgrade("/ws/Alice", bearing(token)), 101);
    row("in small letters", upgrade("/ws/Alice", "authorization: bearer  " + token + "\r\n"), 101);
    row("a sub-protocol",
        upgrade("/ws/Alice", offer + "pushpoint, pushpoint.token." + token + "\r\n"), 101,
        "pushpoint");
    row("the other way round",
        upgrade("/ws/Alice", offer + "pushpoint.token." + token + ", pushpoint\r\n"), 101,
        "pushpoint");
    row("in two lines",
        upgrade("/ws/Alice", offer + "pushpoint\r\n" + offer + "pushpoint.token." + token + "\r\n"),
        101, "pushpoint");
    row("the query", upgrade("/ws/Alice?a=b&token=" + token + "&c=d"), 101);
    row("a header and the query", upgrade("/ws/Alice?token=" + token, bearing(token)), 400);
    row("a header and a sub-protocol",
        upgrade("/ws/Alice", bearing(token) + offer + "pushpoint.token." + token + "\r\n"), 400);
    row("twice in the query", upgrade("/ws/Alice?token=" + token + "&token=" + token), 400);
    row("a query that is no upgrade", get("/rest/connections?token=" + token), 401);
    row("a sub-protocol that is no upgrade",
        get("/rest/connections", offer + "pushpoint.token." + token + "\r\n"), 401);
    row("nowhere", upgrade("/ws/Alice"), 401);
}

void TestTokensInUse::standsInOneOfThreePlaces()
{
    LiveServer server(tokenOptions());
    RawClient client(server.port());
    QFETCH(const QByteArray, bytes);
    const Reply reply = client.ask(bytes);
    QTEST(reply.status, "status");
    QTEST(reply.header("Sec-WebSocket-Protocol"), "protocol");
}

void TestTokensInUse::isNeverSentBack()
{
    const QByteArray token = tokenOf("Alice", "connect");
    for (const ServerOptions &options : {quickOptions(), tokenOptions()}) {
        LiveServer server(options);
        RawClient client(server.port());
        const QByteArray offer = "Sec-WebSocket-Protocol: pushpoint.token." + token + "\r\n";
        const Reply reply = client.ask(upgrade("/ws/Alice", offer));
        QCOMPARE(reply.status, 101);
        QVERIFY(!reply.head.contains("pushpoint.token"));
    }
}

namespace {

/// A receiver who came with a token.
class Guest
{
public:
    Guest(quint16 port, const QByteArray &token) : m_client(port, "Alice?token=" + token) { }
    bool isIn() { return m_client.isOpenInTime(); }
    bool isSentAway(int timeMs = patienceMs)
    {
        return m_client.isClosedInTime(timeMs) && m_client.closeCode() == 4501;
    }
    SocketClient &client() { return m_client; }

private:
    SocketClient m_client;
};

} // namespace

void TestTokensInUse::socketsEndWithTheirToken()
{
    ServerOptions options = tokenOptions();
    options.authority->clock = [] { return std::chrono::sys_seconds(s_time.load()); };
    s_time = std::chrono::seconds(nowSeconds());
    LiveServer server(options);
    const QByteArray brief = signer().token(
        "{\"sub\":\"Alice\",\"scope\":\"connect\",\"exp\":"
        + QByteArray::number((s_time.load() + std::chrono::seconds(60)).count()) + '}');
    Guest leaving(server.port(), brief);
    Guest staying(server.port(), tokenOf("Alice", "connect"));
    QVERIFY(leaving.isIn() && staying.isIn());
    s_time = s_time.load() + std::chrono::seconds(60 + 30 - 1); // with the leeway
    RawClient inTime(server.port());
    QCOMPARE(inTime.ask(upgrade("/ws/Alice", bearing(brief))).status, 101);
    s_time = s_time.load() + std::chrono::seconds(1);
    QVERIFY(leaving.isSentAway());
    QCOMPARE(leaving.client().socket().closeReason(), QStringLiteral("the token has expired"));
    QVERIFY(staying.client().socket().isValid());
    RawClient again(server.port());
    QCOMPARE(again.ask(upgrade("/ws/Alice", bearing(brief))).word(), "token_expired");
}

void TestTokensInUse::socketsEndWhenTheyAreRevoked_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("the token") << QByteArray("token-1");
    QTest::newRow("whoever bears it") << QByteArray("Alice");
}

void TestTokensInUse::socketsEndWhenTheyAreRevoked()
{
    QFETCH(const QByteArray, line);
    LiveServer server(tokenOptions());
    const QByteArray token = tokenOf("Alice", "connect read", ",\"jti\":\"token-1\"");
    Guest guest(server.port(), token);
    QVERIFY(guest.isIn());
    server.server().setRevoked(Revoked::parse(line + '\n'));
    QVERIFY(guest.isSentAway(1000));
    RawClient again(server.port()); // it was remembered as good
    QCOMPARE(again.ask(get("/rest/connections", bearing(token))).word(), "token_invalid");
}

void TestTokensInUse::othersStayWhenOneIsRevoked()
{
    LiveServer server(tokenOptions());
    Guest first(server.port(), tokenOf("Alice", "connect", ",\"jti\":\"1\""));
    Guest second(server.port(), tokenOf("Alice", "connect", ",\"jti\":\"2\""));
    QVERIFY(first.isIn() && second.isIn());
    server.server().setRevoked(Revoked::parse("1\n"));
    QVERIFY(first.isSentAway());
    RawClient sender(server.port());
    QCOMPARE(sender.ask(postBy(tokenOf("Bob", "publish"), "{\"to\":\"Alice\",\"content\":1}")).body,
             "{\"succeed\":true}");
    QVERIFY(second.client().hasTextsInTime(1));
}

void TestTokensInUse::aNewKeyIsTakenBesideTheOld()
{
    LiveServer server(tokenOptions());
    Guest guest(server.port(), tokenOf("Alice", "connect"));
    QVERIFY(guest.isIn());
    const TestSigner fresh = TestSigner::hs256("b", QByteArray(32, 'n'));
    const QByteArray token = fresh.token("{\"sub\":\"Bob\",\"scope\":\"publish\",\"exp\":"
                                         + QByteArray::number(nowSeconds() + 60) + '}');
    const auto send = [&] {
        RawClient sender(server.port());
        return sender.ask(postBy(token, "{\"to\":\"Alice\",\"content\":1}")).status;
    };
    QCOMPARE(send(), 401);
    server.server().setKeys(keysOf({signer(), fresh}));
    QVERIFY(waitUntil([&] { return send() == 200; }));
    QVERIFY(guest.client().hasTextsInTime(1)); // it is still there
}

void TestTokensInUse::socketsEndWithTheirKey()
{
    LiveServer server(tokenOptions());
    Guest guest(server.port(), tokenOf("Alice", "connect"));
    QVERIFY(guest.isIn());
    server.server().setKeys(keysOf({TestSigner::hs256("b", QByteArray(32, 'n'))}));
    QVERIFY(guest.isSentAway());
}

void TestTokensInUse::aSocketSpeaksOnlyWithTheRight()
{
    LiveServer server(tokenOptions());
    Guest silent(server.port(), tokenOf("Alice", "connect"));
    Guest speaking(server.port(), tokenOf("Alice", "connect publish"));
    QVERIFY(silent.isIn() && speaking.isIn());
    silent.client().socket().sendTextMessage(
        QStringLiteral("{\"to\":\"Alice\",\"content\":\"no\",\"ref\":\"1\"}"));
    QVERIFY(
        waitUntil([&] { return server.totals().refusedBy[size_t(ErrorCode::NotAllowed)] == 1; }));
    speaking.client().socket().sendTextMessage(
        QStringLiteral("{\"to\":\"Alice\",\"content\":\"yes\"}"));
    QVERIFY(silent.client().hasTextsInTime(1));
    QCOMPARE(silent.client().texts.last(),
             QStringLiteral("{\"from\":\"Alice\",\"content\":\"yes\"}"));
}

QTEST_GUILESS_MAIN(TestTokensInUse)
#include "tst_tokens_in_use.moc"
