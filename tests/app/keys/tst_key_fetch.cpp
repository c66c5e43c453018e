#include "app/keys/key_fetch.h"
#include "tests/app/keys/provider.h"

#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::access;
using namespace pushpoint::app;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 15'000;
/// For what must not happen by itself within a test.
constexpr KeyFetchTimes never{1h, 1h, 1h, 1h};

QByteArray setWith(const QByteArray &kid)
{
    return keySetOf({TestSigner::hs256(kid).jwk()});
}

} // namespace

class KeyFetchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesAtOnceAndAgain()
    {
        Provider provider(ok(setWith("a")));
        KeyFetchTimes times = never;
        times.refresh = 10ms;
        KeyFetch fetch(provider.address(), times);
        const QSignalSpy fetched(&fetch, &KeyFetch::fetched);
        const QSignalSpy told(&fetch, &KeyFetch::told);
        fetch.start();
        QTRY_COMPARE_WITH_TIMEOUT(fetched.size(), 1, patienceMs);
        QVERIFY(fetched[0][0].value<KeySet>().find("a"));
        const int before = provider.asked;
        QTRY_VERIFY_WITH_TIMEOUT(provider.asked >= before + 2, patienceMs);
        QCOMPARE(fetched.size(), 1); // the same is nothing new
        provider.answer = ok(setWith("b"));
        QTRY_COMPARE_WITH_TIMEOUT(fetched.size(), 2, patienceMs);
        QVERIFY(fetched[1][0].value<KeySet>().find("b"));
        QVERIFY(told.isEmpty());
    }

    void anAnswerThatIsNoneLeavesTheLastGoodOne_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no HTTP") << QByteArray("hello\r\n");
        QTest::newRow("an error") << QByteArray("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("an empty success") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n");
        QTest::newRow("no JSON") << ok("<html>");
        QTest::newRow("no keys") << ok("{\"keys\":[]}");
        QTest::newRow("cut") << ok(setWith("b")).chopped(1);
        QTest::newRow("huge") << ok(QByteArray(KeySet::textBytesMax + 1, ' ') + setWith("b"));
        QTest::newRow("a redirect that never ends")
            << QByteArray("HTTP/1.1 302 F\r\nLocation: /keys\r\nContent-Length: 0\r\n\r\n");
    }
    void anAnswerThatIsNoneLeavesTheLastGoodOne()
    {
        QFETCH(QByteArray, answer);
        Provider provider(ok(setWith("a")));
        KeyFetchTimes times = never;
        times.refresh = times.retry = 10ms;
        KeyFetch fetch(provider.address(), times);
        const QSignalSpy fetched(&fetch, &KeyFetch::fetched);
        const QSignalSpy told(&fetch, &KeyFetch::told);
        fetch.start();
        QTRY_COMPARE_WITH_TIMEOUT(fetched.size(), 1, patienceMs);
        provider.answer = answer;
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patienceMs);
        QVERIFY(told[0][0].toString().contains(u"the last good ones serve on"_s));
        const int before = provider.asked;
        QTRY_VERIFY_WITH_TIMEOUT(provider.asked >= before + 2, patienceMs);
        QCOMPARE(told.size(), 1); // and not again for the same
        QCOMPARE(fetched.size(), 1);
        provider.answer = ok(setWith("c"));
        QTRY_COMPARE_WITH_TIMEOUT(fetched.size(), 2, patienceMs);
        QVERIFY(fetched[1][0].value<KeySet>().find("c"));
        QCOMPARE(told.size(), 2);
        QVERIFY(told[1][0].toString().contains(u"can be had again"_s));
    }

    void saysThatNobodyIsLetInUntilThereAreKeys()
    {
        QTcpServer nobody;
        nobody.listen(QHostAddress::LocalHost);
        const QUrl address(u"http://127.0.0.1:%1/"_s.arg(nobody.serverPort()));
        nobody.close();
        KeyFetch fetch(address, never);
        const QSignalSpy told(&fetch, &KeyFetch::told);
        fetch.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patienceMs);
        QVERIFY(told[0][0].toString().contains(u"nobody is let in"_s));
    }

    void doesNotWaitForASlowOne()
    {
        Provider provider(ok(setWith("a")).chopped(5));
        provider.isHangingUp = false;
        KeyFetchTimes times = never;
        times.answerMax = 50ms;
        KeyFetch fetch(provider.address(), times);
        const QSignalSpy told(&fetch, &KeyFetch::told);
        fetch.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patienceMs);
        QVERIFY(told[0][0].toString().contains(u"too long"_s));
    }

    void readsNoFurtherThanAKeySetMayBe()
    {
        Provider provider(ok(QByteArray(2 * KeySet::textBytesMax, ' ')).chopped(1000));
        provider.isHangingUp = false; // it would go on for ever
        KeyFetch fetch(provider.address(), never);
        const QSignalSpy told(&fetch, &KeyFetch::told);
        fetch.start();
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, patienceMs);
        QVERIFY(told[0][0].toString().contains(u"longer"_s));
    }

    void anUnknownKeyMakesItAskOnce()
    {
        Provider provider(ok(setWith("a")));
        KeyFetchTimes times = never;
        times.unknownMin = 0ms;
        KeyFetch fetch(provider.address(), times);
        const QSignalSpy fetched(&fetch, &KeyFetch::fetched);
        fetch.start();
        QTRY_COMPARE_WITH_TIMEOUT(fetched.size(), 1, patienceMs);
        provider.answer = ok(setWith("b"));
        for (int i = 0; i < 100; ++i)
            fetch.noteUnknownKey();
        QTRY_COMPARE_WITH_TIMEOUT(fetched.size(), 2, patienceMs);
        QCOMPARE(provider.asked, 2);
    }

    void unknownKeysDoNotMakeItAskAgainAndAgain()
    {
        Provider provider(ok(setWith("a")));
        KeyFetch fetch(provider.address(), never);
        const QSignalSpy fetched(&fetch, &KeyFetch::fetched);
        fetch.start();
        QTRY_COMPARE_WITH_TIMEOUT(fetched.size(), 1, patienceMs);
        for (int i = 0; i < 100; ++i)
            fetch.noteUnknownKey();
        Provider other(ok(setWith("b"))); // by whose answer time has passed
        KeyFetch later(other.address(), never);
        const QSignalSpy laterFetched(&later, &KeyFetch::fetched);
        later.start();
        QTRY_COMPARE_WITH_TIMEOUT(laterFetched.size(), 1, patienceMs);
        QCOMPARE(provider.asked, 1);
    }

    void knowsAddressesThatAreSafe_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isSafe");
        QTest::newRow("https") << u"https://id.example/keys"_s << true;
        QTest::newRow("http") << u"http://id.example/keys"_s << false;
        QTest::newRow("http, here") << u"http://127.0.0.1:8080/keys"_s << true;
        QTest::newRow("http, here by IPv6") << u"http://[::1]:8080/keys"_s << true;
        QTest::newRow("http, here by name") << u"http://localhost/keys"_s << true;
        QTest::newRow("http, nearly here") << u"http://localhost.example/keys"_s << false;
        QTest::newRow("a password") << u"https://u:p@id.example/keys"_s << false;
        QTest::newRow("a file") << u"file:///keys.json"_s << false;
        QTest::newRow("a path") << u"/etc/keys.json"_s << false;
        QTest::newRow("no host") << u"https:///keys"_s << false;
        QTest::newRow("nothing") << u""_s << false;
    }
    void knowsAddressesThatAreSafe()
    {
        QFETCH(QString, text);
        QFETCH(bool, isSafe);
        QCOMPARE(isKeyAddress(QUrl(text)), isSafe);
    }
};

QTEST_GUILESS_MAIN(KeyFetchTest)
#include "tst_key_fetch.moc"
