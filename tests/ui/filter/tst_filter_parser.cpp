#include "ui/filter/filter_completion.h"
#include "ui/filter/filter_parser.h"
#include "ui/filter_bar/filter_help.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

QString written(const FilterExpression &expression);

QString joined(const FilterExpression &expression, const QString &word)
{
    QStringList parts;
    for (const FilterExpression &part : expression.parts)
        parts += written(part);
    return word + u'(' + parts.join(u' ') + u')';
}

QString writtenFigure(const FigureTerm &term)
{
    static const QStringList relations{u"="_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    return QString::fromLatin1(term.field->filter.key) + relations[int(term.relation)]
        + QString::number(term.value);
}

/// What was understood, with every parenthesis.
QString written(const FilterExpression &expression)
{
    switch (expression.combination) {
    case FilterExpression::Combination::All:
        return joined(expression, u"all"_s);
    case FilterExpression::Combination::Any:
        return joined(expression, u"any"_s);
    case FilterExpression::Combination::Not:
        return joined(expression, u"not"_s);
    case FilterExpression::Combination::Term:
        break;
    }
    if (const auto *name = std::get_if<NameTerm>(&expression.term))
        return QString::fromLatin1(name->field ? name->field->filter.key : "name") + u'='
            + name->pattern;
    if (const auto *kind = std::get_if<KindTerm>(&expression.term))
        return u"kind"_s + QString::number(kind->kinds, 2) + (kind->gaps ? u"+gap"_s : QString());
    if (const auto *figure = std::get_if<FigureTerm>(&expression.term))
        return writtenFigure(*figure);
    if (const auto *last = std::get_if<LastTerm>(&expression.term))
        return u"last"_s + QString::number(last->durationMs);
    if (const auto *text = std::get_if<TextTerm>(&expression.term))
        return u'"' + text->text + u'"';
    if (const auto *pattern = std::get_if<PatternTerm>(&expression.term))
        return u'/' + pattern->pattern.pattern().section(u')', 1) + u'/';
    return u"?"_s;
}

} // namespace

/// The filter language, as a table.
class TestFilterParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understands_data();
    void understands();
    void saysWhereItIsWrong_data();
    void saysWhereItIsWrong();
    void understandsItsOwnHelp();
    void survivesAnyText();
    void completes_data();
    void completes();
    void togglesKinds_data();
    void togglesKinds();
};

void TestFilterParser::understands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char *text, const char *meaning) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(meaning);
    };
    row("", "all()");
    row("   ", "all()");
    row("hello", "\"hello\"");
    row("to:Alice", "to=Alice");
    row("TO:Alice", "to=Alice");
    row("to=Alice", "to=Alice");
    row("to:\"Li Lei\"", "to=Li Lei");
    row("to:李雷", "to=李雷");
    row("from:b* to:c", "all(from=b* to=c)");
    row("name:Jack", "name=Jack");
    row("kind:offline", "kind10");
    row("kind:Offline,closed", "kind10010");
    row("kind:publish", "kind11");
    row("kind:gap", "kind0+gap");
    row("size>1k", "size>1024");
    row("size:1.5k", "size=1536");
    row("size<=2MiB", "size<=2097152");
    row("size>=200b", "size>=200");
    row("latency>5ms", "latency>5000000");
    row("latency<20us", "latency<20000");
    row("latency<20µs", "latency<20000");
    row("latency>1", "latency>1000000");
    row("latency>1.5s", "latency>1500000000");
    row("code:1006", "code=1006");
    row("code>=4000", "code>=4000");
    row("conn:17", "conn=17");
    row("taken>1", "taken>1");
    row("last:5m", "last300000");
    row("last:2h", "last7200000");
    row("\"some text\"", "\"some text\"");
    row("\"a \\\"b\\\" \\\\c\"", "\"a \"b\" \\c\"");
    row("{\"a\":1}", "\"{\"a\":1}\"");
    row("/re+gex/", "/re+gex/");
    row("/a\\/b \\d/i", "/a/b \\d/");
    row("-to:Jack", "not(to=Jack)");
    row("--x", "not(not(\"x\"))");
    row("a-b", "\"a-b\"");
    row("a or b", "any(\"a\" \"b\")");
    row("a OR b c or d", "any(\"a\" all(\"b\" \"c\") \"d\")");
    row("\"or\"", "\"or\"");
    row("order", "\"order\"");
    row("(a or b) c", "all(any(\"a\" \"b\") \"c\")");
    row("-(a b)", "not(all(\"a\" \"b\"))");
    row("a(b)c", "all(\"a\" \"b\" \"c\")");
    row("to:Alice from:bob kind:offline size>1k code:1006 \"some text\" /re+gex/ last:5m -to:Jack",
        "all(to=Alice from=bob kind10 size>1024 code=1006 \"some text\" /re+gex/ last300000 "
        "not(to=Jack))");
}

void TestFilterParser::understands()
{
    QFETCH(QString, text);
    const FilterParse parsed = FilterParser::parse(text);
    if (const auto *error = std::get_if<FilterError>(&parsed))
        QFAIL(qPrintable(error->text));
    QTEST(written(std::get<FilterExpression>(parsed)), "meaning");
}

