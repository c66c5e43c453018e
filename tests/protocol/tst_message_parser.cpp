#include "server/protocol/json/json_text.h"
#include "server/protocol/limits.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QJsonDocument>
#include <QTest>

#include <memory>

// Declared apart from its bodies: moc loses its way in raw strings.
class MessageParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsContentToTheLetter_data();
    void keepsContentToTheLetter();
    void keepsContentWithoutTheSpaceAroundIt();
    void refusesNumbersThatCannotBeKept_data();
    void refusesNumbersThatCannotBeKept();
    void refusesNumbersOutsideTheGrammar();
    void refusesOneLevelTooDeep();
    void refusesWhatIsNoObject_data();
    void refusesWhatIsNoObject();
    void checksWhatItFinds_data();
    void checksWhatItFinds();
    void readsEscapedKeys();
    void countsTheLastOfRepeatedKeys_data();
    void countsTheLastOfRepeatedKeys();
    void readsIdsUpToTheirLength();
};

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

QByteArray withContent(const QByteArray &content)
{
    return R"({"from":"Bob","to":"Alice","content":)" + content + '}';
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
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

void MessageParserTest::keepsContentToTheLetter_data()
{
    QTest::addColumn<QByteArray>("content");
    const auto row
        = [](const QByteArray &content) { QTest::addRow("%.40s", content.constData()) << content; };
    for (const char *content : {"null",
                                "true",
                                "false",
                                "0",
                                "-0",
                                "-0.0",
                                "1",
                                "1.0",
                                "1.50",
                                "1e2",
                                "1E+2",
                                "1e-2",
                                "0.1",
                                "3.141592653589793238462643383279",
                                "1e308",
                                "-1.7976931348623157e308",
                                "5e-324",
                                "1e-400",
                                "0e999999",
                                "9007199254740993",
                                "9223372036854775807",
                                "-9223372036854775808",
                                "9223372036854775808",
                                "18446744073709551615",
                                "18446744073709551616.0",
                                "\"\"",
                                "\"x\"",
                                "\"李雷\"",
                                R"("\u674e\u96f7")",
                                "\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"",
                                R"("\u0000")",
                                "\"\x7f\"",
                                "\"\u2028\u2029\"",
                                "\"😀\"",
                                R"("\ud83d\ude00")",
                                R"("\uD83D\uDE00")",
                                "{}",
                                "[]",
                                "[ ]",
                                "{ }",
                                R"({"b":1,"a":2})",
                                R"({"a":1,"a":2})",
                                "[1, 2,\t3]",
                                R"({"":{"":[]}})",
                                R"({"from":"x","to":"y","content":"z"})",
                                R"("\"content\":")",
                                R"([[],{},"",0])"})
        row(content);
    row("\"" + QByteArray(90'000, 'x') + "\"");
    row("\"" + QByteArray("\\\"").repeated(10'000) + "\"");
    row("[" + QByteArray("1,").repeated(20'000) + "1]");
    // A value like any other to JSON.parse: kept as the escape that it is.
    for (const char *lone : {R"("\ud800")", R"("\udfff")", R"("a\uD83Db")", R"(["\udc00\ud800"])",
                             R"({"\ud800":"\ud800\ud83d\ude00"})", R"("\\\ud800\\ud800")"})
        row(lone);
}

void MessageParserTest::keepsContentToTheLetter()
{
    QFETCH(const QByteArray, content);
    const auto message = parseJsonMessage(withContent(content));
    QVERIFY2(message, message ? "" : message.error().word());
    QCOMPARE(message->contentJson, content);
    QVERIFY(QUtf8StringView(message->contentJson).isValidUtf8());
    // What a receiver reads is what the sender's text says, and one more parse agrees.
    const QByteArray push = encodePush(*message);
    QCOMPARE(push, R"({"from":"Bob","content":)" + content + '}');
    const auto again = parseJsonMessage(R"({"to":"x",)" + push.sliced(1));
    QVERIFY(again);
    QCOMPARE(again->contentJson, content);
    if (!content.contains("\"a\":1,\"a\"") && !content.contains("1e-400"))
        QCOMPARE(QJsonDocument::fromJson(push)[u"content"_s],
                 QJsonDocument::fromJson('[' + content + ']')[0]);
}

void MessageParserTest::keepsContentWithoutTheSpaceAroundIt()
{
    QCOMPARE(parseJsonMessage(" {\"content\" : \t[1 , 2]\r\n , \"to\":\"A\" } \n")->contentJson,
             "[1 , 2]"_ba);
    QCOMPARE(parseJsonMessage("{\"to\":\"A\",\"content\":7 \n}")->contentJson, "7"_ba);
}

void MessageParserTest::refusesNumbersThatCannotBeKept_data()
{
    QTest::addColumn<QByteArray>("number");
    for (const char *number : {"18446744073709551616", "-9223372036854775809",
                               "100000000000000000000000", "-18446744073709551615", "1e400",
                               "-1e400", "1.8e308", "1e309", "123e99999999999999999999"})
        QTest::newRow(number) << QByteArray(number);
}

void MessageParserTest::refusesNumbersThatCannotBeKept()
{
    QFETCH(const QByteArray, number);
    QCOMPARE(outcomeOf(withContent(number)), "bad_number"_ba);
    QCOMPARE(outcomeOf(withContent("[{\"a\":" + number + "}]")), "bad_number"_ba);
}

void MessageParserTest::refusesNumbersOutsideTheGrammar()
{
    for (const char *number : {"01", "+1", "1.", ".5", "1e", "1e+", "-", "--1", "0x10", "1_0",
                               "NaN", "Infinity", "-Infinity", "1.e1", "00"}) {
        const QByteArray word = outcomeOf(withContent(number));
        QVERIFY2(word == "bad_number" || word == "bad_json", number);
    }
}

void MessageParserTest::refusesOneLevelTooDeep()
{
    const int inContent = jsonDepthMax - 1; // the body's own object is the outermost
    QCOMPARE(parseJsonMessage(withContent(nested(inContent)))->contentJson, nested(inContent));
    QCOMPARE(outcomeOf(withContent(nested(inContent + 1))), "json_too_deep"_ba);
    QCOMPARE(outcomeOf(withContent(nested(40'000))), "json_too_deep"_ba);
    const QByteArray objects
        = QByteArray("{\"a\":").repeated(inContent) + "1" + QByteArray(inContent, '}');
    QCOMPARE(parseJsonMessage(withContent(objects))->contentJson, objects);
    // An empty array counts as one that holds something does.
    const QByteArray full = QByteArray(inContent, '[') + '1' + QByteArray(inContent, ']');
    QCOMPARE(parseJsonMessage(withContent(full))->contentJson, full);
    QCOMPARE(outcomeOf(withContent('[' + full + ']')), "json_too_deep"_ba);
    QCOMPARE(outcomeOf(withContent(full.chopped(1))), "bad_json"_ba);
    // A large body makes the reader grow: the bound must survive that.
    const QByteArray padding = "{\"pad\":\"" + QByteArray(60'000, 'p') + "\",";
    QCOMPARE(outcomeOf(padding + withContent(nested(inContent + 1)).sliced(1)), "json_too_deep"_ba);
    QVERIFY(parseJsonMessage(padding + withContent(nested(inContent)).sliced(1)));
    QCOMPARE(outcomeOf(withContent(nested(inContent + 1))), "json_too_deep"_ba);
}

void MessageParserTest::checksWhatItFinds()
{
    QFETCH(const QByteArray, body);
    QTEST(outcomeOf(body), "outcome");
}

void MessageParserTest::refusesWhatIsNoObject()
{
    QFETCH(const QByteArray, body);
    QTEST(outcomeOf(body), "outcome");
}

void MessageParserTest::readsEscapedKeys()
{
    QCOMPARE(outcomeOf(R"({"t\u006f":"A","c\u006fntent":1,"\u0066rom":"B"})"),
             R"({"from":"B","content":1} to A)"_ba);
    QCOMPARE(outcomeOf(R"({"to":"A","content\u0000":1})"), "content_missing"_ba);
    QCOMPARE(outcomeOf(R"({"to":"A","Content":1})"), "content_missing"_ba);
    QCOMPARE(outcomeOf(R"({"to":"\u0041\u674e","content":1})"), R"({"content":1} to A李)"_ba);
}

void MessageParserTest::countsTheLastOfRepeatedKeys_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char *body, const char *outcome) {
        QTest::newRow(body) << QByteArray(body) << QByteArray(outcome);
    };
    row(R"({"to":"A","to":"B","content":1,"content":2})", R"({"content":2} to B)");
    row(R"({"to":"A","t\u006f":"B","content":1})", R"({"content":1} to B)");
    row(R"({"to":5,"to":"B","content":1})", R"({"content":1} to B)");
    row(R"({"to":"","to":"B","content":1})", R"({"content":1} to B)");
    row(R"({"to":"\ud800","to":"B","content":1})", R"({"content":1} to B)");
    row(R"({"to":"B","to":5,"content":1})", "bad_name");
    row(R"({"to":"B","to":"\ud800","content":1})", "bad_name");
    row(R"({"from":"C","to":"B","content":1,"from":null})", R"({"content":1} to B)");
    row(R"({"from":null,"to":"B","content":1,"from":"C"})", R"({"from":"C","content":1} to B)");
    row(R"({"id":5,"to":"B","content":1,"id":"x"})", R"({"content":1} to B)");
}

void MessageParserTest::countsTheLastOfRepeatedKeys()
{
    QFETCH(const QByteArray, body);
    QTEST(outcomeOf(body), "outcome");
}

void MessageParserTest::readsIdsUpToTheirLength()
{
    const auto idOf = [](const QByteArray &json) {
        const auto message = parseJsonMessage(R"({"to":"A","content":1,"id":)" + json + '}');
        return message ? message->senderId : QString::fromUtf8(message.error().word());
    };
    QCOMPARE(idOf("\"a\""), u"a"_s);
    QCOMPARE(idOf('"' + QByteArray(64, 'i') + '"'), QString(64, u'i'));
    QCOMPARE(idOf('"' + QByteArray(65, 'i') + '"'), u"bad_id"_s);
    QCOMPARE(idOf('"' + QByteArray("李").repeated(64) + '"'), QString(64, u'李'));
    QCOMPARE(idOf('"' + QByteArray("李").repeated(65) + '"'), u"bad_id"_s);
    QCOMPARE(idOf('"' + QByteArray("😀").repeated(32) + '"').size(), 64);
    QCOMPARE(idOf('"' + QByteArray("😀").repeated(33) + '"'), u"bad_id"_s);
    QCOMPARE(idOf(R"("\u0041")"), u"A"_s);
    for (const char *bad : {"\"\"", "1", "null", "{}", "[]", "true", R"("\ud800")"})
        QCOMPARE(idOf(bad), u"bad_id"_s);
    QVERIFY(parseJsonMessage(R"({"to":"A","content":1})")->senderId.isEmpty());
}

void MessageParserTest::refusesWhatIsNoObject_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const QByteArray &body, const char *outcome) {
        QTest::addRow("%.60s", body.constData()) << body << QByteArray(outcome);
    };
    for (const char *noObject : {"",
                                 " ",
                                 "[]",
                                 "null",
                                 "1",
                                 "\"x\"",
                                 "true",
                                 "[{\"to\":\"A\",\"content\":1}]",
                                 "x",
                                 "{",
                                 "}",
                                 "{]",
                                 "{\"to\"}",
                                 "{\"to\":}",
                                 "{\"to\":\"A\",}",
                                 "{\"to\":\"A\" \"content\":1}",
                                 "{to:\"A\",\"content\":1}",
                                 "{'to':'A','content':1}",
                                 "{} {}",
                                 "{}x",
                                 "{},",
                                 "{\"to\":\"A\",\"content\":1}}",
                                 "{\"to\":\"A\",\"content\":1}/**/",
                                 "{\"to\":\"A\",\"content\":undefined}",
                                 "{\"to\":\"A\",\"content\":nul}",
                                 "{\"to\":\"A\",\"content\":tru}",
                                 "{\"to\":\"A\",\"content\":TRUE}",
                                 "{\"to\":\"A\",\"content\":[1,]}",
                                 "{\"to\":\"A\",\"content\":[,1]}",
                                 "{\"to\":\"A\",\"content\":\"\n\"}",
                                 "{\"to\":\"A\",\"content\":\"\t\"}",
                                 R"({"to":"A","content":"\x41"})",
                                 R"({"to":"A","content":"\u12"})",
                                 R"({"to":"A","content":"\u12g4"})",
                                 R"({"to":"A","content":"\ud800\x"})",
                                 R"({"to":"A","content":"\u+123"})",
                                 "{\"to\":\"A\",\"content\":\"}",
                                 "{\"to\":\"A\",\"content\":\"\xff\"}",
                                 "{\"to\":\"A\",\"content\":\"\xc0\xaf\"}",
                                 "{\"to\":\"A\",\"content\":\"\xed\xa0\x80\"}",
                                 "{\"to\":\"A\",\"content\":1}\xff",
                                 "{\"to\":\"A\",\"content\":\"\xe6\x9d\"}",
                                 "{\x0b\"to\":\"A\",\"content\":1}"})
        row(noObject, "bad_json");
    row(QByteArray("{\"to\":\"A\",\"content\":1}") + '\0', "bad_json");
    row(QByteArray("{\"to\":\"A\",\"content\":\"") + '\0' + "\"}", "bad_json");
}

void MessageParserTest::checksWhatItFinds_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const QByteArray &body, const char *outcome) {
        QTest::addRow("%.60s", body.constData()) << body << QByteArray(outcome);
    };
    row("{}", "to_missing");
    row(R"({"content":1})", "to_missing");
    row(R"({"to":"A"})", "content_missing");
    row(R"({"from":"B","to":"A"})", "content_missing");
    for (const char *name :
         {"5", "null", "true", "{}", "[]", "[\"A\"]", "\"\"", R"("a\nb")", R"("\u0000")",
          R"("\u202e")", R"("\ud800")", R"("\udc00x")", "\"\ufeffBob\"", "\"\u200b\""})
        row(R"({"content":1,"to":)" + QByteArray(name) + '}', "bad_name");
    for (const char *name : {"5", "true", "{}", "\"\"", R"("\u0007")", R"("\ud800")"})
        row(R"({"content":1,"to":"A","from":)" + QByteArray(name) + '}', "bad_name");
    row("{\"content\":1,\"to\":\"" + QByteArray(256, 'n') + "\"}", "bad_name");
    row(R"({"to":"A","from":null,"content":1})", R"({"content":1} to A)");
    row(R"({"to":"__proto__","content":1,"__proto__":{"to":"x"}})",
        R"({"content":1} to __proto__)");
    row(R"({"to":"\ud83d\ude00","content":"\ud800"})", R"({"content":"\ud800"} to 😀)");
    row(R"({"to":"A","content":1,"extra":"\ud800","\ud800":2})", R"({"content":1} to A)");
    // Windows tools write a byte order mark; express reads such a body, and so does RFC 8259 §8.1.
    row("\ufeff{\"to\":\"A\",\"content\":[1]}", R"({"content":[1]} to A)");
    row("\ufeff\ufeff{\"to\":\"A\",\"content\":[1]}", "bad_json");
    row("\ufeff", "bad_json");
}

QTEST_APPLESS_MAIN(MessageParserTest)
#include "tst_message_parser.moc"
