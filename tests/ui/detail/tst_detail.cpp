#include "ui/detail/detail_panel.h"
#include "ui/detail/hex_model.h"
#include "ui/detail/json_model.h"
#include "ui/detail/line_diff.h"
#include "ui/detail/timing_model.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

QModelIndex child(const JsonModel &model, const QModelIndex &parent, int row)
{
    return model.index(row, 0, parent);
}

TrafficRow publish(const QByteArray &content, bool traced)
{
    TrafficRow row;
    row.event.from = "Bob";
    row.event.to = "Alice";
    row.event.connections = 2;
    row.event.preview = content.left(120);
    row.event.sizeBytes = content.size();
    if (!traced)
        return row;
    auto trace = std::make_shared<MessageTrace>();
    trace->contentJson = content;
    trace->requestHead = "POST /rest/message HTTP/1.1\r\nHost: x\r\n\r\n";
    trace->acceptedNs = 1'000;
    trace->receivedNs = 3'000;
    trace->parsedNs = 6'000;
    trace->routedNs = 7'000;
    trace->answeredNs = 21'000;
    trace->deliveries = {{.connectionId = 7, .queuedNs = 8'000, .writtenNs = 12'000},
                         {.connectionId = 9, .queuedNs = 9'000, .writtenNs = 0}};
    row.event.trace = trace;
    return row;
}

} // namespace

class TestDetail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsValuesAsTheyWereSent();
    void namesThePathOfEachValue();
    void findsTheNextOne();
    void survivesWhatIsNoJson();
    void writesBytesBesideTheirText();
    void tellsTheLinesThatDiffer_data();
    void tellsTheLinesThatDiffer();
    void doesNotSearchForEverInLargeTexts();
    void tellsWhereTheTimeWent();
    void saysWhyThereIsNoTrace();
    void cutsLongContentsVisibly();
};

void TestDetail::showsValuesAsTheyWereSent()
{
    JsonModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setJson(" {\"z\":18446744073709551615, \"a\":[1.0,-0,\"\\u4f60,]}\",{}], \"\":null} ");
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex root = model.index(0, 0);
    QCOMPARE(model.rowCount(root), 3);
    QCOMPARE(child(model, root, 0).data().toString(), u"z"_s);
    QCOMPARE(model.value(child(model, root, 0)), QByteArray("18446744073709551615"));
    const QModelIndex array = child(model, root, 1);
    QCOMPARE(model.rowCount(array), 4);
    QCOMPARE(model.value(child(model, array, 0)), QByteArray("1.0"));
    QCOMPARE(model.value(child(model, array, 1)), QByteArray("-0"));
    QCOMPARE(model.value(child(model, array, 2)), QByteArray("\"\\u4f60,]}\""));
    QCOMPARE(model.value(array), QByteArray("[1.0,-0,\"\\u4f60,]}\",{}]"));
    QCOMPARE(model.value(child(model, root, 2)), QByteArray("null"));
    model.setJson("\"just text\"");
    QCOMPARE(model.value(model.index(0, 0)), QByteArray("\"just text\""));
}

void TestDetail::namesThePathOfEachValue()
{
    JsonModel model;
    model.setJson("{\"a\":[1,{\"b c\":2,\"d\":3}]}");
    const QModelIndex root = model.index(0, 0);
    const QModelIndex inner = child(model, child(model, root, 0), 1);
    QCOMPARE(model.path(root), u"$"_s);
    QCOMPARE(model.path(inner), u"$.a[1]"_s);
    QCOMPARE(model.path(child(model, inner, 0)), u"$.a[1][\"b c\"]"_s);
    QCOMPARE(model.path(child(model, inner, 1)), u"$.a[1].d"_s);
}

void TestDetail::findsTheNextOne()
{
    JsonModel model;
    model.setJson("{\"x\":\"Alice\",\"y\":[\"alice\"],\"alice\":1}");
    QModelIndex at = model.find(u"ALICE"_s, {});
    QCOMPARE(model.path(at), u"$.x"_s);
    at = model.find(u"ALICE"_s, at);
    QCOMPARE(model.path(at), u"$.y[0]"_s);
    at = model.find(u"ALICE"_s, at);
    QCOMPARE(model.path(at), u"$.alice"_s);
    QCOMPARE(model.path(model.find(u"ALICE"_s, at)), u"$.x"_s); // and round again
    QVERIFY(!model.find(u"Bob"_s, {}).isValid());
}

