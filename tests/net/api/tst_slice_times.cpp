#include "server/broker/wire/envelope.h"
#include "server/net/api/presence_answer.h"
#include "tests/measured.h"
#include "tests/net/api/batch_kit.h"

#include <QTest>

#include <ctime>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::broker;
using namespace pushpoint::batch_kit;

namespace {

constexpr qint64 turnMsMax = 5;
constexpr int pageNames = 1'000;

/// Of this thread: what others do on the machine does not count.
qint64 cpuNs()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

QByteArray chineseName(int number)
{
    return "李雷和韩梅梅" + QByteArray::number(100'000 + number);
}

} // namespace

/// How long what one client asks for holds up everybody else.
class TestSliceTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchTakesShortTurns_data()
    {
        QTest::addColumn<QByteArray>("array");
        const QByteArrayList ones(limits.batchItemsMax, "1");
        QTest::newRow("what is no message") << '[' + ones.join(',') + ']';
        QTest::newRow("for one receiver") << messages("Here", limits.batchItemsMax);
        QTest::newRow("for another node") << messages("There", limits.batchItemsMax);
        QTest::newRow("half a million") << '[' + QByteArray("1,").repeated(524'000) + "1]";
        QTest::newRow("one message as long as may be")
            << "[{\"to\":\"Here\",\"content\":[" + QByteArray("1,").repeated(524'000) + "1]}]";
    }
    void batchTakesShortTurns()
    {
        QFETCH(QByteArray, array);
        Pair pair;
        BatchRunner runner(pair.a.node, limits);
        qint64 beganNs = cpuNs();
        const HttpReply reply = ask(runner, array);
        qint64 longestNs = cpuNs() - beganNs;
        bool isWhole = reply.source == nullptr;
        for (QByteArray body; !isWhole; body.clear()) {
            beganNs = cpuNs();
            QCoreApplication::sendPostedEvents();
            isWhole = reply.source->appendPiece(body, 64 * 1024) == BodySource::Piece::Last;
            longestNs = std::max(longestNs, cpuNs() - beganNs);
        }
        QVERIFY(isWithin(longestNs / 1'000'000, turnMsMax, "the longest turn"));
    }

    void pageOfManyNamesIsAShortTurn()
    {
        std::vector<std::unique_ptr<ListSession>> sessions;
        Pair pair;
        for (int i = 0; i < 10'000; ++i) {
            sessions.push_back(std::make_unique<ListSession>(10 + i, chineseName(i)));
            pair.a.registry.add(sessions.back().get());
        }
        const qint64 beganNs = cpuNs();
        for (int i = 0; i < 100; ++i) {
            const PresenceQuery query{chineseName(i * 90), pageNames, false};
            const auto names = pair.a.node.presenceHere(query);
            QCOMPARE(names.size(), size_t(pageNames));
            presencePage({{{"a/1", names}, {"b/1", names}}, true}, pageNames, true);
        }
        const qint64 onceNs = (cpuNs() - beganNs) / 100;
        for (const auto &session : sessions)
            pair.a.registry.remove(session.get(), 1000, {});
        qInfo("a page takes %lld µs", static_cast<long long>(onceNs / 1'000));
        QVERIFY(isWithin(onceNs / 1'000'000, turnMsMax, "a page of two nodes, with details"));
    }

    void pageOfAnotherNodeIsAShortTurn()
    {
        Roll roll{1, {"a/0123456789abcdef", {}}};
        for (int i = 0; i < pageNames; ++i)
            roll.presence.names.push_back({chineseName(i), 1});
        QByteArray bytes;
        qint64 beganNs = cpuNs();
        for (int i = 0; i < 100; ++i)
            bytes = encodeRoll(roll);
        const qint64 toldNs = (cpuNs() - beganNs) / 100;
        beganNs = cpuNs();
        for (int i = 0; i < 100; ++i)
            QVERIFY(decodeWireItem(bytes));
        const qint64 heardNs = (cpuNs() - beganNs) / 100;
        qInfo("a page takes %lld µs to tell and %lld µs to hear",
              static_cast<long long>(toldNs / 1'000), static_cast<long long>(heardNs / 1'000));
        QVERIFY(isWithin(toldNs / 1'000'000, turnMsMax, "to tell a page"));
        QVERIFY(isWithin(heardNs / 1'000'000, turnMsMax, "to hear a page"));
    }

private:
    const Limits limits;
};

QTEST_GUILESS_MAIN(TestSliceTimes)
#include "tst_slice_times.moc"
