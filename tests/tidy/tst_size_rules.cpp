#include "tests/tidy/size_rules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

class TestSizeRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsALastLineWithoutEnd();
    void allowsFileAtTheLimitOnly();
    void leavesOtherFilesTheirLength();
    void allowsFunctionAtTheLimitOnly();
    void allowsOneLongFileInTen();
};

namespace {

SourceFile fileOfLines(const QString &path, int lines)
{
    return {path, u"x\n"_s.repeated(lines)};
}

SourceFile functionOfLines(int lines)
{
    return {u"a.cpp"_s, u"void f()\n{\n"_s + u"g();\n"_s.repeated(lines - 2) + u"}\n"_s};
}

} // namespace

void TestSizeRules::countsALastLineWithoutEnd()
{
    QCOMPARE(lineCount({}), 0);
    QCOMPARE(lineCount(u"a\n"_s), 1);
    QCOMPARE(lineCount(u"a\nb"_s), 2);
}

void TestSizeRules::allowsFileAtTheLimitOnly()
{
    QVERIFY(findLongFile(fileOfLines(u"a.cpp"_s, fileLinesMax)).isEmpty());
    QCOMPARE(findLongFile(fileOfLines(u"a.cpp"_s, fileLinesMax + 1)).size(), 1);
    QCOMPARE(findLongFile(fileOfLines(u"a.js"_s, fileLinesMax + 1)).size(), 1);
}

void TestSizeRules::leavesOtherFilesTheirLength()
{
    QVERIFY(findLongFile(fileOfLines(u"LICENSE"_s, 10 * fileLinesMax)).isEmpty());
}

void TestSizeRules::allowsFunctionAtTheLimitOnly()
{
    QVERIFY(findLongFunctions(functionOfLines(functionLinesMax)).isEmpty());
    const Findings found = findLongFunctions(functionOfLines(functionLinesMax + 1));
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().line, 2);
}

void TestSizeRules::allowsOneLongFileInTen()
{
    QList<SourceFile> files(9, fileOfLines(u"a.h"_s, usualFileLinesMax - 1));
    files.append(fileOfLines(u"long.h"_s, usualFileLinesMax));
    QVERIFY(findTooManyLongFiles(files).isEmpty());
    files.removeFirst();
    QCOMPARE(findTooManyLongFiles(files).size(), 1);
}

QTEST_APPLESS_MAIN(TestSizeRules)
#include "tst_size_rules.moc"
