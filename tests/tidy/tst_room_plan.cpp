#include "tests/tidy/room_plan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

class TestRoomPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasWallsWhereThereAreNoArrows_data();
    void hasWallsWhereThereAreNoArrows();
    void knowsNoOtherRooms();
    void standsBottomUp();
    void tellsOfWhatIsNotUsed();

private:
    const RoomPlan m_plan{u"# a comment\n\ncellar:\ncellar/wine:\nhall: cellar\n"
                          "roof: | hall\n"_s};
};

void TestRoomPlan::hasWallsWhereThereAreNoArrows_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("include");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const QString &path, const QString &include, bool allowed) {
        QTest::addRow("%s includes %s", qPrintable(path), qPrintable(include))
            << path << include << allowed;
    };
    row(u"hall/a.h"_s, u"cellar/b.h"_s, true);
    row(u"hall/a.cpp"_s, u"hall/a.h"_s, true);
    row(u"hall/a.h"_s, u"cellar/wine/b.h"_s, false);
    row(u"cellar/a.h"_s, u"hall/b.h"_s, false);
    row(u"cellar/wine/a.h"_s, u"cellar/b.h"_s, false);
    row(u"roof/a.cpp"_s, u"hall/b.h"_s, true);
    row(u"roof/a.h"_s, u"hall/b.h"_s, false);     // its sources only
    row(u"roof/a.cpp"_s, u"cellar/b.h"_s, false); // not through the hall either
    row(u"roof/a.h"_s, u"tests/b.h"_s, false);
    row(u"tests/hall/a.h"_s, u"cellar/wine/b.h"_s, true);
}

void TestRoomPlan::hasWallsWhereThereAreNoArrows()
{
    QFETCH(QString, path);
    QFETCH(QString, include);
    QFETCH(bool, allowed);
    const Findings found = m_plan.findForbiddenRooms({path, u"\n#include \"%1\"\n"_s.arg(include)});
    QCOMPARE(found.isEmpty(), allowed);
    if (!allowed)
        QCOMPARE(found.first().line, 2);
}

void TestRoomPlan::knowsNoOtherRooms()
{
    QCOMPARE(m_plan.findForbiddenRooms({u"shed/a.h"_s, {}}).size(), 1);
    QCOMPARE(m_plan.findForbiddenRooms({u"hall/shed/a.h"_s, {}}).size(), 1);
    QVERIFY(m_plan.findForbiddenRooms({u"shed/a.js"_s, {}}).isEmpty());
}

void TestRoomPlan::standsBottomUp()
{
    QVERIFY(m_plan.findings().isEmpty());
    QCOMPARE(RoomPlan(u"hall: cellar\ncellar:\n"_s).findings().size(), 1);
    QCOMPARE(RoomPlan(u"hall: hall\n"_s).findings().size(), 1);
    QCOMPARE(RoomPlan(u"hall:\nhall:\n"_s).findings().size(), 1);
}

void TestRoomPlan::tellsOfWhatIsNotUsed()
{
    const SourceFile cellar{u"cellar/a.h"_s, {}};
    const SourceFile wine{u"cellar/wine/a.h"_s, {}};
    const SourceFile hall{u"hall/a.h"_s, u"#include \"cellar/a.h\"\n"_s};
    const SourceFile roof{u"roof/a.cpp"_s, u"#include \"hall/a.h\"\n"_s};
    QVERIFY(m_plan.findUnused({cellar, wine, hall, roof}).isEmpty());
    QCOMPARE(m_plan.findUnused({cellar, hall, roof}).size(), 1);
    QCOMPARE(m_plan.findUnused({cellar, wine, hall, {u"roof/a.h"_s, {}}}).size(), 1);
    QCOMPARE(m_plan.findUnused({cellar, wine, {u"hall/a.cpp"_s, hall.text}, roof}).size(), 1);
    QCOMPARE(m_plan.findUnused({cellar, wine, {u"tests/hall/a.h"_s, hall.text}, roof}).size(), 1);
}

QTEST_APPLESS_MAIN(TestRoomPlan)
#include "tst_room_plan.moc"
