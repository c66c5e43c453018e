#include "ui/charts/charts_panel.h"
#include "ui/charts/figure_chart.h"
#include "ui/words/display_text.h"
#include "ui/words/refusal_text.h"

#include <QAbstractButton>
#include <QCategoryAxis>
#include <QChart>
#include <QLabel>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;

class TestChartsPanel : public QObject
{
    Q_OBJECT

private:
    static constexpr qint64 beginMs = 1'700'000'040'000;

    /// A minute of traffic, ever more of it.
    static void feed(ChartsPanel &panel)
    {
        TrafficTotals totals;
        for (int second = 0; second <= 60; ++second) {
            panel.sample(beginMs + second * 1000, totals);
            totals.publishes += quint64(100 * second);
            totals.publishDurations.buckets[4] += 50;
            totals.connectionsOpen = 100;
        }
        totals.refusedBy[size_t(ErrorCode::BadJson)] = 7;
        panel.sample(beginMs + 61'000, totals);
    }

private Q_SLOTS:
    void aClickTellsTheStepUnderTheMouse()
    {
        ChartsPanel panel;
        panel.resize(1000, 500);
        panel.show();
        feed(panel);
        auto *chart = panel.findChild<FigureChart *>();
        QSignalSpy chosen(&panel, &ChartsPanel::timeChosen);
        const QPointF middle
            = chart->chart()->mapToPosition({double(beginMs + 30'000), 0}) - QPointF(0, 5);
        QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, middle.toPoint());
        QCOMPARE(chosen.size(), 1);
        const qint64 fromMs = chosen[0][0].toLongLong();
        QVERIFY(qAbs(fromMs - (beginMs + 30'000)) <= 1000);
        QCOMPARE(chosen[0][1].toLongLong(), fromMs + 1000);
    }

    void theKeyboardDoesTheSame()
    {
        ChartsPanel panel;
        panel.resize(1000, 500);
        panel.show();
        feed(panel);
        auto *chart = panel.findChild<FigureChart *>();
        QSignalSpy chosen(&panel, &ChartsPanel::timeChosen);
        QTest::keyClick(chart, Qt::Key_Left);
        QTest::keyClick(chart, Qt::Key_Left);
        QTest::keyClick(chart, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), beginMs + 59'000);
    }

    void showsRefusalsByCause()
    {
        ChartsPanel panel;
        panel.show();
        feed(panel);
        auto *table = panel.findChild<QTableWidget *>(QStringLiteral("refusals"));
        QCOMPARE(table->rowCount(), 1);
        QCOMPARE(table->item(0, 0)->text(), QStringLiteral("not the JSON expected"));
        QCOMPARE(table->item(0, 0)->toolTip(), QStringLiteral("bad_json"));
        QCOMPARE(table->item(0, 1)->text(), QStringLiteral("7"));
    }

    void hasWordsForEveryRefusal()
    {
        for (int code = 0; code <= int(ErrorCode::HttpVersionNotSupported); ++code) {
            const QByteArray word = Error{ErrorCode(code), {}}.word();
            QVERIFY2(RefusalText::phrase(word) != QString::fromLatin1(word), word.constData());
        }
    }

    void drawsNothingWhileHiddenAndAllWhenShown()
    {
        ChartsPanel panel;
        feed(panel);
        auto *table = panel.findChild<QTableWidget *>(QStringLiteral("refusals"));
        QCOMPARE(table->rowCount(), 0);
        panel.show();
        QCOMPARE(table->rowCount(), 1);
    }

    void looksBackAsFarAsAsked()
    {
        ChartsPanel panel;
        panel.show();
        feed(panel);
        panel.setSpan(Span::Day);
        auto *chart = panel.findChild<FigureChart *>();
        QSignalSpy chosen(&panel, &ChartsPanel::timeChosen);
        QTest::keyClick(chart, Qt::Key_Left);
        QTest::keyClick(chart, Qt::Key_Return);
        QCOMPARE(chosen[0][1].toLongLong() - chosen[0][0].toLongLong(), 60'000);
    }

    void saysWhatToDoWhileThereIsNothingToDraw()
    {
        ChartsPanel panel;
        panel.setEmptyText(QStringLiteral("Open the page"));
        panel.show();
        panel.sample(beginMs, {});
        panel.sample(beginMs + 2'000, {});
        auto *text = panel.findChild<QLabel *>(QStringLiteral("chartsEmpty"));
        auto *chart = panel.findChild<FigureChart *>();
        QVERIFY(text->isVisible());
        QVERIFY(!chart->isVisible());
        QCOMPARE(text->text(), QStringLiteral("Open the page"));
        feed(panel);
        QVERIFY(!text->isVisible());
        QVERIFY(panel.findChild<FigureChart *>()->isVisible());
    }

    void bytesAreSteppedInTheUnitTheyAreWrittenIn_data()
    {
        QTest::addColumn<double>("highest");
        QTest::addColumn<QString>("labels");
        QTest::newRow("KiB") << 58'000.0 << "0 B, 20 KiB, 40 KiB, 60 KiB";
        QTest::newRow("a little over one KiB") << 1'100.0 << "0 B, 512 B, 1.0 KiB, 1.5 KiB";
        QTest::newRow("MiB") << 2.5 * 1024 * 1024 << "0 B, 1.0 MiB, 2.0 MiB, 3.0 MiB";
        QTest::newRow("bytes") << 80.0 << "0 B, 30 B, 60 B, 90 B";
    }
    void bytesAreSteppedInTheUnitTheyAreWrittenIn()
    {
        QFETCH(double, highest);
        QFETCH(QString, labels);
        const auto bytes = [](double value) { return bytesText(quint64(value)); };
        FigureChart chart(QStringLiteral("Bytes"), {{Figure::BytesIn, QStringLiteral("in"), bytes}},
                          {bytes, 1024});
        HistoryPoint point;
        point.wallClockMs = beginMs;
        point.values[size_t(Figure::BytesIn)] = highest;
        chart.show({point}, Span::Minute, beginMs + 1'000);
        auto *axis = qobject_cast<QCategoryAxis *>(chart.chart()->axes(Qt::Vertical).value(0));
        QVERIFY(axis != nullptr);
        QCOMPARE(axis->categoriesLabels().join(QStringLiteral(", ")), labels);
    }

    void grabsForTheEye() // where a folder for pictures is named
    {
        const QString folder = qEnvironmentVariable("PUSHPOINT_PICTURES");
        if (folder.isEmpty())
            QSKIP("PUSHPOINT_PICTURES names no folder");
        ChartsPanel panel;
        panel.resize(1200, 560);
        panel.show();
        feed(panel);
        QCoreApplication::processEvents(); // the charts lay themselves out
        QVERIFY(panel.grab().save(folder + QStringLiteral("/charts.png")));
    }
};

QTEST_MAIN(TestChartsPanel)
#include "tst_charts_panel.moc"
