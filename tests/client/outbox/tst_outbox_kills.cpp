#include "client/outbox/outbox.h"
#include "client/transport/inbox.h"
#include "tests/client/live_server.h"
#include "tests/client/server_process.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kills = 20;
constexpr int patienceMs = 60'000;

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

} // namespace

class TestOutboxKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageComesOnceAndInOrderAlthoughTheClientIsKilled()
    {
        constexpr int count = 1'000;
        LiveServer server;
        QVERIFY(server.start());
        Inbox alice(*ServerAddress::parse(server.url()));
        QStringList arrived;
        connect(&alice, &Inbox::messageArrived, this,
                [&](const UserName &, const IncomingMessage &message) { arrived << message.text; });
        alice.open(name(u"Alice"));
        QTRY_COMPARE(alice.state(), InboxState::Connected);

        const QTemporaryDir folder;
        const QStringList arguments{server.url(), folder.path(), QString::number(count)};
        for (int life = 0; life <= kills; ++life) {
            QProcess client;
            client.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            client.start(QString::fromLocal8Bit(DRIVER_PROGRAM), arguments);
            const bool isLast = life == kills;
            const qsizetype goal
                = isLast ? count : arrived.size() + 10 + QRandomGenerator::global()->bounded(20);
            QTRY_VERIFY_WITH_TIMEOUT(arrived.size() >= goal, patienceMs);
            killHard(client);
        }
        QCOMPARE(arrived.size(), count);
        for (int i = 0; i < count; ++i)
            QCOMPARE(arrived[i], QString::number(i + 1));
    }

    void noMessageIsLostAlthoughTheServerIsKilled()
    {
        constexpr int count = 600;
        ServerProcess server(QString::fromLocal8Bit(SERVER_PROGRAM));
        QVERIFY(server.start());
        const auto address = *ServerAddress::parse(server.url());
        // As an account wires them: what is lost comes back, and then the outbox goes on.
        const auto soon = [] { return 0.005; };
        Inbox alice(address, nullptr, {}, soon);
        QStringList arrived;
        connect(&alice, &Inbox::messageArrived, this,
                [&](const UserName &, const IncomingMessage &message) { arrived << message.text; });
        alice.open(name(u"Alice"));
        QTRY_COMPARE(alice.state(), InboxState::Connected);

        const QTemporaryDir folder;
        Outbox outbox(address, folder.filePath(u"o.sqlite"_s), {}, nullptr,
                      ReconnectPolicy(10s, soon));
        QStringList stuck;
        connect(&outbox, &Outbox::changed, this, [&](const OutboxItem &item) {
            if (item.state != OutboxState::Waiting)
                stuck << item.text + u' ' + item.reason;
        });
        outbox.beginGrace(300s);
        int typed = 0;
        const auto type = [&](int upTo) {
            while (typed < upTo)
                outbox.add(name(u"Bob"), name(u"Alice"), QString::number(++typed));
        };
        for (int life = 0; life < kills; ++life) {
            type((life + 1) * count / kills);
            const qsizetype goal = arrived.size() + 5 + QRandomGenerator::global()->bounded(10);
            QTRY_VERIFY_WITH_TIMEOUT(arrived.size() >= std::min<qsizetype>(goal, typed),
                                     patienceMs);
            server.kill();
            QVERIFY(server.start());
        }
        QTRY_VERIFY_WITH_TIMEOUT(outbox.items().isEmpty(), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(arrived.contains(QString::number(count)), patienceMs);
        QCOMPARE(stuck, QStringList());

        // What was in flight when the server died may have come twice, and nothing else.
        int doubled = 0;
        QStringList once;
        for (const QString &text : std::as_const(arrived)) {
            if (!once.isEmpty() && once.constLast() == text)
                ++doubled;
            else
                once << text;
        }
        QVERIFY2(doubled <= kills, qPrintable(QString::number(doubled)));
        QCOMPARE(once.size(), count);
        for (int i = 0; i < count; ++i)
            QCOMPARE(once[i], QString::number(i + 1));
    }
};

QTEST_GUILESS_MAIN(TestOutboxKills)
#include "tst_outbox_kills.moc"
