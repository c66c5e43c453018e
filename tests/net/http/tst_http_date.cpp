#include "server/net/http/http_date.h"

#include <QDateTime>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

// RFC 9110 §5.6.7's own example, and a moment of this decade from which two digits are read.
constexpr qint64 exampleSeconds = 784'111'777;
constexpr qint64 nowSeconds = 1'767'225'600; // 2026-01-01

} // namespace

class HttpDateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheExampleOfTheRfc()
    {
        QCOMPARE(httpDate(exampleSeconds), QByteArray("Sun, 06 Nov 1994 08:49:37 GMT"));
        QCOMPARE(httpDate(0), QByteArray("Thu, 01 Jan 1970 00:00:00 GMT"));
    }

    void readsBackWhatItWrites()
    {
        for (qint64 seconds = -3'000'000'000; seconds < 9'000'000'000; seconds += 86'399'113)
            QCOMPARE(parseHttpDate(httpDate(seconds), nowSeconds), seconds);
    }

    void readsAllThreeForms_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("IMF-fixdate")
            << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << exampleSeconds;
        QTest::newRow("RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << exampleSeconds;
        QTest::newRow("asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << exampleSeconds;
        QTest::newRow("asctime, two digits of day")
            << QByteArray("Wed Nov 16 08:49:37 1994") << exampleSeconds + 10 * 86'400;
        QTest::newRow("50 years ahead")
            << QByteArray("Wednesday, 01-Jan-76 00:00:00 GMT") << qint64(3'345'062'400);
        QTest::newRow("51 years ahead is the past")
            << QByteArray("Saturday, 01-Jan-77 00:00:00 GMT") << qint64(220'924'800);
        QTest::newRow("leap second")
            << QByteArray("Sat, 31 Dec 2016 23:59:60 GMT") << qint64(1'483'228'799);
    }
    void readsAllThreeForms()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, seconds);
        QCOMPARE(parseHttpDate(text, nowSeconds), seconds);
    }

    void refusesWhatIsNoDate_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", ",", "Sun", "now", "784111777", "Sun, 06 Nov 1994 08:49:37",
                                 "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 31 Feb 1994 08:49:37 GMT",
                                 "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
                                 "Sun, 06 nov 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
                                 "Sun, 06 Nov 19x4 08:49:37 GMT", "Sun, 06 Nov 1994  8:49:37 GMT",
                                 "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun Nov 06 08:49:37 94",
                                 "Sun, 06 Nov 1994 08.49.37 GMT", "Sun, 06 Nov 1994 08:49:37 GMTT"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesWhatIsNoDate()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!parseHttpDate(text, nowSeconds));
    }

    void refusesEveryBeginningOfADate()
    {
        for (const QByteArray &text :
             {QByteArray("Sun, 06 Nov 1994 08:49:37 GMT"),
              QByteArray("Sunday, 06-Nov-94 08:49:37 GMT"), QByteArray("Sun Nov  6 08:49:37 1994")})
            for (qsizetype size = 0; size < text.size(); ++size)
                QVERIFY2(!parseHttpDate(text.first(size), nowSeconds), text.first(size));
    }
};

QTEST_APPLESS_MAIN(HttpDateTest)
#include "tst_http_date.moc"
