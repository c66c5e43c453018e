#include "client/address/server_address.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestServerAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadsToBothKindsOfUrl_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("http");
        QTest::addColumn<QString>("socket");

        QTest::newRow("plain") << u"http://127.0.0.1:3000"_s
                               << u"http://127.0.0.1:3000/rest/message"_s
                               << u"ws://127.0.0.1:3000/ws/Bob"_s;
        QTest::newRow("slash at the end")
            << u"http://host:3000/"_s << u"http://host:3000/rest/message"_s
            << u"ws://host:3000/ws/Bob"_s;
        QTest::newRow("https becomes wss")
            << u"https://host"_s << u"https://host/rest/message"_s << u"wss://host/ws/Bob"_s;
        QTest::newRow("capitals") << u"HTTPS://Host"_s << u"https://host/rest/message"_s
                                  << u"wss://host/ws/Bob"_s;
        QTest::newRow("path is kept")
            << u"https://host/push/point/"_s << u"https://host/push/point/rest/message"_s
            << u"wss://host/push/point/ws/Bob"_s;
        QTest::newRow("escaped path is kept")
            << u"http://host/a%2Fb%25"_s << u"http://host/a%2Fb%25/rest/message"_s
            << u"ws://host/a%2Fb%25/ws/Bob"_s;
        QTest::newRow("without a scheme")
            << u"localhost:3000"_s << u"http://localhost:3000/rest/message"_s
            << u"ws://localhost:3000/ws/Bob"_s;
        QTest::newRow("IPv6") << u"http://[::1]:3000"_s << u"http://[::1]:3000/rest/message"_s
                              << u"ws://[::1]:3000/ws/Bob"_s;
        QTest::newRow("spaces around")
            << u" http://host:1 "_s << u"http://host:1/rest/message"_s << u"ws://host:1/ws/Bob"_s;
    }
    void leadsToBothKindsOfUrl()
    {
        QFETCH(QString, text);
        const auto address = ServerAddress::parse(text);
        QVERIFY2(address.ok(), qPrintable(address.ok() ? QString() : address.error().text()));
        const auto bob = UserName::parse(QStringView(u"Bob"));
        QTEST(address->httpUrl("/rest/message"_L1).toString(QUrl::FullyEncoded), "http");
        QTEST(address->socketUrl(*bob).toString(QUrl::FullyEncoded), "socket");
    }

    void refusesWhatIsNoAddress_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");

        QTest::newRow("empty") << u""_s << u"it is empty"_s;
        QTest::newRow("blank") << u"  "_s << u"it is empty"_s;
        QTest::newRow("ftp") << u"ftp://host"_s << u"http:// or https://"_s;
        QTest::newRow("ws") << u"ws://host"_s << u"http:// or https://"_s;
        QTest::newRow("no host") << u"http://"_s << u"host is missing"_s;
        QTest::newRow("only a port") << u"http://:3000"_s << u"host is missing"_s;
        QTest::newRow("port too large") << u"http://host:65536"_s << u"cannot be read"_s;
        QTest::newRow("port no number") << u"http://host:abc"_s << u"cannot be read"_s;
        QTest::newRow("port 0") << u"http://host:0"_s << u"port 0"_s;
        QTest::newRow("user") << u"http://me:secret@host"_s << u"user name"_s;
        QTest::newRow("query") << u"http://host/?a=b"_s << u"nothing may follow"_s;
        QTest::newRow("fragment") << u"http://host/#x"_s << u"nothing may follow"_s;
        QTest::newRow("space inside") << u"http://ho st"_s << u"cannot be read"_s;
    }
    void refusesWhatIsNoAddress()
    {
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto address = ServerAddress::parse(text);
        QVERIFY(!address.ok());
        QCOMPARE(address.error().code, ErrorCode::BadOption);
        QVERIFY2(address.error().text().contains(why), qPrintable(address.error().text()));
        QVERIFY(address.error().text().contains(u'"' + text + u'"'));
    }

    void keepsEveryNameInOneSegment_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("url");

        QTest::newRow("space") << u"a b"_s << u"ws://host/ws/a%20b"_s;
        QTest::newRow("percent") << u"a%b"_s << u"ws://host/ws/a%25b"_s;
        QTest::newRow("slash") << u"../x"_s << u"ws://host/ws/..%2Fx"_s;
        QTest::newRow("question mark") << u"a?b#c"_s << u"ws://host/ws/a%3Fb%23c"_s;
        QTest::newRow("Chinese") << u"李雷"_s << u"ws://host/ws/%E6%9D%8E%E9%9B%B7"_s;
    }
    void keepsEveryNameInOneSegment()
    {
        QFETCH(QString, name);
        const auto address = ServerAddress::parse(u"http://host"_s);
        const auto parsed = UserName::parse(QStringView(name));
        QVERIFY(address.ok() && parsed.ok());
        QTEST(address->socketUrl(*parsed).toString(QUrl::FullyEncoded), "url");
    }
};

QTEST_APPLESS_MAIN(TestServerAddress)
#include "tst_server_address.moc"