void TestDetail::survivesWhatIsNoJson()
{
    const QByteArray json = "{\"a\":[1,{\"b\":\"c\\\"d\"}],\"e\":{}}";
    for (qsizetype length = 0; length <= json.size(); ++length) {
        JsonModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setJson(json.left(length));
    }
    JsonModel model;
    model.setJson("}]:,,{\"a\" \"b\"");
    model.setJson('[' + QByteArray(500'000, '1').replace("1", "1,") + "1]");
    QVERIFY(model.isCut());
    QCOMPARE(model.rowCount(model.index(0, 0)), int(JsonOutline::nodesMax) - 1);
}

void TestDetail::writesBytesBesideTheirText()
{
    HexModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBytes("0123456789abcdef\xE6\x9D\x8E\n");
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(),
             u"00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef"_s);
    QVERIFY(model.index(1).data().toString().startsWith(u"00000010  e6 9d 8e 0a"_s));
    QVERIFY(model.index(1).data().toString().endsWith(u"  ····"_s));
}

void TestDetail::tellsTheLinesThatDiffer_data()
{
    QTest::addColumn<QString>("before"); // a letter is a line
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("difference");
    QTest::newRow("same") << u"abc"_s << u"abc"_s << u" a b c"_s;
    QTest::newRow("both empty") << u""_s << u""_s << u""_s;
    QTest::newRow("added") << u"ac"_s << u"abc"_s << u" a+b c"_s;
    QTest::newRow("removed") << u"abc"_s << u"ac"_s << u" a-b c"_s;
    QTest::newRow("changed") << u"abc"_s << u"axc"_s << u" a-b+x c"_s;
    QTest::newRow("moved") << u"abcd"_s << u"bcda"_s << u"-a b c d+a"_s;
    QTest::newRow("twice") << u"aa"_s << u"aaa"_s << u" a a+a"_s;
    QTest::newRow("all other") << u"ab"_s << u"cd"_s << u"-a-b+c+d"_s;
}

void TestDetail::tellsTheLinesThatDiffer()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    const auto lines = diffLines(before.split(QString(), Qt::SkipEmptyParts),
                                 after.split(QString(), Qt::SkipEmptyParts));
    QString written;
    for (const DiffLine &line : lines)
        written += u" -+"_s[int(line.kind)] + line.text;
    QTEST(written, "difference");
}

void TestDetail::doesNotSearchForEverInLargeTexts()
{
    QStringList before;
    QStringList after;
    for (int i = 0; i < 50'000; ++i) {
        before += QString::number(i);
        after += QString::number(-i - 1);
    }
    QCOMPARE(diffLines(before, after).size(), size_t(100'000)); // 10 GB, were it tried
}

void TestDetail::tellsWhereTheTimeWent()
{
    TimingModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTrace(publish("1", true).event.trace);
    QCOMPARE(model.rowCount(), 8); // three steps, two for each of two receivers, the answer
    const auto cell
        = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(0, TimingModel::Took), QLocale().toString(2.0, 'f', 1) + u" µs"_s);
    QCOMPARE(cell(4, TimingModel::Took), QLocale().toString(4.0, 'f', 1) + u" µs"_s);
    QVERIFY(cell(3, TimingModel::Step).contains(u'7'));
    QCOMPARE(cell(6, TimingModel::Took), u"not yet"_s);
    QCOMPARE(model.index(1, TimingModel::Bar).data(TimingModel::BarBeginRole).toDouble(), 0.1);
    QCOMPARE(model.index(7, TimingModel::Bar).data(TimingModel::BarEndRole).toDouble(), 1.0);
    model.setTrace(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestDetail::saysWhyThereIsNoTrace()
{
    DetailPanel panel;
    auto *notice = panel.findChild<QLabel *>(u"detailNotice"_s);
    panel.show();
    QVERIFY(notice->isVisible()); // what to do first
    panel.showRow(publish("{\"a\":1}", true), "{\"a\":2}");
    QVERIFY(!notice->isVisible());
    TrafficRow row = publish("{\"a\":1}", false);
    panel.showRow(row, {});
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(u"made no trace"_s));
    row.traceLeft = true;
    panel.showRow(row, {});
    QVERIFY(notice->text().contains(u"--traffic-bytes"_s));
    TrafficRow gap;
    gap.lost = 12;
    panel.showRow(gap, {});
    QVERIFY(notice->text().contains(u"12"_s));
}

void TestDetail::cutsLongContentsVisibly()
{
    DetailPanel panel;
    panel.show();
    panel.findChild<QTabWidget *>(u"detailTabs"_s)->setCurrentIndex(1);
    panel.showRow(publish('"' + QByteArray(200'000, 'x') + '"', true), {});
    auto *raw = panel.findChild<QPlainTextEdit *>(u"detailRaw"_s);
    auto *all = panel.findChild<QPushButton *>(u"detailAll"_s);
    QVERIFY(all->isVisible());
    QVERIFY(all->text().contains(u"195"_s)); // KiB
    QCOMPARE(raw->toPlainText().size(), 64 * 1024);
    all->click();
    QCOMPARE(raw->toPlainText().size(), 200'002);
    QVERIFY(!all->isVisible());
}

QTEST_MAIN(TestDetail)
#include "tst_detail.moc"