void TestFilterParser::saysWhereItIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("length");
    const auto row = [](const char *text, int begin, int length) {
        QTest::newRow(text) << QString::fromUtf8(text) << begin << length;
    };
    row("tp:Alice", 0, 2);
    row("hello http://x", 6, 4);
    row("to:", 3, 0);
    row("from:a to: b", 10, 0);
    row("size>abc", 5, 3);
    row("size>1x", 5, 2);
    row("size>", 5, 0);
    row("latency>5min", 8, 4);
    row("code:12a", 5, 3);
    row("conn:-1", 5, 2);
    row("kind:offlin", 5, 6);
    row("kind:offline,x", 5, 9);
    row("kind>offline", 4, 1);
    row("to>=Alice", 2, 2);
    row("last:5", 5, 1);
    row("last:5parsecs", 5, 8);
    row("a \"b c", 2, 4);
    row("to:\"b c", 0, 7);
    row("\"\"", 0, 2);
    row("a /b", 2, 2);
    row("//", 0, 2);
    row("x /a(b/", 6, 0);
    row("/[/", 2, 0);
    row("a -", 2, 1);
    row("- or a", 0, 1);
    row("or a", 0, 2);
    row("a or", 4, 0);
    row("a or or b", 5, 2);
    row("(a", 0, 1);
    row("a)", 1, 1);
    row("()", 1, 1);
    row("李雷 (", 4, 0);
}

void TestFilterParser::saysWhereItIsWrong()
{
    QFETCH(QString, text);
    const FilterParse parsed = FilterParser::parse(text);
    const auto *error = std::get_if<FilterError>(&parsed);
    QVERIFY2(error != nullptr, "must not be understood");
    QTEST(int(error->where.begin), "begin");
    QTEST(int(error->where.length), "length");
    QVERIFY(!error->text.isEmpty());
}

void TestFilterParser::understandsItsOwnHelp()
{
    for (const FilterHelp::Line &line : FilterHelp::lines())
        QVERIFY2(std::holds_alternative<FilterExpression>(FilterParser::parse(line.example)),
                 qPrintable(line.example));
}

void TestFilterParser::survivesAnyText()
{
    const QString deep = QString(60, u'(') + u'a' + QString(60, u')');
    QVERIFY(std::holds_alternative<FilterError>(FilterParser::parse(deep)));
    QVERIFY(std::holds_alternative<FilterError>(FilterParser::parse(QString(1900, u'-') + u'a')));
    QVERIFY(std::holds_alternative<FilterError>(FilterParser::parse(QString(9000, u'a'))));
    // Every prefix of what people write is looked at while they write it.
    const QString text
        = u"-(to:\"Li \\\" Lei\" or /a\\/[b]+(c)/i) size>=1.5k last:5m kind:a,b 李"_s;
    for (qsizetype length = 0; length <= text.size(); ++length) {
        const FilterParse parsed = FilterParser::parse(text.left(length));
        if (const auto *error = std::get_if<FilterError>(&parsed)) {
            QVERIFY(error->where.begin >= 0 && error->where.length >= 0);
            QVERIFY(error->where.end() <= length);
        }
    }
}

void TestFilterParser::completes_data()
{
    QTest::addColumn<QString>("text"); // | is the cursor
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<QStringList>("candidates");
    const auto row = [](const char *text, const char *replaced, const QStringList &candidates) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(replaced) << candidates;
    };
    row("|", "", {});
    row("t|", "t", {u"to:"_s, u"taken:"_s});
    row("a la|", "la", {u"latency:"_s, u"last:"_s});
    row("la|tency", "la", {u"latency:"_s, u"last:"_s});
    row("kind:o|", "o", {u"offline "_s, u"opened "_s});
    row("kind:pong,o|", "o", {u"offline "_s, u"opened "_s});
    row("to:|", "", {u"Alice "_s, u"\"Li Lei\" "_s, u"李雷 "_s});
    row("x to:a|", "a", {u"Alice "_s});
    row("from:李|", "李", {u"李雷 "_s});
    row("size>|", "", {});
    row("\"to|\"", "", {});
}

void TestFilterParser::completes()
{
    QFETCH(QString, text);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(cursor, 1);
    const FilterCompletion completion
        = completeFilter(text, cursor, {u"Alice"_s, u"Li Lei"_s, u"李雷"_s});
    QTEST(completion.candidates, "candidates");
    QTEST(text.mid(completion.replaced.begin, completion.replaced.length), "replaced");
}

void TestFilterParser::togglesKinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("toggled");
    QTest::newRow("none") << u""_s << u"kind:offline"_s;
    QTest::newRow("before others") << u"to:Bob"_s << u"kind:offline to:Bob"_s;
    QTest::newRow("added") << u"kind:pong x"_s << u"kind:pong,offline x"_s;
    QTest::newRow("taken out") << u"kind:pong,Offline x"_s << u"kind:pong x"_s;
    QTest::newRow("the last one") << u"kind:offline x"_s << u"x"_s;
    QTest::newRow("only one") << u"kind:offline"_s << u""_s;
    QTest::newRow("not the negated") << u"-kind:offline"_s << u"kind:offline -kind:offline"_s;
}

void TestFilterParser::togglesKinds()
{
    QFETCH(QString, text);
    QTEST(withKindToggled(text, u"offline"_s), "toggled");
}

QTEST_GUILESS_MAIN(TestFilterParser)
#include "tst_filter_parser.moc"
