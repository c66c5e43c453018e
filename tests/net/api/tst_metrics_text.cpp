#include "server/net/api/metrics_text.h"

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

namespace {

QStringList linesOf(const TrafficTotals &totals)
{
    return QString::fromUtf8(metricsText(totals, readProcessFacts()))
        .split(u'\n', Qt::SkipEmptyParts);
}

/// The samples' values by their name and labels, as they stand.
QHash<QString, QString> samplesOf(const TrafficTotals &totals)
{
    QHash<QString, QString> samples;
    for (const QString &line : linesOf(totals)) {
        if (!line.startsWith(u'#'))
            samples.insert(line.section(u' ', 0, -2), line.section(u' ', -1));
    }
    return samples;
}

QSet<QString> familiesOf(const TrafficTotals &totals)
{
    QSet<QString> names;
    for (const QString &line : linesOf(totals)) {
        if (line.startsWith("# TYPE "_L1))
            names.insert(line.section(u' ', 2, 2));
    }
    return names;
}

} // namespace

class TestMetricsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMetricIsDocumentedAndEveryDocumentedOneIsThere();
    void everyFamilyHasHelpAndTypeBeforeItsSamples();
    void everyLineKeepsTheFormat();
    void noSeriesComesTwice();
    void namesKeepToTheConventions();
    void bucketsAddUp();
    void refusalsHaveTheirCause();
    void closesHaveTheirCode();
    void processIsTold();
};

