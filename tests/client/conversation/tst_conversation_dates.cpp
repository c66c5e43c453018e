#include "client/conversation/conversation_dates.h"

#include <QTest>
#include <QTimeZone>

#include <ctime>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The process's own time zone, for a while.
class LocalZone
{
public:
    explicit LocalZone(const char *zone) : m_before(qgetenv("TZ")) { set(zone); }
    ~LocalZone() { set(m_before); }
    Q_DISABLE_COPY_MOVE(LocalZone)

private:
    static void set(const QByteArray &zone)
    {
        if (zone.isEmpty())
            qunsetenv("TZ");
        else
            qputenv("TZ", zone);
        ::tzset();
    }

    const QByteArray m_before;
};

QDateTime local(const QDate &date, const QTime &time)
{
    return {date, time};
}

} // namespace

class TestConversationDates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void daysAreCalledAsPeopleCallThem()
    {
        const QDate today(2026, 3, 1);
        QCOMPARE(dayText(today, today), u"Today"_s);
        QCOMPARE(dayText({2026, 2, 28}, today), u"Yesterday"_s);
        QCOMPARE(dayText({2026, 2, 27}, today, QLocale(u"en_GB"_s)), u"Friday, 27 February 2026"_s);
        QCOMPARE(dayText({2026, 2, 27}, today, QLocale(u"de_DE"_s)),
                 u"Freitag, 27. Februar 2026"_s);
        QVERIFY(dayText({2026, 2, 27}, today, QLocale(u"zh_CN"_s)).contains(u"2026年2月27日"_s));
        // A clock that was wrong is no reason to lie.
        QCOMPARE(dayText({2026, 3, 2}, today, QLocale(u"en_GB"_s)), u"Monday, 2 March 2026"_s);
    }

    void aDayBeginsAtMidnightAndNotAfterTwentyFourHours()
    {
        const LocalZone zone("Europe/Berlin");
        const QDateTime late = local({2026, 1, 5}, {23, 59, 59});
        QVERIFY(beginsDay({}, late));
        QVERIFY(beginsDay(late, late.addSecs(1)));
        QVERIFY(!beginsDay(late.addSecs(-86'000), late));
        QVERIFY(!beginsDay(late, {}));
        // Told in another zone, it is the same moment of the same day here.
        QVERIFY(!beginsDay(late.addSecs(-60), late.toUTC()));
        QVERIFY(beginsDay(late.toUTC(), late.addSecs(1).toUTC()));
    }

    void aDayMayHaveTwentyThreeHoursOrTwentyFive()
    {
        const LocalZone zone("Europe/Berlin");
        // 2026-03-29 goes on at 03:00, 2026-10-25 has two hours after 02:00.
        QCOMPARE(untilNextDay(local({2026, 3, 29}, {0, 0})), 23h);
        QCOMPARE(untilNextDay(local({2026, 10, 25}, {0, 0})), 25h);
        QCOMPARE(untilNextDay(local({2026, 6, 1}, {23, 59, 59})), 1s);
        QVERIFY(!beginsDay(local({2026, 10, 25}, {0, 30}), local({2026, 10, 25}, {23, 50})));
        QCOMPARE(dayText({2026, 3, 28}, {2026, 3, 29}), u"Yesterday"_s);
    }

    void aDayMayHaveNoMidnight()
    {
        const LocalZone zone("America/Sao_Paulo");
        // 2018-11-04 began at 01:00.
        const QDateTime before = local({2018, 11, 3}, {23, 30});
        QCOMPARE(untilNextDay(before), 30min);
        QVERIFY(beginsDay(before, before.addSecs(30 * 60)));
    }
};

QTEST_GUILESS_MAIN(TestConversationDates)
#include "tst_conversation_dates.moc"
