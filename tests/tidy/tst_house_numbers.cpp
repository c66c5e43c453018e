#include "tests/tidy/house_numbers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

class TestHouseNumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsRoomsComponentsAndCircles();
    void countsNoTests();
};

void TestHouseNumbers::countsRoomsComponentsAndCircles()
{
    const QStringList lines = houseNumbers({
        {u"hall/a.h"_s, {}},
        {u"hall/a.cpp"_s, u"#include \"hall/a.h\"\n#include \"roof/c.h\"\nvoid f()\n{\n}\n"_s},
        {u"hall/b.h"_s, {}},
        {u"roof/c.h"_s, u"#include \"hall/b.h\"\n"_s},
        {u"cellar/d.h"_s, {}},
    });
    QCOMPARE(lines,
             QStringList({
                 u"cellar                   1 components, includes  0 rooms"_s,
                 u"hall                     2 components, includes  1 rooms"_s,
                 u"roof                     1 components, includes  1 rooms"_s,
                 u"rooms       3, of them in circles 2; arrows 2"_s,
                 u"components  4, of them in circles 0; arrows 2"_s,
                 u"files       6 lines in 5; 90 % up to 1, the longest 5"_s,
                 u"functions   1; 90 % up to 2, the longest 2"_s,
             }));
}

void TestHouseNumbers::countsNoTests()
{
    const QStringList lines = houseNumbers({{u"tests/hall/a.h"_s, u"#include \"hall/b.h\"\n"_s}});
    QCOMPARE(lines.first(), u"rooms       0, of them in circles 0; arrows 0"_s);
}

QTEST_APPLESS_MAIN(TestHouseNumbers)
#include "tst_house_numbers.moc"
