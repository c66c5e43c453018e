#include "server/protocol/json/json_text.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QJsonDocument>
#include <QTest>

#include <memory>

/// What nobody sends by mistake. Declared apart from its bodies: moc loses its way in raw strings.
class MessageParserHostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverAcceptsWhatIsCutShort_data();
    void neverAcceptsWhatIsCutShort();
    void neverCrashesOnOneWrongByte();
    void carriesNaughtyStrings_data();
    void carriesNaughtyStrings();
};

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

QByteArray withContent(const QByteArray &content)
{
    return R"({"from":"Bob","to":"Alice","content":)" + content + '}';
}

// The word of the error, or what was read.
QByteArray outcomeOf(QByteArrayView body)
{
    // A buffer of exactly this size, so that the sanitizer sees any step beyond it.
    const auto exact = std::make_unique<char[]>(size_t(body.size()));
    std::copy(body.begin(), body.end(), exact.get());
    const auto message = parseJsonMessage(QByteArrayView(exact.get(), body.size()));
    return message ? encodePush(*message) + " to " + message->to.utf8() : message.error().word();
}

} // namespace

void MessageParserHostileTest::neverAcceptsWhatIsCutShort_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("plain") << withContent(R"("hello \"there\" 李雷 \ud83d\ude00")");
    QTest::newRow("nested") << withContent(R"({"a":[1,-2.5e3,true,false,null,{"b":"\\"}]})");
    QTest::newRow("lone surrogate") << withContent(R"(["\ud800","\\",{"\udc00":1}])");
    QTest::newRow("long") << withContent('"' + QByteArray(300, 'x') + '"');
}

void MessageParserHostileTest::neverAcceptsWhatIsCutShort()
{
    QFETCH(const QByteArray, body);
    QVERIFY(parseJsonMessage(body));
    for (qsizetype size = 0; size < body.size(); ++size) {
        QVERIFY2(outcomeOf(body.first(size)) == "bad_json", body.first(size));
        QVERIFY(!parseSocketPublish(QByteArrayView(body).first(size)));
    }
}

void MessageParserHostileTest::neverCrashesOnOneWrongByte()
{
    const QByteArray body = withContent(R"({"a":["\ud800",1.5e3,null],"b":"李"})");
    for (qsizetype at = 0; at < body.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            QByteArray bent = body;
            bent[at] = char(byte);
            const auto message = parseJsonMessage(bent);
            if (!message)
                continue;
            // What is accepted must reach a receiver as JSON.
            QVERIFY2(QUtf8StringView(message->contentJson).isValidUtf8(), bent);
            QJsonParseError error;
            QJsonDocument::fromJson(encodePush(*message), &error);
            QVERIFY2(error.error == QJsonParseError::NoError, bent);
        }
    }
}

void MessageParserHostileTest::carriesNaughtyStrings()
{
    QFETCH(const QByteArray, text);
    const QByteArray quoted = jsonQuoted(QByteArrayView(text));
    const auto message = parseJsonMessage(withContent(quoted));
    QVERIFY(message);
    QCOMPARE(message->contentJson, quoted);
    const auto push = QJsonDocument::fromJson(encodePush(*message));
    QCOMPARE(push[u"content"_s].toString(), QString::fromUtf8(text));
    QCOMPARE(push[u"from"_s].toString(), u"Bob"_s);
    // As an unknown key it changes nothing.
    if (text != "from" && text != "to" && text != "content" && text != "id")
        QCOMPARE(outcomeOf("{\"to\":\"A\"," + quoted + ":0,\"content\":1}"),
                 R"({"content":1} to A)"_ba);
}

void MessageParserHostileTest::carriesNaughtyStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"",
                             " ",
                             "undefined",
                             "null",
                             "NaN",
                             "-0",
                             "1e999",
                             "0x7f",
                             "__proto__",
                             "constructor",
                             "prototype",
                             "from",
                             "to",
                             "content",
                             "id",
                             "<script>alert(1)</script>",
                             "<img src=x onerror=alert(1)>",
                             "]]>",
                             "--",
                             "'; drop table messages; --",
                             "${7*7}",
                             "{{7*7}}",
                             "%s%n%x",
                             "%00",
                             "%2e%2e%2f",
                             "..\\..\\",
                             "/dev/null",
                             "CON",
                             "\\",
                             "\\\\\"",
                             "\"",
                             "\",\"to\":\"Eve",
                             "}{",
                             "\b\f\n\r\t\v\x01\x1f\x7f",
                             "\r\n\r\nHTTP/1.1",
                             "\u00a0\u3000\u2003",
                             "\u200b\u200d\u2060\ufeff",
                             "\u202eevil\u202c",
                             "\u2028\u2029",
                             "e\u0301",
                             "Z\u0351\u0321\u036b\u0333",
                             "\ufffd",
                             "\ufffe\uffff",
                             "\U0010FFFF",
                             "👩‍👩‍👧‍👦🏳️‍🌈🇨🇳",
                             "李雷和韩梅梅",
                             "日本語",
                             "한국어",
                             "العربية",
                             "עברית",
                             "ไทย",
                             "ﷺ",
                             "İıſß",
                             "\xc2\x80\xc2\x9f",
                             "𝕳𝖊𝖑𝖑𝖔",
                             "ru\u0000le"})
        QTest::addRow("%.30s", text) << QByteArray(text);
    QTest::newRow("NUL inside") << QByteArray("a\0b", 3);
    QTest::newRow("long line") << QByteArray(50'000, 'A');
}

QTEST_APPLESS_MAIN(MessageParserHostileTest)
#include "tst_message_parser_hostile.moc"
