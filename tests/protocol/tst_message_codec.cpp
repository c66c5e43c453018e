#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

// Declared apart from its bodies: moc loses its way in raw strings.
class MessageCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesFromThenContentAndNothingElse();
    void leavesOutASenderWhoIsNotNamed();
    void quotesNames_data();
    void quotesNames();
    void answersAsTheDemoDoes();
    void tellsMoreWhereAsked();
    void saysWhatWasWrong();
    void pushesWhatItReads();
};

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

UserName name(const char *utf8)
{
    return *UserName::parse(QByteArrayView(utf8));
}

} // namespace

void MessageCodecTest::writesFromThenContentAndNothingElse()
{
    const Message message{name("Bob"), name("Alice"), "[1, 2]", u"id"_s};
    QCOMPARE(encodePush(message), R"({"from":"Bob","content":[1, 2]})"_ba);
}

void MessageCodecTest::leavesOutASenderWhoIsNotNamed()
{
    const Message message{{}, name("Alice"), "null", {}};
    QCOMPARE(encodePush(message), R"({"content":null})"_ba);
}

void MessageCodecTest::quotesNames_data()
{
    QTest::addColumn<QByteArray>("from");
    for (const char *from :
         {"\"", "\\", "a\"b\\c", "李雷", "</script>", "__proto__", "😀", "\",\"content\":\"forged"})
        QTest::newRow(from) << QByteArray(from);
}

void MessageCodecTest::quotesNames()
{
    QFETCH(const QByteArray, from);
    const Message message{name(from), name("Alice"), "\"x\"", {}};
    const auto json = QJsonDocument::fromJson(encodePush(message)).object();
    QCOMPARE(json.size(), 2);
    QCOMPARE(json[u"from"_s].toString(), QString::fromUtf8(from));
    QCOMPARE(json[u"content"_s].toString(), u"x"_s);
    const QByteArray outcome = encodeOutcome({1, from, from}, true);
    QCOMPARE(QJsonDocument::fromJson(outcome)[u"id"_s].toString(), QString::fromUtf8(from));
}

void MessageCodecTest::answersAsTheDemoDoes()
{
    QCOMPARE(encodeOutcome({1, "id", "node"}, false), R"({"succeed":true})"_ba);
    QCOMPARE(encodeOutcome({0, "id", "node"}, false), R"({"succeed":false,"msg":"对方不在线"})"_ba);
}

void MessageCodecTest::tellsMoreWhereAsked()
{
    QCOMPARE(encodeOutcome({3, "01J", "n1"}, true),
             R"({"succeed":true,"id":"01J","connections":3,"node":"n1"})"_ba);
    QCOMPARE(encodeOutcome({0, "01J", "n1"}, true),
             R"({"succeed":false,"msg":"对方不在线","id":"01J","connections":0,"node":"n1"})"_ba);
}

void MessageCodecTest::saysWhatWasWrong()
{
    QCOMPARE(encodeError({ErrorCode::ToMissing, {}}),
             R"({"succeed":false,"msg":"\"to\" is missing","error":"to_missing"})"_ba);
    const QByteArray quoted = encodeError({ErrorCode::BadRequest, u"a\"\n\u0001李"_s});
    QCOMPARE(QJsonDocument::fromJson(quoted)[u"msg"_s].toString(), u"a\"\n\u0001李"_s);
    const QString lone(QChar(0xd800));
    QCOMPARE(encodeError({ErrorCode::BadRequest, lone}),
             R"({"succeed":false,"msg":"\ud800","error":"bad_request"})"_ba);
}

void MessageCodecTest::pushesWhatItReads()
{
    const QByteArray body(R"({"to":"Alice","content":{"b":1.0,"a":[-0,1e2]},"from":"Bob"})");
    QCOMPARE(encodePush(*parseJsonMessage(body)),
             R"({"from":"Bob","content":{"b":1.0,"a":[-0,1e2]}})"_ba);
}

QTEST_APPLESS_MAIN(MessageCodecTest)
#include "tst_message_codec.moc"
