#include "tests/tidy/include_rules.h"
#include "tests/tidy/room_plan.h"
#include "tests/tidy/size_rules.h"
#include "tests/tidy/source_tree.h"
#include "tests/tidy/tree_rules.h"
#include "tests/tidy/word_rules.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

/// Runs the rules over the project's own sources. Every rule is a test function here, so that the
/// one that is broken has its name in the report.
class TestTidy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void roomsStandAsPlanned();
    void includesAreWrittenFromTheRoot() { apply(findRelativeIncludes); }
    void roomsKnowOnlyTheirPartOfQt() { apply(findForbiddenQt); }
    void includesRunInNoCircle() { report(findIncludeCycles(m_sources)); }
    void filesAreOfOneScreenfulOrSome() { apply(findLongFile); }
    void nineFilesInTenAreSmall() { report(findTooManyLongFiles(m_sources)); }
    void functionsAreShort() { apply(findLongFunctions); }
    void noFileIsDead() { report(findDeadFiles(m_files)); }
    void noTwoTypesHaveOneName() { report(findTwins(m_sources)); }
    void housesKeepTheirNamespaces() { apply(findForeignNamespace); }
    void namesSayWhatThingsAre() { apply(findEmptyNames); }
    void versionsOfQtDifferInOneHeader() { apply(findQtVersionChecks); }
    void connectsAreChecked() { apply(findStringConnects); }
    void thereAreNoSingletons() { apply(findSingletons); }
    void testsWaitForConditions() { apply(findSleepsInTests); }
    void thePageShowsTextAsText() { apply(findMarkupFromText); }
    void headersAreGuarded() { apply(findUnguardedHeader); }
    void whitespaceIsPlain();
    void thereAreNoUiFiles();

private:
    using Rule = Findings (*)(const SourceFile &);

    /// Over all C++ and web files.
    void apply(Rule rule);
    void report(const Findings &findings);

    QString m_roomPlan;
    QList<SourceFile> m_files;   ///< everything with text in it
    QList<SourceFile> m_sources; ///< C++ and web files among them
};

void TestTidy::initTestCase()
{
    const QDir root(QStringLiteral(PUSHPOINT_SOURCE_DIR));
    m_files = readSourceTree(root.path());
    for (const SourceFile &file : m_files) {
        if (file.isCpp() || file.isWeb())
            m_sources.append(file);
    }
    QFile rooms(root.filePath(u"packaging/rooms.txt"_s));
    QVERIFY(rooms.open(QIODevice::ReadOnly));
    m_roomPlan = QString::fromUtf8(rooms.readAll());
    QVERIFY(m_sources.size() > 20); // or it looks in the wrong place
}

void TestTidy::roomsStandAsPlanned()
{
    const RoomPlan plan(m_roomPlan);
    Findings findings = plan.findings() + plan.findUnused(m_sources);
    for (const SourceFile &file : m_sources)
        findings += plan.findForbiddenRooms(file);
    report(findings);
}

void TestTidy::whitespaceIsPlain()
{
    Findings findings;
    for (const SourceFile &file : m_files)
        findings += findBadWhitespace(file);
    report(findings);
}

void TestTidy::thereAreNoUiFiles()
{
    for (const SourceFile &file : m_files)
        QVERIFY2(!file.path.endsWith(".ui"_L1), qPrintable(file.path));
}

void TestTidy::apply(Rule rule)
{
    Findings findings;
    for (const SourceFile &file : m_sources)
        findings += rule(file);
    report(findings);
}

void TestTidy::report(const Findings &findings)
{
    QStringList lines;
    for (const Finding &finding : findings)
        lines.append(finding.text());
    QVERIFY2(findings.isEmpty(), qPrintable(u'\n' + lines.join(u'\n')));
}

QTEST_APPLESS_MAIN(TestTidy)
#include "tst_tidy.moc"
