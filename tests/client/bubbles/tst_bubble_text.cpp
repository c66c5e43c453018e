#include "client/bubbles/bubble_text.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

/// {"key0":0,…} in one line.
QString objectOf(int members)
{
    QStringList all;
    for (int i = 0; i < members; ++i)
        all.append(u"\"key%1\":%1"_s.arg(i));
    return u'{' + all.join(u',') + u'}';
}

} // namespace

class TestBubbleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shortTextsAreShownAsTheyAre()
    {
        for (const QString &text : {u""_s, u"hello\nworld"_s, u"{\"temperature\":21}"_s, u"[]"_s}) {
            const BubbleText shown = bubbleText(text, false);
            QCOMPARE(shown.shown, text);
            QVERIFY(!shown.canUnfold && !shown.canFold && !shown.isJson);
            QCOMPARE(foldLabel(shown), QString());
        }
    }

    void longJsonIsLaidOutAndFolded()
    {
        const BubbleText folded = bubbleText(objectOf(50), false);
        QVERIFY(folded.isJson);
        QVERIFY2(folded.shown.startsWith(u"{\n  \"key0\": 0,\n  \"key1\": 1,\n"_s),
                 qPrintable(folded.shown));
        QCOMPARE(folded.shown.count(u'\n'), 7); // eight lines
        QCOMPARE(folded.hiddenLines, 52 - 8);
        QCOMPARE(foldLabel(folded), u"Show 44 more lines"_s);

        const BubbleText whole = bubbleText(objectOf(50), true);
        QVERIFY(whole.shown.endsWith(u"  \"key49\": 49\n}"_s));
        QCOMPARE(whole.shown.count(u'\n'), 51);
        QCOMPARE(foldLabel(whole), u"Show less"_s);
    }

    void numbersAndTheOrderOfKeysStay()
    {
        const QString text
            = u"{\"z\":18446744073709551615,\"a\":1.50,\"m\":\"a\\u00e9, {b}\",\"空\":[-0,1e400]}"_s;
        const QString shown = bubbleText(text, true).shown;
        const QString bare = QString(shown).remove(u'\n').remove(u"  "_s).replace(u": "_s, u":"_s);
        QCOMPARE(bare, text);
    }

    void whatIsNoJsonIsNotTouched_data()
    {
        QTest::addColumn<QString>("text");
        const QString tail = QString(80, u'x');
        QTest::newRow("no JSON") << u"{hello, "_s + tail + u'}';
        QTest::newRow("log") << u"[info] "_s + tail + u']';
        QTest::newRow("cut off") << objectOf(20).chopped(1);
        QTest::newRow("text around") << u"see "_s + objectOf(20);
        QTest::newRow("string") << u'"' + tail + u'"';
        QTest::newRow("too deep") << QString(65, u'[') + QString(65, u']');
    }
    void whatIsNoJsonIsNotTouched()
    {
        QFETCH(QString, text);
        const BubbleText shown = bubbleText(text, false);
        QVERIFY(!shown.isJson);
        QCOMPARE(shown.shown, text);
    }

    void longTextsAreFoldedAtALine()
    {
        const QString text = u"line\n"_s.repeated(100) + u"end"_s;
        const BubbleText folded = bubbleText(text, false);
        QVERIFY(folded.canUnfold && !folded.isJson);
        QCOMPARE(folded.shown, u"line\n"_s.repeated(23) + u"line…"_s);
        QCOMPARE(folded.hiddenLines, 77);
        QCOMPARE(bubbleText(text, true).shown, text);
    }

    void nothingIsFoldedForTheSakeOfALineOrTwo()
    {
        const QString text = u"line\n"_s.repeated(25) + u"end"_s;
        QCOMPARE(bubbleText(text, false).shown, text);
        QVERIFY(!bubbleText(text, true).canFold);
    }

    void oneLongLineIsFoldedBetweenCharacters()
    {
        const QString text = QString(2'999, u'x') + u"😀"_s + QString(3'000, u'y');
        const BubbleText folded = bubbleText(text, false);
        QCOMPARE(folded.shown, QString(2'999, u'x') + u'…');
        QCOMPARE(foldLabel(folded), u"Show 3,002 more characters"_s);
    }

    void evenUnfoldedThereIsABound()
    {
        const QString text = u"line\n"_s.repeated(5'000);
        const QString shown = bubbleText(text, true).shown;
        QVERIFY(shown.size() < 6'000);
        QVERIFY2(shown.endsWith(u"(20,001 more characters; copying takes them all)"_s),
                 qPrintable(shown.right(60)));
    }
};

QTEST_GUILESS_MAIN(TestBubbleText)
#include "tst_bubble_text.moc"
