#include "client/transport/reconnect_policy.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace std::chrono_literals;

namespace {

double latest()
{
    return 1.0;
}

} // namespace

class TestReconnectPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doesByTheCloseCode_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("comesBack");
        for (const int code : {1001, 1002, 1006, 1007, 1009, 1011, 4000, 4008, 4012, 4029, 4099})
            QTest::addRow("%d", code) << code << true;
        for (const int code : {1000, 4500, 4501, 4503, 4504, 4599})
            QTest::addRow("%d", code) << code << false;
    }
    void doesByTheCloseCode()
    {
        QFETCH(int, code);
        ReconnectPolicy policy;
        QTEST(policy.waitAfter(code, 0ms).has_value(), "comesBack");
    }

    void waitsUpToHalfAMinuteWhileNothingHolds()
    {
        ReconnectPolicy policy(10s, latest);
        for (const auto wait : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 16000ms, 30000ms, 30000ms})
            QCOMPARE(policy.waitAfter({}, 9'999ms), wait);
    }

    void beginsAnewAfterASteadyConnection()
    {
        ReconnectPolicy policy(10s, latest);
        for (int i = 0; i < 5; ++i)
            (void)policy.waitAfter(1001, 0ms);
        QCOMPARE(policy.waitAfter(4008, 10s), 500ms);
        QCOMPARE(policy.waitAfter(4008, 0ms), 1000ms);
    }

    void beginsAnewWhenTold()
    {
        ReconnectPolicy policy(10s, latest);
        for (int i = 0; i < 5; ++i)
            (void)policy.waitAfter({}, 0ms);
        policy.startAnew();
        QCOMPARE(policy.waitAfter({}, 0ms), 500ms);
    }

    void everyWaitIsDrawnFromTheWholeRange()
    {
        ReconnectPolicy policy;
        std::chrono::milliseconds shortest = 30s;
        std::chrono::milliseconds longest = 0s;
        for (int i = 0; i < 500; ++i) {
            const auto wait = *policy.waitAfter({}, 0ms);
            QVERIFY(wait >= 0ms && wait <= 30s);
            shortest = std::min(shortest, wait);
            longest = std::max(longest, wait);
        }
        QVERIFY(shortest < 3s);
        QVERIFY(longest > 27s);
    }
};

QTEST_APPLESS_MAIN(TestReconnectPolicy)
#include "tst_reconnect_policy.moc"
