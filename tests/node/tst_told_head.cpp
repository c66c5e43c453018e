#include "server/node/told_head.h"

#include <QTest>

using namespace pushpoint;

/// What is shown of a request's head: all but what lets others in.
class TestToldHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void credentialsAreHiddenAndNothingElse_data();
    void credentialsAreHiddenAndNothingElse();
    void whereverItIsCutNothingIsTold();
};

void TestToldHead::credentialsAreHiddenAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("told");
    const auto line = [](const char *name, const QByteArray &from, const QByteArray &to) {
        const QByteArray start("POST /rest/message HTTP/1.1\r\nHost: x\r\n");
        QTest::newRow(name) << start + from + "\r\n\r\n" << start + to + "\r\n\r\n";
    };
    line("a token", "Authorization: Bearer a.b.c", "Authorization: (hidden)");
    line("in any case", "aUTHORIZATION:Basic dXNlcg==", "aUTHORIZATION: (hidden)");
    line("of a proxy", "Proxy-Authorization: Basic x", "Proxy-Authorization: (hidden)");
    line("cookies", "Cookie: a=b; c=d\r\nAccept: */*", "Cookie: (hidden)\r\nAccept: */*");
    line("twice", "Cookie: a\r\nCookie: b", "Cookie: (hidden)\r\nCookie: (hidden)");
    line("another name", "X-Authorization-Info: a", "X-Authorization-Info: a");
    line("a value with a colon", "User-Agent: Cookie: a", "User-Agent: Cookie: a");
    const auto target = [](const QByteArray &from, const QByteArray &to) {
        QTest::newRow(from) << "POST " + from + " HTTP/1.1\r\nHost: x\r\n\r\n"
                            << "POST " + to + " HTTP/1.1\r\nHost: x\r\n\r\n";
    };
    target("/a?token=a.b.c", "/a?token=(hidden)");
    target("/a?detail=1&token=a.b.c&x=y", "/a?detail=1&token=(hidden)&x=y");
    target("/a?token=a&token=b", "/a?token=(hidden)&token=(hidden)");
    target("/a?tokens=a", "/a?tokens=a");
    target("/token=a", "/token=a");
    target("/a?token=", "/a?token=(hidden)");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void TestToldHead::credentialsAreHiddenAndNothingElse()
{
    QFETCH(const QByteArray, head);
    QTEST(toldHead(head), "told");
}

void TestToldHead::whereverItIsCutNothingIsTold()
{
    const QByteArray head("GET /ws/a?x=1&token=SECRET HTTP/1.1\r\nCookie: a=SECRET\r\n"
                          "Authorization: Bearer SECRET\r\n\r\n");
    for (qsizetype length = 0; length <= head.size(); ++length)
        QVERIFY2(!toldHead(head.first(length)).contains("SECRE"), head.first(length));
}

QTEST_GUILESS_MAIN(TestToldHead)
#include "tst_told_head.moc"
