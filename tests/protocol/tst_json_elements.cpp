#include "server/protocol/json_members.h"

#include <QTest>

using namespace pushpoint;

class TestJsonElements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsArrays_data();
    void cutsArrays();
    void refusesWhatIsNoArray_data();
    void refusesWhatIsNoArray();
    void survivesEveryCut();
    void seesWhereAValueIsMissing();
};

void TestJsonElements::cutsArrays_data()
{
    QTest::addColumn<QByteArray>("array");
    QTest::addColumn<QList<QByteArray>>("elements");
    QTest::newRow("empty") << QByteArray("[]") << QList<QByteArray>{};
    QTest::newRow("blanks") << QByteArray(" [ \n] ") << QList<QByteArray>{};
    QTest::newRow("one") << QByteArray("[{\"a\":1}]") << QList<QByteArray>{"{\"a\":1}"};
    QTest::newRow("all kinds") << QByteArray("[ 1 ,\"]\" , null,[2,[3]] ,{\"x\":\"}\"}]")
                               << QList<QByteArray>{"1", "\"]\"", "null", "[2,[3]]",
                                                    "{\"x\":\"}\"}"};
    QTest::newRow("a bad element")
        << QByteArray("[{\"a\":},2]") << QList<QByteArray>{"{\"a\":}", "2"};
}

void TestJsonElements::cutsArrays()
{
    QFETCH(QByteArray, array);
    QFETCH(QList<QByteArray>, elements);
    const auto cut = jsonElements(array);
    QVERIFY(cut);
    QList<QByteArray> found;
    for (const QByteArrayView element : *cut)
        found.append(element.toByteArray());
    QCOMPARE(found, elements);
}

void TestJsonElements::refusesWhatIsNoArray_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", " ", "{}", "1", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]",
                             "[1] 2", "[}", "[\"a", "[{\"a\":1]", "]", "[1,,2]"})
        QTest::newRow(text) << QByteArray(text);
}

void TestJsonElements::refusesWhatIsNoArray()
{
    QFETCH(QByteArray, text);
    QVERIFY(!jsonElements(text));
}

void TestJsonElements::survivesEveryCut()
{
    const QByteArray whole("[{\"to\":\"a\\\"\",\"content\":[1,{}]}, \"x\\\\\", -1.5e3]");
    QVERIFY(jsonElements(whole));
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!jsonElements(whole.first(size)));
}

void TestJsonElements::seesWhereAValueIsMissing()
{
    for (const char *text : {"[,1]", "[1,]", "{\"a\":}", "{\"a\":,}", "[1,,2]", "[", "[x]"})
        QVERIFY2(jsonLacksValue(text), text);
    for (const char *text : {"[]", "[ ]", "{}", "[1e400]", "{\"a\":\",]\",\"b\":[-1]}", "\"[,\""})
        QVERIFY2(!jsonLacksValue(text), text);
}

QTEST_GUILESS_MAIN(TestJsonElements)
#include "tst_json_elements.moc"
