#include "client/terminal/parts/duration.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestDuration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsNumberAndUnit()
    {
        QCOMPARE(parseDuration(u"500ms"_s).value(), 500ms);
        QCOMPARE(parseDuration(u"30s"_s).value(), 30'000ms);
        QCOMPARE(parseDuration(u"5m"_s).value(), 300'000ms);
        QCOMPARE(parseDuration(u"2h"_s).value(), 7'200'000ms);
        QCOMPARE(parseDuration(u"0s"_s).value(), 0ms);
        QCOMPARE(parseDuration(u"576h"_s).value(), durationMax);
    }

    void refusesWhatIsNone_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "30", "s", "-1s", "1.5s", "1 s", "1s ", "1d", "577h", "1s\n",
                                 "9999999999999s", "999999999999h", "1S", "٣s"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void refusesWhatIsNone()
    {
        QFETCH(QString, text);
        QVERIFY(!parseDuration(text).ok());
    }

    void isShownInAFittingUnit()
    {
        QCOMPARE(durationText(850ms), u"850 ms"_s);
        QCOMPARE(durationText(12'340ms), u"12.3 s"_s);
        QCOMPARE(durationText(303s), u"5 min 3 s"_s);
    }
};

QTEST_APPLESS_MAIN(TestDuration)
#include "tst_duration.moc"
