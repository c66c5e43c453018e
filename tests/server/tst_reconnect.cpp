#include "tests/server/crowd.h"
#include "tests/server/kit.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

constexpr int many = 5000;

QByteArray nameOf(size_t member)
{
    return "n" + QByteArray::number(quint64(member));
}

QByteArray upgradeOf(size_t member)
{
    return get("/ws/" + nameOf(member),
               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
}

bool isUpgraded(const Crowd::Member &member)
{
    return member.received.startsWith("HTTP/1.1 101 ") && member.received.contains("\r\n\r\n");
}

bool comeAll(Crowd &crowd)
{
    for (size_t i = 0; i < crowd.members().size(); ++i)
        crowd.send(i, upgradeOf(i));
    return crowd.waitUntilAll([](const auto &member) { return isUpgraded(member) || member.ended; })
        && crowd.count(isUpgraded) == crowd.members().size();
}

} // namespace

/// Everybody comes back at once.
class TestReconnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fiveThousandComeBackAtOnceAfterARestart();
};

void TestReconnect::fiveThousandComeBackAtOnceAfterARestart()
{
    if (!mayOpen(2 * many + 1024))
        QSKIP("this process may not open five thousand connections, both ends of each");
    auto first = std::make_unique<LiveServer>();
    ServerOptions options = quickOptions();
    options.port = first->port();
    {
        Crowd crowd(first->port(), many);
        QVERIFY(comeAll(crowd));
        first->server().stop();
        QVERIFY(crowd.waitUntilAll([](const auto &member) { return member.ended; }));
        const auto goingAway = [](const Crowd::Member &member) {
            return member.received.contains(QByteArray("\x03\xe9", 2)); // 1001
        };
        QCOMPARE(crowd.count(goingAway), size_t(many));
    }
    QVERIFY(first->stop());
    first.reset();

    LiveServer second(options);
    QElapsedTimer clock;
    clock.start();
    Crowd crowd(second.port(), many);
    QVERIFY(comeAll(crowd));
    QCOMPARE(crowd.count([](const auto &member) { return member.refused; }), size_t(0));
    qInfo("%d came back in %lld ms", many, static_cast<long long>(clock.elapsed()));
    QCOMPARE(second.totals().connectionsOpen, quint64(many));
    QCOMPARE(second.totals().namesOnline, quint64(many));

    QByteArray batch("[");
    for (size_t i = 0; i < many; ++i)
        batch += "{\"to\":\"" + nameOf(i) + "\",\"content\":\"for " + nameOf(i) + "\"},";
    batch.back() = ']';
    RawClient sender(second.port());
    const Reply reply = sender.ask(
        request("POST", "/rest/messages", "Content-Type: application/json\r\n", batch));
    QCOMPARE(reply.body.count("{\"succeed\":true}"), qsizetype(many));
    // A ping may stand behind the message.
    QVERIFY(crowd.waitUntilAll(
        [](const auto &member) { return member.received.contains("\"}") || member.ended; }));
    for (size_t i = 0; i < many; ++i) {
        QVERIFY2(crowd.members()[i].received.contains("{\"content\":\"for " + nameOf(i) + "\"}"),
                 nameOf(i));
    }
}

QTEST_GUILESS_MAIN(TestReconnect)
#include "tst_reconnect.moc"
