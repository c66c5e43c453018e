#include "server/protocol/json/json_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

// Declared apart from its bodies: moc loses its way in raw strings.
class JsonTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesEveryCharacterOfThePlane();
    void quotesPairsAndTheirHalves();
    void escapesNoMoreThanItMust();
    void cutsObjects_data();
    void cutsObjects();
    void cutsRandomObjectsAsQtReadsThem();
    void takesLongStringsToTheirEnd();
    void countsLevels();
    void replacesLoneSurrogates_data();
    void replacesLoneSurrogates();
};

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

// What Qt reads from a JSON string; it has no document that is not an object or an array.
QString unquoted(const QByteArray &json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson('[' + json + ']', &error);
    return error.error == QJsonParseError::NoError ? document[0].toString() : u"<not JSON>"_s;
}

/// Random documents, the same ones in each run.
class RandomJson
{
public:
    explicit RandomJson(quint32 seed) : m_random(seed) { }

    QJsonObject object(int depth)
    {
        QJsonObject out;
        for (int left = below(6); left > 0; --left)
            out[text()] = value(depth - 1);
        return out;
    }
    // Space wherever JSON allows it.
    QByteArray spaced(const QJsonObject &object)
    {
        QByteArray out = space() + '{' + space();
        bool first = true;
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (!std::exchange(first, false))
                out += space() + ',' + space();
            out += jsonQuoted(it.key()) + space() + ':' + space() + rendered(it.value());
        }
        return out + space() + '}' + space();
    }

    static QByteArray rendered(const QJsonValue &value)
    {
        const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return array.sliced(1, array.size() - 2);
    }

private:
    int below(int bound) { return int(m_random.bounded(bound)); }

    QByteArray space()
    {
        QByteArray out;
        while (below(3) == 0)
            out += " \t\r\n"[below(4)];
        return out;
    }
    QString text()
    {
        static const QString letters = u"ab\"\\/{}[],: \n\t\u0001李é\u2028"_s;
        QString out = u""_s; // not a null one: QJsonObject of 6.8.2 crashes on such a key
        for (int left = below(8); left > 0; --left)
            out += letters[below(int(letters.size()))];
        return out;
    }
    QJsonValue value(int depth)
    {
        switch (below(depth > 0 ? 7 : 5)) {
        case 0:
            return QJsonValue::Null;
        case 1:
            return below(2) == 0;
        case 2:
            return below(2'000'000) / 1024.0 - 900;
        case 3:
        case 4:
            return text();
        case 5:
            return object(depth);
        default: {
            QJsonArray out;
            for (int left = below(5); left > 0; --left)
                out.append(value(depth - 1));
            return out;
        }
        }
    }

    QRandomGenerator m_random;
};

} // namespace

void JsonTextTest::quotesEveryCharacterOfThePlane()
{
    for (int unit = 0; unit <= 0xffff; ++unit) {
        const QString text = u'a' + QChar(unit) + u'b';
        const QByteArray json = jsonQuoted(QStringView(text));
        QVERIFY2(QUtf8StringView(json).isValidUtf8(), json);
        // Qt itself turns a lone surrogate into a question mark: there the escape must do.
        if (QChar::isSurrogate(char16_t(unit)))
            QCOMPARE(json, "\"a\\u" + QByteArray::number(unit, 16) + "b\"");
        else
            QCOMPARE(unquoted(json), text);
        if (!QChar::isSurrogate(char16_t(unit)))
            QCOMPARE(jsonQuoted(QByteArrayView(text.toUtf8())), json);
    }
}

void JsonTextTest::quotesPairsAndTheirHalves()
{
    const auto quoted = [](std::initializer_list<char16_t> units) {
        return jsonQuoted(QStringView(units.begin(), qsizetype(units.size())));
    };
    QCOMPARE(quoted({0xd83d, 0xde00}), "\"😀\""_ba);
    QCOMPARE(quoted({0xd83d, 0xd83d, 0xde00}), "\"\\ud83d😀\""_ba);
    QCOMPARE(quoted({0xde00, 0xd83d}), "\"\\ude00\\ud83d\""_ba);
    QCOMPARE(quoted({0xd83d, 0xde00, 0xde00}), "\"😀\\ude00\""_ba);
    QCOMPARE(quoted({u'"', 0xd83d, u'\n'}), "\"\\\"\\ud83d\\n\""_ba);
    QCOMPARE(quoted({}), "\"\""_ba);
}

void JsonTextTest::escapesNoMoreThanItMust()
{
    QCOMPARE(jsonQuoted(QByteArrayView("a/b\x7f</script>李")), "\"a/b\x7f</script>李\""_ba);
    QCOMPARE(jsonQuoted(QByteArrayView("\"\\\b\f\n\r\t\x1f")),
             "\"\\\"\\\\\\u0008\\u000c\\n\\r\\t\\u001f\""_ba);
}

