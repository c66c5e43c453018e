#include "client/transport/close_text.h"
#include "client/transport/incoming_message.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

// A single quote stands for a double one.
QString json(QStringView text)
{
    return text.toString().replace(u'\'', u'"');
}

} // namespace

class TestIncomingMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsContentOfAnyKind_data()
    {
        QTest::addColumn<QString>("frame");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("text");

        QTest::newRow("string") << json(u"{'from':'Bob','content':'hi \\'you\\''}") << u"Bob"_s
                                << u"hi \"you\""_s;
        QTest::newRow("markup stays text") << json(u"{'from':'Bob','content':'<img onerror=x>'}")
                                           << u"Bob"_s << u"<img onerror=x>"_s;
        QTest::newRow("no sender") << json(u"{'content':'hi'}") << u""_s << u"hi"_s;
        QTest::newRow("empty string") << json(u"{'from':'Bob','content':''}") << u"Bob"_s << u""_s;
        QTest::newRow("every digit of a number")
            << json(u"{'from':'Bob','content':9223372036854775807}") << u"Bob"_s
            << u"9223372036854775807"_s;
        QTest::newRow("the writer's own digits")
            << json(u"{'from':'Bob','content':1.50e3}") << u"Bob"_s << u"1.50e3"_s;
        QTest::newRow("object in its order") << json(u"{'from':'Bob','content':{'z':1,'a':[2, 3]}}")
                                             << u"Bob"_s << json(u"{'z':1,'a':[2, 3]}");
        QTest::newRow("null") << json(u"{'from':'Bob','content':null}") << u"Bob"_s << u"null"_s;
        QTest::newRow("not our object") << json(u"{'a':1}") << u""_s << json(u"{'a':1}");
        QTest::newRow("not JSON") << u"hello"_s << u""_s << u"hello"_s;
        QTest::newRow("empty frame") << u""_s << u""_s << u""_s;
        QTest::newRow("sender is no string")
            << json(u"{'from':7,'content':'hi'}") << u""_s << u"hi"_s;
        QTest::newRow("escaped key") << json(u"{'from':'Bob','cont\\u0065nt':12}") << u"Bob"_s
                                     << json(u"{'from':'Bob','cont\\u0065nt':12}");
    }
    void showsContentOfAnyKind()
    {
        QFETCH(QString, frame);
        const IncomingMessage message = parseIncoming(frame);
        QTEST(message.from, "from");
        QTEST(message.text, "text");
    }

    void outlivesLoneSurrogates()
    {
        const auto escaped = parseIncoming(json(u"{'from':'Bob','content':'a\\ud800b'}"));
        QCOMPARE(escaped.from, u"Bob"_s);
        QVERIFY(escaped.text.startsWith(u'a') && escaped.text.endsWith(u'b'));
        const QString raw = u"{\"from\":\"Bob\",\"content\":\"a"_s + QChar(0xd800) + u"b\"}"_s;
        QVERIFY(parseIncoming(raw).text.contains(u'b'));
    }

    void saysWhyTheServerClosed_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("text");
        QTest::newRow("1001") << 1001 << u""_s << u"The server is shutting down"_s;
        QTest::newRow("4503") << 4503 << u"bye"_s << u"Closed by the administrator (bye)"_s;
        QTest::newRow("unknown") << 4599 << u""_s
                                 << u"The server closed the connection with code 4599"_s;
    }
    void saysWhyTheServerClosed()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        QTEST(closeText(code, reason), "text");
    }

    void makesHandshakeErrorsReadable()
    {
        QCOMPARE(connectErrorText(u"QWebSocketPrivate::processHandshake: Unhandled http status "
                                  "code: 429 (Too Many Requests)."_s),
                 u"The server refused the connection: 429 Too Many Requests"_s);
        QCOMPARE(connectErrorText(u"Connection refused"_s), u"Connection refused"_s);
        QVERIFY(!connectErrorText({}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestIncomingMessage)
#include "tst_incoming_message.moc"
