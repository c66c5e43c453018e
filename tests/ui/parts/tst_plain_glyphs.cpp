#include "ui/parts/plain_glyphs.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize canvas{400, 30};

/// As Qt draws it letter by letter.
QFont withoutKerning()
{
    QFont font = QGuiApplication::font();
    font.setKerning(false);
    return font;
}

template <typename Draw>
QImage painted(Draw draw)
{
    QImage image(canvas, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(withoutKerning());
    draw(&painter);
    return image;
}

QImage painted(const PlainGlyphs &glyphs, QStringView text, qreal widthMax = canvas.width())
{
    return painted([&](QPainter *painter) { glyphs.draw(painter, {10, 20}, text, widthMax - 10); });
}

} // namespace

class TestPlainGlyphs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsWhatQtDraws_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("time") << u"12:34:56.789"_s;
        QTest::newRow("size") << u"1,024 KiB"_s;
        QTest::newRow("latency") << u"13.2 µs"_s;
        QTest::newRow("name") << u"Alice"_s;
        QTest::newRow("content") << u"\"ppb:1:2:xxxx…"_s;
        QTest::newRow("umlauts") << u"Jürgen"_s;
    }

    void drawsWhatQtDraws()
    {
        QFETCH(QString, text);
        const PlainGlyphs glyphs(QGuiApplication::font());
        QVERIFY(glyphs.canDraw(text));
        QCOMPARE(glyphs.widthOf(text), QFontMetricsF(withoutKerning()).horizontalAdvance(text));
        QCOMPARE(painted(glyphs, text),
                 painted([&](QPainter *painter) { painter->drawText(QPointF(10, 20), text); }));
    }

    void leavesTheRestToLayout_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Chinese") << u"对方不在线"_s;
        QTest::newRow("a mark over a letter") << u"e\u0301"_s;
        QTest::newRow("right to left") << u"שלום"_s;
        QTest::newRow("emoji") << u"😀"_s;
        QTest::newRow("a control character") << u"a\u0085b"_s;
        QTest::newRow("a tab") << u"a\tb"_s;
        QTest::newRow("a soft hyphen") << u"a\u00adb"_s;
        QTest::newRow("longer than can be seen") << QString(PlainGlyphs::lettersMax + 1, u'x');
    }

    void leavesTheRestToLayout()
    {
        QFETCH(QString, text);
        QVERIFY(!PlainGlyphs(QGuiApplication::font()).canDraw(text));
    }

    void endsInAnEllipsisWhereThereIsNoRoom()
    {
        const PlainGlyphs glyphs(QGuiApplication::font());
        const QString text(40, u'x');
        const QFontMetricsF metrics(QGuiApplication::font());
        const qreal room = metrics.horizontalAdvance(u"xxxxx…"_s) + 1;
        QCOMPARE(painted(glyphs, text, room + 10), painted(glyphs, u"xxxxx…"_s));
        const QImage blank = painted([](QPainter *) {});
        QCOMPARE(painted(glyphs, text, 12), blank);
    }

    void drawsTheLongestToo()
    {
        const PlainGlyphs glyphs(QGuiApplication::font());
        const QString text(PlainGlyphs::lettersMax, u'i');
        QVERIFY(glyphs.canDraw(text));
        const QImage image = painted(glyphs, text, 100'000);
        QVERIFY(image != painted([](QPainter *) {}));
    }
};

QTEST_MAIN(TestPlainGlyphs)
#include "tst_plain_glyphs.moc"