void JsonTextTest::cutsObjects_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArrayList>("parts"); // key, value, key, value…
    const auto row = [](const char *object, QByteArrayList parts) {
        QTest::newRow(object) << QByteArray(object) << parts;
    };
    row("{}", {});
    row(" {\n } ", {});
    row(R"({"a":1})", {R"("a")", "1"});
    row(R"({"a":-1.5e+3})", {R"("a")", "-1.5e+3"});
    row("{\"a\"\t:\r\n true , \"b\":null }", {R"("a")", "true", R"("b")", "null"});
    row(R"({"":""})", {R"("")", R"("")"});
    row("{\"a\":\"x,}]\\\"\",\"b\":[]}", {R"("a")", "\"x,}]\\\"\"", R"("b")", "[]"});
    row("{\"a\":\"\\\\\",\"b\":\"\\\\\\\"\"}", {R"("a")", R"("\\")", R"("b")", "\"\\\\\\\"\""});
    row(R"({"a":{"b":[{"c":"}"}]},"d":2})", {R"("a")", R"({"b":[{"c":"}"}]})", R"("d")", "2"});
    row(R"({"a":[ 1 , "]" ] ,"a":2})", {R"("a")", R"([ 1 , "]" ])", R"("a")", "2"});
    row("{\"a\\\"b\":\"\\u0022\"}", {"\"a\\\"b\"", R"("\u0022")"});
}

void JsonTextTest::cutsObjects()
{
    QFETCH(const QByteArray, object);
    QFETCH(const QByteArrayList, parts);
    QByteArrayList found;
    for (const JsonMember &member : jsonMembers(object))
        found << member.key.toByteArray() << member.value.toByteArray();
    QCOMPARE(found, parts);
}

void JsonTextTest::cutsRandomObjectsAsQtReadsThem()
{
    RandomJson random(20'260'101);
    for (int round = 0; round < 5'000; ++round) {
        const QJsonObject object = random.object(4);
        const QByteArray json = random.spaced(object);
        QCOMPARE(QJsonDocument::fromJson(json).object(), object); // the test's own writing
        QJsonObject read;
        for (const JsonMember &member : jsonMembers(json)) {
            const QByteArray value = '[' + member.value.toByteArray() + ']';
            read[unquoted(member.key.toByteArray())] = QJsonDocument::fromJson(value)[0];
            QCOMPARE(member.value.trimmed().size(), member.value.size());
        }
        QVERIFY2(read == object, json);
        const auto members = jsonMembers(json);
        if (members.empty())
            continue;
        JsonMemberReader reader(json);
        for (size_t i = 0; i + 1 < members.size(); ++i)
            reader.next();
        const JsonMember last = reader.nextAndLast();
        QVERIFY(reader.atEnd());
        QCOMPARE(last.key.toByteArray(), members.back().key.toByteArray());
        QCOMPARE(last.value.toByteArray(), members.back().value.toByteArray());
    }
}

void JsonTextTest::takesLongStringsToTheirEnd()
{
    // At each length near the widths at which fast searching switches its ways.
    for (qsizetype size = 0; size < 200; ++size) {
        const QByteArray plain(size, 'x');
        for (const char *end : {"", "\\\"", "\\\\", "\\\\\\\"", "\\u0022"}) {
            const QByteArray value = '"' + plain + end + '"';
            const QByteArray plainly = "{\"k\":" + value + ",\"l\":1}";
            const auto members = jsonMembers(plainly);
            QCOMPARE(members.size(), size_t(2));
            QCOMPARE(members[0].value.toByteArray(), value);
            QCOMPARE(members[1].value.toByteArray(), "1"_ba);
            const QByteArray deeply = "{\"k\":[{\"a\":" + value + "}],\"l\":1}";
            const auto nested = jsonMembers(deeply);
            QCOMPARE(nested[0].value.toByteArray(), "[{\"a\":" + value + "}]");
        }
    }
}

void JsonTextTest::countsLevels()
{
    QCOMPARE(jsonDepth("1"), 0);
    QCOMPARE(jsonDepth("{}"), 1);
    QCOMPARE(jsonDepth("[[],[]]"), 2);
    QCOMPARE(jsonDepth("{\"[[[\":[{}]}"), 3);
    QCOMPARE(jsonDepth("[\"\\\"[[\",[1]]"), 2);
    QCOMPARE(jsonDepth("]]["), 0);
    QCOMPARE(jsonDepth("[\"["), 1);
    QCOMPARE(jsonDepth(""), 0);
}

void JsonTextTest::replacesLoneSurrogates_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("without");
    const auto row = [](const char *json, const char *without) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(without);
    };
    row(R"("\ud800")", R"("\uFFFD")");
    row(R"("\uDBFF")", R"("\uFFFD")");
    row(R"("\udc00")", R"("\uFFFD")");
    row(R"("\uDfFf")", R"("\uFFFD")");
    row(R"("\ud83d\ude00")", R"("\ud83d\ude00")");
    row(R"("\ud83d\ud83d\ude00")", R"("\uFFFD\ud83d\ude00")");
    row(R"("\ude00\ud83d")", R"("\uFFFD\uFFFD")");
    row(R"("\ud83dx\ude00")", R"("\uFFFDx\uFFFD")");
    row(R"("\ud83d\u0041")", R"("\uFFFD\u0041")");
    row(R"("\\ud800")", R"("\\ud800")");
    row(R"("\\\ud800")", R"("\\\uFFFD")");
    row("\"\\\"\\ud800\"", "\"\\\"\\uFFFD\"");
    row(R"("\ud7ff\ue000")", R"("\ud7ff\ue000")");
    row(R"("\ud83d\\ude00")", R"("\uFFFD\\ude00")");
    row("\"\\ud80", "\"\\ud80");
    row("\"\\", "\"\\");
    row("", "");
}

void JsonTextTest::replacesLoneSurrogates()
{
    QFETCH(const QByteArray, json);
    QTEST(withoutLoneSurrogates(json), "without");
    QCOMPARE(withoutLoneSurrogates(json).size(), json.size());
}

QTEST_APPLESS_MAIN(JsonTextTest)
#include "tst_json_text.moc"
