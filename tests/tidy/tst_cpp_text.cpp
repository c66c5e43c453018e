#include "tests/tidy/cpp_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

class TestCppText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blanksCommentsAndLiterals_data();
    void blanksCommentsAndLiterals();
    void findsIncludesOfBothForms();
    void seesNoIncludeInCommentOrLiteral();
    void measuresFunctions_data();
    void measuresFunctions();
};

void TestCppText::blanksCommentsAndLiterals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("line comment") << u"a; // b\nc"_s << u"a;     \nc"_s;
    QTest::newRow("block comment") << u"a/*\n*/b"_s << u"a  \n  b"_s;
    QTest::newRow("string") << u"f(\"{\\\"}\");"_s << u"f(      );"_s;
    QTest::newRow("character") << u"c == '{'"_s << u"c ==    "_s;
    QTest::newRow("wide character") << u"c == u'\"';"_s << u"c == u   ;"_s;
    QTest::newRow("digits in groups") << u"10'000; // '"_s << u"10'000;     "_s;
    QTest::newRow("raw string") << u"R\"x({ )\" )x\";"_s << u"            ;"_s;
    QTest::newRow("comment in a string") << u"\"//\" + b"_s << u"     + b"_s;
}

void TestCppText::blanksCommentsAndLiterals()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QCOMPARE(blanked(text), code);
}

void TestCppText::findsIncludesOfBothForms()
{
    const auto includes = includeLines(u"\n#include \"a/b.h\"\n#  include <QObject>\n"_s);
    QCOMPARE(includes.size(), 2);
    QCOMPARE(includes[0].path, u"a/b.h"_s);
    QCOMPARE(includes[0].line, 2);
    QVERIFY(!includes[0].angled);
    QCOMPARE(includes[1].path, u"QObject"_s);
    QVERIFY(includes[1].angled);
}

void TestCppText::seesNoIncludeInCommentOrLiteral()
{
    QVERIFY(includeLines(u"// #include \"a.h\"\n"_s).isEmpty());
    QVERIFY(includeLines(u"/*\n#include \"a.h\"\n*/"_s).isEmpty());
    QVERIFY(includeLines(u"R\"(\n#include \"a.h\"\n)\""_s).isEmpty());
}

void TestCppText::measuresFunctions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("lines");
    const auto row = [](const char *name, const QString &text, const QList<int> &lines) {
        QTest::newRow(name) << text << lines;
    };
    row("free", u"int f()\n{\n  return 1;\n}\n"_s, {3});
    row("two", u"int f() { return 1; }\nint g()\n{\n}\n"_s, {1, 2});
    row("in a class", u"class A : public B\n{\n  int f() const\n  {\n  }\n};"_s, {2});
    row("in a namespace", u"namespace a::b {\nvoid f()\n{\n}\n}"_s, {2});
    row("inner braces belong to it", u"void f()\n{\n  if (a) {\n  }\n  for (;;) {\n  }\n}"_s, {6});
    row("a lambda belongs to it", u"void f()\n{\n  g([](int a) {\n  });\n}"_s, {4});
    row("braced initializers", u"A::A() : m_a{1}, m_b{2}\n{\n  f();\n}"_s, {4});
    row("an array is none", u"const int a[] = {\n f(1),\n};\n"_s, {});
    row("a table of calls is none", u"const T t = make({\n f(1)});\n"_s, {});
    row("an enum is none", u"enum class A {\n b,\n};"_s, {});
    row("a default argument", u"void f(int a = 1)\n{\n}"_s, {2});
    row("operator", u"bool operator==(A a, A b)\n{\n}"_s, {2});
    row("template", u"template <typename T = int>\nT f(T a)\n{\n}"_s, {2});
    row("a macro's braces are not seen", u"#define A { \\\n { \nvoid f()\n{\n}"_s, {2});
    row("trailing return", u"auto f() -> int\n{\n}"_s, {2});
}

void TestCppText::measuresFunctions()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, lines);
    QList<int> found;
    for (const FunctionExtent &function : functionExtents(text))
        found.append(function.lines);
    QCOMPARE(found, lines);
}

QTEST_APPLESS_MAIN(TestCppText)
#include "tst_cpp_text.moc"
