#include "server/protocol/form_body.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QTest>

// Declared apart from its bodies: moc loses its way in raw strings.
class MessageParserFormsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsForms_data();
    void readsForms();
    void readsIds();
    void keepsTheOrderOfFields();
    void readsWhatASocketSays_data();
    void readsWhatASocketSays();
};

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

QByteArray outcomeOf(QByteArrayView body)
{
    const auto message = parseFormMessage(body);
    return message ? encodePush(*message) + " to " + message->to.utf8() : message.error().word();
}

} // namespace

void MessageParserFormsTest::readsForms_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const QByteArray &body, const char *outcome) {
        QTest::addRow("%.60s", body.constData()) << body << QByteArray(outcome);
    };
    row("from=Bob&to=Alice&content=hi", R"({"from":"Bob","content":"hi"} to Alice)");
    row("content=hi&to=Alice", R"({"content":"hi"} to Alice)");
    row("to=A&content=a+b%20c%2Bd", R"({"content":"a b c+d"} to A)");
    row("to=A&content=100%&x", R"({"content":"100%"} to A)");
    row("to=A&content=%zz%4%+1", R"({"content":"%zz%4% 1"} to A)");
    row("to=A&content=%2541", R"({"content":"%41"} to A)");
    row("to=A&content=", R"({"content":""} to A)");
    row("to=A&content", R"({"content":""} to A)");
    row("to=A&content=a=b=c", R"({"content":"a=b=c"} to A)");
    row("to=A&content=%26%3D", R"({"content":"&="} to A)");
    row("to=A&content=%0D%0A%00%22%5C", "{\"content\":\"\\r\\n\\u0000\\\"\\\\\"} to A");
    row("to=%E6%9D%8E&content=%E5%A5%BD", R"({"content":"好"} to 李)");
    row("to=李&content=好", R"({"content":"好"} to 李)");
    row("t%6F=A&content=1", R"({"content":"1"} to A)");
    row("&&to=A&&content=1&", R"({"content":"1"} to A)");
    row("to=A&to=B&content=1&content=2", R"({"content":"2"} to B)");
    row("to=&to=B&content=1", R"({"content":"1"} to B)");
    row("to=A&content=1&other=%ed%95%9c", R"({"content":"1"} to A)");
    row("to=A&content={\"a\":1}", R"({"content":"{\"a\":1}"} to A)");
    row("to=a+b&content=1", R"({"content":"1"} to a b)");
    row("", "to_missing");
    row("content=1", "to_missing");
    row("to=A", "content_missing");
    row("to=&content=1", "bad_name");
    row("to=A&to=&content=1", "bad_name");
    row("to&content=1", "bad_name");
    row("to=%00&content=1", "bad_name");
    row("to=%E2%80%AE&content=1", "bad_name");
    row("to=A&from=&content=1", "bad_name");
    row("to=A&content=%ff", "bad_form");
    row("to=A&content=\xff", "bad_form");
    row("to=%ff&content=1", "bad_form");
    row("to=A&content=1&%ff=1", "bad_form");
    row("to=A&content=%ed%a0%80", "bad_form");
    row("to=A&content=1&id=", "bad_id");
    row("to=A&content=1&id=" + QByteArray(65, 'i'), "bad_id");
    row("{\"to\":\"A\",\"content\":1}", "to_missing");
}

void MessageParserFormsTest::readsForms()
{
    QFETCH(const QByteArray, body);
    QTEST(outcomeOf(body), "outcome");
}

void MessageParserFormsTest::readsIds()
{
    QCOMPARE(parseFormMessage("to=A&content=1&id=a+%E6%9D%8E")->senderId, u"a 李"_s);
    QCOMPARE(parseFormMessage("to=A&content=1&id=" + QByteArray(64, 'i'))->senderId.size(), 64);
}

void MessageParserFormsTest::keepsTheOrderOfFields()
{
    QByteArray seen;
    for (const FormField &field : parseFormBody("b=1&a=2&b=3&=4&c"))
        seen += field.key + '>' + field.value + ' ';
    QCOMPARE(seen, "b>1 a>2 b>3 >4 c> "_ba);
}

void MessageParserFormsTest::readsWhatASocketSays_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char *text, const char *outcome) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(outcome);
    };
    row(R"({"to":"A","content":[1.0]})", R"({"content":[1.0]} to A)");
    row(R"({"to":"A","content":1,"ref":"x"})", R"({"content":1} to A ref "x")");
    row(R"({"to":"A","content":1,"ref":"\u0041\ud800"})",
        R"({"content":1} to A ref "\u0041\ud800")");
    row(R"({"to":"A","content":1,"ref":""})", R"({"content":1} to A ref "")");
    row(R"({"to":"A","content":1,"ref":1,"ref":"x"})", R"({"content":1} to A ref "x")");
    // The socket's own name stands for the sender, whatever the text says.
    row(R"({"to":"A","content":1,"from":"Eve"})", R"({"content":1} to A)");
    row(R"({"to":"A","content":1,"from":5,"id":5})", R"({"content":1} to A)");
    row(R"({"to":"A","content":1,"ref":1})", "bad_json");
    row(R"({"to":"A","content":1,"ref":null})", "bad_json");
    row(R"({"to":"A","content":1,"ref":"x","ref":1})", "bad_json");
    row(R"({"to":"A"})", "content_missing");
    row(R"({"content":1})", "to_missing");
    row(R"({"to":"","content":1})", "bad_name");
    row("hello", "bad_json");
    row("", "bad_json");
}

void MessageParserFormsTest::readsWhatASocketSays()
{
    QFETCH(const QByteArray, text);
    const auto publish = parseSocketPublish(text);
    QByteArray found = publish ? encodePush(publish->message) + " to " + publish->message.to.utf8()
                               : publish.error().word();
    if (publish && publish->refJson)
        found += " ref " + *publish->refJson;
    QTEST(found, "outcome");
}

QTEST_APPLESS_MAIN(MessageParserFormsTest)
#include "tst_message_parser_forms.moc"
