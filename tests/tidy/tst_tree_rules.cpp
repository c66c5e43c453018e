#include "tests/tidy/tree_rules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

class TestTreeRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allowsIncludesThatMeetAgain();
    void findsCycleOfTwo();
    void findsCycleBehindOtherFiles();
    void findsCycleThroughASource();
    void findsHeaderThatNobodyIncludes();
    void findsSourceThatIsNotBuilt();
    void findsTypesOfOneName();
};

namespace {

SourceFile including(const QString &path, const QStringList &others)
{
    QString text;
    for (const QString &other : others)
        text += u"#include \"%1\"\n"_s.arg(other);
    return {path, text};
}

} // namespace

void TestTreeRules::allowsIncludesThatMeetAgain()
{
    QVERIFY(findIncludeCycles({including(u"a.h"_s, {u"b.h"_s, u"c.h"_s}),
                               including(u"b.h"_s, {u"d.h"_s}), including(u"c.h"_s, {u"d.h"_s}),
                               including(u"d.h"_s, {})})
                .isEmpty());
}

void TestTreeRules::findsCycleOfTwo()
{
    const Findings found
        = findIncludeCycles({including(u"a.h"_s, {u"b.h"_s}), including(u"b.h"_s, {u"a.h"_s})});
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().what.contains(u"a → b → a"_s));
}

void TestTreeRules::findsCycleBehindOtherFiles()
{
    QCOMPARE(findIncludeCycles({including(u"a.h"_s, {u"b.h"_s}), including(u"b.h"_s, {u"c.h"_s}),
                                including(u"c.h"_s, {u"d.h"_s}), including(u"d.h"_s, {u"b.h"_s})})
                 .size(),
             1);
}

void TestTreeRules::findsCycleThroughASource()
{
    QCOMPARE(
        findIncludeCycles({including(u"a.h"_s, {}), including(u"a.cpp"_s, {u"a.h"_s, u"b.h"_s}),
                           including(u"b.h"_s, {u"a.h"_s})})
            .size(),
        1);
}

void TestTreeRules::findsHeaderThatNobodyIncludes()
{
    const SourceFile header{u"app/a.h"_s, {}};
    const SourceFile list{u"app/CMakeLists.txt"_s, u"a.cpp main.cpp"_s};
    const SourceFile own = including(u"app/a.cpp"_s, {u"app/a.h"_s});
    QCOMPARE(findDeadFiles({header, own, list}).size(), 1);
    QVERIFY(
        findDeadFiles({header, own, list, including(u"app/main.cpp"_s, {u"app/a.h"_s})}).isEmpty());
}

void TestTreeRules::findsSourceThatIsNotBuilt()
{
    const SourceFile list{u"tests/app/CMakeLists.txt"_s, u"pushpoint_test(tst_a)"_s};
    QVERIFY(findDeadFiles({list, {u"tests/app/tst_a.cpp"_s, {}}}).isEmpty());
    const SourceFile part{u"tests/app/part.cmake"_s, u"fake.cpp"_s};
    QVERIFY(findDeadFiles({list, part, {u"tests/app/fake.cpp"_s, {}}}).isEmpty());
    QCOMPARE(findDeadFiles({list, {u"tests/app/tst_b.cpp"_s, {}}}).size(), 1);
}

void TestTreeRules::findsTypesOfOneName()
{
    const SourceFile a{u"ui/a.h"_s, u"namespace x {\nclass Box : public QBox\n{\n"_s};
    const auto twins = [&a](const QString &path, const QString &text) {
        return findTwins({a, {path, text}}).size();
    };
    QCOMPARE(twins(u"client/b.h"_s, u"namespace x {\nstruct Box\n{\n"_s), 1);
    QCOMPARE(twins(u"client/b.h"_s, u"namespace x {\nenum class Box {\n"_s), 1);
    QCOMPARE(twins(u"client/b.h"_s, u"namespace x {\nclass Box final : public Other\n{\n"_s), 1);
    QCOMPARE(twins(u"client/b.h"_s, u"namespace y {\nstruct Box\n{\n"_s), 0);
    QCOMPARE(twins(u"client/b.h"_s, u"namespace x {\nclass Box;\n"_s), 0);
    QCOMPARE(twins(u"client/b.h"_s, u"namespace y {\n}\nnamespace x {\nclass Box\n{\n"_s), 1);
    QCOMPARE(twins(u"client/b.h"_s, u"namespace x {\n}\nnamespace y {\nclass Box\n{\n"_s), 0);
    QCOMPARE(twins(u"client/b.h"_s, u"namespace x {\nclass A\n{\n    class Box\n    {\n"_s), 0);
    QCOMPARE(twins(u"client/b.h"_s, u"namespace x {\n// class Box {\n"_s), 0);
    QCOMPARE(twins(u"tests/b.h"_s, u"namespace x {\nstruct Box\n{\n"_s), 0);
}

QTEST_APPLESS_MAIN(TestTreeRules)
#include "tst_tree_rules.moc"