void TestMetricsText::everyMetricIsDocumentedAndEveryDocumentedOneIsThere()
{
    QFile file(QStringLiteral(PUSHPOINT_SOURCE_DIR "/docs/metrics.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression row(u"^\\| `([a-z_]+)` \\| (\\w+) \\|"_s,
                                        QRegularExpression::MultilineOption);
    QSet<QString> documented;
    QSet<QString> typed;
    for (auto rows = row.globalMatch(text); rows.hasNext();) {
        const auto match = rows.next();
        documented.insert(match.captured(1));
        typed.insert(u"# TYPE %1 %2"_s.arg(match.captured(1), match.captured(2)));
    }
    QCOMPARE(documented - familiesOf({}), QSet<QString>());
    QCOMPARE(familiesOf({}) - documented, QSet<QString>());
    const QStringList all = linesOf({});
    const QSet<QString> lines(all.begin(), all.end());
    QCOMPARE(typed - lines, QSet<QString>());
}

void TestMetricsText::everyFamilyHasHelpAndTypeBeforeItsSamples()
{
    QString name;
    QSet<QString> seen;
    QString before;
    for (const QString &line : linesOf({})) {
        if (line.startsWith("# HELP "_L1)) {
            name = line.section(u' ', 2, 2);
            QVERIFY2(!seen.contains(name), qPrintable(name));
            seen.insert(name);
            QVERIFY2(!line.section(u' ', 3).isEmpty(), qPrintable(line));
        } else if (line.startsWith("# TYPE "_L1)) {
            QCOMPARE(line.section(u' ', 2, 2), name);
            QVERIFY(before.startsWith("# HELP "_L1));
        } else {
            QVERIFY2(line.startsWith(name), qPrintable(line));
        }
        before = line;
    }
    QVERIFY(seen.size() > 15);
}

void TestMetricsText::everyLineKeepsTheFormat()
{
    static const QRegularExpression sample(
        u"^[a-z_]+(\\{[a-z_]+=\"[^\"\\\\]*\"(,[a-z_]+=\"[^\"\\\\]*\")*\\})? [0-9.e+-]+$"_s);
    for (const QString &line : linesOf({})) {
        if (!line.startsWith(u'#'))
            QVERIFY2(sample.match(line).hasMatch(), qPrintable(line));
    }
    QVERIFY(metricsText({}, {}).endsWith('\n'));
}

void TestMetricsText::noSeriesComesTwice()
{
    qsizetype samples = 0;
    for (const QString &line : linesOf({}))
        samples += line.startsWith(u'#') ? 0 : 1;
    QCOMPARE(samplesOf({}).size(), samples);
}

void TestMetricsText::namesKeepToTheConventions()
{
    for (const QString &line : linesOf({})) {
        if (!line.startsWith("# TYPE "_L1))
            continue;
        const QString name = line.section(u' ', 2, 2);
        const QString type = line.section(u' ', 3, 3);
        QVERIFY2(name.startsWith("pushpoint_"_L1) || name.startsWith("process_"_L1),
                 qPrintable(name));
        QCOMPARE(name.endsWith("_total"_L1), type == "counter"_L1);
        if (type == "histogram"_L1)
            QVERIFY2(name.endsWith("_seconds"_L1), qPrintable(name));
    }
}

void TestMetricsText::bucketsAddUp()
{
    TrafficCounters counters;
    counters.publishDurations.add(9'000);  // 10 µs
    counters.publishDurations.add(60'000); // 100 µs
    counters.publishDurations.add(60'000);
    counters.publishDurations.add(11'000'000'000); // beyond the last bound
    const auto samples = samplesOf(counters.totals());
    const auto bucket = [&](const char *bound) {
        return samples.value(
            u"pushpoint_publish_duration_seconds_bucket{le=\"%1\"}"_s.arg(QLatin1String(bound)));
    };
    QCOMPARE(bucket("1e-05"), u"1"_s);
    QCOMPARE(bucket("5e-05"), u"1"_s);
    QCOMPARE(bucket("0.0001"), u"3"_s);
    QCOMPARE(bucket("10"), u"3"_s);
    QCOMPARE(bucket("+Inf"), u"4"_s);
    QCOMPARE(samples.value(u"pushpoint_publish_duration_seconds_count"_s), u"4"_s);
    QCOMPARE(samples.value(u"pushpoint_publish_duration_seconds_sum"_s), u"11.000129"_s);
}

void TestMetricsText::refusalsHaveTheirCause()
{
    TrafficCounters counters;
    counters.countRefusal(ErrorCode::BodyTooLarge);
    counters.countRefusal(ErrorCode::BodyTooLarge);
    const auto samples = samplesOf(counters.totals());
    QCOMPARE(samples.value(u"pushpoint_refusals_total{cause=\"body_too_large\"}"_s), u"2"_s);
    QCOMPARE(samples.value(u"pushpoint_refusals_total{cause=\"bad_json\"}"_s), u"0"_s);
}

void TestMetricsText::closesHaveTheirCode()
{
    TrafficCounters counters;
    counters.countClose(EndedBy::Server, 4008);
    counters.countClose(EndedBy::Client, 3456);
    counters.countClose(EndedBy::Network, 1006);
    const auto samples = samplesOf(counters.totals());
    const auto closed = [&](const char *labels) {
        return samples.value(u"pushpoint_websockets_closed_total{%1}"_s.arg(QLatin1String(labels)));
    };
    QCOMPARE(closed("by=\"server\",code=\"4008\""), u"1"_s);
    QCOMPARE(closed("by=\"server\",code=\"1001\""), u"0"_s);
    QCOMPARE(closed("by=\"client\",code=\"other\""), u"1"_s);
    QCOMPARE(closed("by=\"network\",code=\"1006\""), u"1"_s);
}

void TestMetricsText::processIsTold()
{
    const ProcessFacts facts = readProcessFacts();
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    QVERIFY(facts.startTimeSeconds > now - 600 && facts.startTimeSeconds <= now);
    QVERIFY(facts.cpuSeconds > 0);
    QVERIFY(facts.residentBytes > 1'000'000);
    QCOMPARE(readProcessFacts().startTimeSeconds, facts.startTimeSeconds);
}

QTEST_GUILESS_MAIN(TestMetricsText)
#include "tst_metrics_text.moc"
