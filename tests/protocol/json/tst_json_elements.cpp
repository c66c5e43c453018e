#include "tests/json_elements.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pushpoint;

namespace {

QByteArray randomBlanks(QRandomGenerator &chance)
{
    QByteArray blanks;
    while (chance.bounded(3) == 0)
        blanks.append(" \t\r\n"[chance.bounded(4)]);
    return blanks;
}

QByteArray randomString(QRandomGenerator &chance)
{
    static const QByteArrayList pieces{"a", "[", "]",  "{",    "}",    ",",
                                       ":", " ", "李", "\\\\", "\\\"", "\\u005d"};
    QByteArray text("\"");
    while (chance.bounded(4) != 0)
        text += pieces[chance.bounded(pieces.size())];
    return text + '"';
}

QByteArray randomJson(QRandomGenerator &chance, int depth = 0)
{
    const int kind = int(chance.bounded(depth > 3 ? 4 : 6));
    if (kind < 2)
        return randomString(chance);
    if (kind < 4)
        return QByteArrayList{"1", "-1.5e3", "null", "true"}[chance.bounded(4)];
    QByteArrayList parts;
    while (chance.bounded(3) != 0) {
        const QByteArray key = kind == 4 ? QByteArray() : randomString(chance) + ':';
        parts.append(randomBlanks(chance) + key + randomJson(chance, depth + 1)
                     + randomBlanks(chance));
    }
    const QByteArray inside = parts.join(',');
    return kind == 4 ? '[' + inside + ']' : '{' + inside + '}';
}

} // namespace

class TestJsonElements : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsArrays_data();
    void cutsArrays();
    void findsAgainWhatWasJoined();
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

void TestJsonElements::findsAgainWhatWasJoined()
{
    QRandomGenerator chance(1);
    for (int round = 0; round < 2'000; ++round) {
        QByteArrayList expected;
        QByteArrayList padded;
        while (chance.bounded(6) != 0) {
            expected.append(randomJson(chance));
            padded.append(randomBlanks(chance) + expected.constLast() + randomBlanks(chance));
        }
        const QByteArray array = randomBlanks(chance) + '[' + randomBlanks(chance)
            + padded.join(',') + ']' + randomBlanks(chance);
        const auto cut = jsonElements(array);
        QVERIFY2(cut, array);
        QByteArrayList found;
        for (const QByteArrayView element : *cut)
            found.append(element.toByteArray());
        QCOMPARE(found, expected);
    }
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
