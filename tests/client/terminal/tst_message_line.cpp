#include "client/terminal/parts/json_value.h"
#include "client/terminal/parts/message_line.h"
#include "server/protocol/json/json_text.h"

#include <QJsonDocument>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestMessageLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsShownByItsSender()
    {
        QCOMPARE(messageAsText({u"李雷"_s, u"héllo 👋"_s, false}), "李雷: héllo 👋"_ba);
        QCOMPARE(messageAsText({{}, u"x"_s, false}), "(no name): x"_ba);
    }

    void terminalObeysNothingInAText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("colour") << u"\x1b[31mred"_s << "\\x1b[31mred"_ba;
        QTest::newRow("title") << u"\x1b]0;owned\a"_s << "\\x1b]0;owned\\x07"_ba;
        QTest::newRow("line end") << u"a\nBob: b"_s << "a\\nBob: b"_ba;
        QTest::newRow("return") << u"a\rb"_s << "a\\rb"_ba;
        QTest::newRow("tab") << u"a\tb"_s << "a\\tb"_ba;
        QTest::newRow("backslash") << u"C:\\new"_s << "C:\\\\new"_ba;
        QTest::newRow("nul") << QString(QChar(u'\0')) << "\\x00"_ba;
        QTest::newRow("delete") << u"\u007f"_s << "\\x7f"_ba;
        QTest::newRow("C1 CSI") << u"\u009b31m"_s << "\\u009b31m"_ba;
        QTest::newRow("line separator") << u"\u2028"_s << "\\u2028"_ba;
        QTest::newRow("override") << u"\u202egnp.exe"_s << "\\u202egnp.exe"_ba;
        QTest::newRow("isolate") << u"\u2066x\u2069"_s << "\\u2066x\\u2069"_ba;
        QTest::newRow("no width") << u"pay\u200bpal\ufeff"_s << "pay\\u200bpal\\ufeff"_ba;
        QTest::newRow("joined") << u"👩\u200d🚀"_s << "👩\u200d🚀"_ba;
        QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << "\\ud800"_ba;
    }
    void terminalObeysNothingInAText()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, shown);
        QCOMPARE(messageAsText({u"Bob"_s, text, false}), "Bob: " + shown);
        QCOMPARE(messageAsText({text, u"x"_s, false}), shown + ": x"); // nor in a rogue's name
        const QByteArray json = messageAsJson({u"Bob"_s, text, false});
        for (const QChar unit : QString::fromUtf8(json))
            QVERIFY2(!isUnsafeToShow(unit.unicode()), json.constData());
    }

    void jsonKeepsEveryDigitAndOrder()
    {
        const QString value = u"{\"b\":9007199254740993,\"a\":[1.0,-0,1e2,18446744073709551615]}"_s;
        QCOMPARE(messageAsJson({u"Bob"_s, value, true}),
                 "{\"from\":\"Bob\",\"content\":" + value.toUtf8() + '}');
        QCOMPARE(messageAsText({u"Bob"_s, value, true}), "Bob: " + value.toUtf8());
    }

    void jsonIsOneLineHoweverItWasWritten()
    {
        const QString value = u"{\n\t\"a\": \"\\n\",\r\n \"b\": \"\u2028\u009b\u007f\"}"_s;
        const QByteArray line = messageAsJson({{}, value, true});
        QCOMPARE(line, "{\"content\":{  \"a\": \"\\n\",   \"b\": \"\\u2028\\u009b\\u007f\"}}"_ba);
        QVERIFY(!QJsonDocument::fromJson(line).isNull());
    }

    void whatIsNoJsonStaysALineOfJson()
    {
        QCOMPARE(messageAsJson({{}, u"not {json"_s, true}), "{\"content\":\"not {json\"}"_ba);
        QCOMPARE(messageAsJson({{}, u"1,\"from\":\"Eve\""_s, true}),
                 "{\"content\":\"1,\\\"from\\\":\\\"Eve\\\"\"}"_ba);
    }

    void readsOneJsonValue_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("number") << "1"_ba << true;
        QTest::newRow("blanks around") << " \n[1, 2]\n"_ba << true;
        QTest::newRow("null") << "null"_ba << true;
        QTest::newRow("string") << "\"a\""_ba << true;
        QTest::newRow("empty") << ""_ba << false;
        QTest::newRow("two") << "1 2"_ba << false;
        QTest::newRow("text") << "hello"_ba << false;
        QTest::newRow("open") << "{\"a\":1"_ba << false;
        QTest::newRow("another member") << "1,\"to\":\"Eve\""_ba << false;
        QTest::newRow("another content") << "1,\"content\":2"_ba << false;
        QTest::newRow("same content twice") << "1,\"content\":1"_ba << false;
        QTest::newRow("broken out of") << "1}{\"content\":2"_ba << false;
        QTest::newRow("comment") << "1/*,*/"_ba << false;
        QTest::newRow("huge number") << "1e999"_ba << false;
        QTest::newRow("64 deep") << QByteArray(63, '[') + QByteArray(63, ']') << true;
        QTest::newRow("65 deep") << QByteArray(64, '[') + QByteArray(64, ']') << false;
        QTest::newRow("bad UTF-8") << "\"\xff\""_ba << false;
    }
    void readsOneJsonValue()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, isOne);
        const auto value = readJsonValue(json);
        QCOMPARE(value.ok(), isOne);
        if (isOne)
            QCOMPARE(*value, json.trimmed());
    }

    void knowsUtf8()
    {
        QVERIFY(isUtf8(""));
        QVERIFY(isUtf8("é李👋"));
        QVERIFY(isUtf8(QByteArray("\0", 1)));
        for (const char *bad :
             {"\xff", "\xc3", "a\xe6\x9d", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80", "\x80"})
            QVERIFY2(!isUtf8(bad), QByteArray(bad).toHex().constData());
    }
};

QTEST_APPLESS_MAIN(TestMessageLine)
#include "tst_message_line.moc"
