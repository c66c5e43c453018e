#include "tests/ui/traffic_kit.h"
#include "ui/filter/filter_matcher.h"
#include "ui/send/message_draft.h"
#include "ui/window/rate_meter.h"
#include "ui/words/display_text.h"
#include "ui/words/traffic_text.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

/// The pure parts of the window.
class TestDisplayText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatCannotBeSeen_data();
    void showsWhatCannotBeSeen();
    void leavesNoHalfCharacter();
    void writesSizesAndTimes();
    void saysPlainlyWhyItWasRefused();
    void keepsMarkupOutOfToolTips();
    void draftsBecomeMessages();
    void badDraftsSayWhatIsWrong_data();
    void badDraftsSayWhatIsWrong();
    void ratesAreThoseOfTheLastSeconds();
    void gapsMatchEveryFilter();
};

void TestDisplayText::showsWhatCannotBeSeen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &text, const QString &shown) {
        QTest::newRow(name) << text << shown;
    };
    row("plain", QStringLiteral("李雷 & <b>"), QStringLiteral("李雷 & <b>"));
    row("a line break", QStringLiteral("a\nb"), QStringLiteral("a⏎b"));
    row("an escape", QStringLiteral("\x1b[31m"), QStringLiteral("␛[31m"));
    row("an override", QStringLiteral("a\u202Eb"), QStringLiteral("a[U+202E]b"));
    row("a line separator", QStringLiteral("a\u2028b"), QStringLiteral("a[U+2028]b"));
    row("a zero-width space", QStringLiteral("a\u200Bb"), QStringLiteral("a[U+200B]b"));
}

void TestDisplayText::showsWhatCannotBeSeen()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(visibleText(QStringView(text)), shown);
}

void TestDisplayText::leavesNoHalfCharacter()
{
    const QByteArray whole("ab李");
    QCOMPARE(withoutHalfCharacter(whole), QByteArrayView(whole));
    QCOMPARE(withoutHalfCharacter(whole.left(4)), QByteArrayView("ab"));
    QCOMPARE(withoutHalfCharacter(whole.left(3)), QByteArrayView("ab"));
    QCOMPARE(withoutHalfCharacter(QByteArray()), QByteArrayView());
}

void TestDisplayText::writesSizesAndTimes()
{
    QCOMPARE(bytesText(0), QStringLiteral("0 B"));
    QCOMPARE(bytesText(812), QStringLiteral("812 B"));
    QCOMPARE(bytesText(1229), QStringLiteral("1.2 KiB"));
    QCOMPARE(bytesText(3'565'158), QStringLiteral("3.4 MiB"));
    QCOMPARE(durationText(12'000), QStringLiteral("12 µs"));
    QCOMPARE(durationText(3'400'000), QStringLiteral("3.4 ms"));
    QCOMPARE(durationText(2'000'000'000), QStringLiteral("2.0 s"));
}

void TestDisplayText::saysPlainlyWhyItWasRefused()
{
    TrafficEvent event;
    event.kind = TrafficKind::Refused;
    event.note = "bad_json";
    QCOMPARE(TrafficText::said(event), u"not the JSON expected (bad_json)"_s);
    event.preview = "{bad";
    QCOMPARE(TrafficText::said(event), u"not the JSON expected (bad_json) — {bad"_s);
    QCOMPARE(TrafficText::result(event), u"refused: not the JSON expected (bad_json)"_s);
    event.note = "of_a_newer_node";
    QCOMPARE(TrafficText::result(event), u"refused: of_a_newer_node"_s);
}

void TestDisplayText::keepsMarkupOutOfToolTips()
{
    QVERIFY(!plainToolTip(QStringLiteral("<img src=x>")).contains(QStringLiteral("<img")));
    QVERIFY(plainToolTip(QStringLiteral("<img src=x>")).contains(QStringLiteral("&lt;img")));
}

void TestDisplayText::draftsBecomeMessages()
{
    const MessageDraft text{QStringLiteral("Bob"), QStringLiteral("李雷"),
                            QStringLiteral("say \"hi\""), false};
    const auto message = text.toMessage();
    QVERIFY(message);
    QCOMPARE(message->from->text(), QStringLiteral("Bob"));
    QCOMPARE(message->to.text(), QStringLiteral("李雷"));
    QCOMPARE(message->contentJson, QByteArray("\"say \\\"hi\\\"\""));
    const MessageDraft json{{}, QStringLiteral("Bob"), QStringLiteral("{\"a\": [1.0]}"), true};
    QVERIFY(json.toMessage());
    QVERIFY(!json.toMessage()->from);
    QCOMPARE(json.toMessage()->contentJson, QByteArray("{\"a\": [1.0]}"));
}

void TestDisplayText::badDraftsSayWhatIsWrong_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("content");
    QTest::newRow("nobody") << QString() << QStringLiteral("1");
    QTest::newRow("bad name") << QStringLiteral("a\u202Eb") << QStringLiteral("1");
    QTest::newRow("no JSON") << QStringLiteral("Bob") << QStringLiteral("{");
    QTest::newRow("two values") << QStringLiteral("Bob") << QStringLiteral("1,\"to\":\"Jack\"");
    QTest::newRow("too large a number") << QStringLiteral("Bob") << QStringLiteral("1e400");
    QTest::newRow("nothing") << QStringLiteral("Bob") << QString();
}

void TestDisplayText::badDraftsSayWhatIsWrong()
{
    QFETCH(QString, to);
    QFETCH(QString, content);
    const auto message = MessageDraft{QStringLiteral("x"), to, content, true}.toMessage();
    QVERIFY(!message);
    QVERIFY(!message.error().text().isEmpty());
}

void TestDisplayText::ratesAreThoseOfTheLastSeconds()
{
    RateMeter meter;
    TrafficTotals totals;
    meter.sample(0, totals);
    QCOMPARE(meter.rates().publishes, 0.0);
    totals.publishes = 100;
    meter.sample(1000, totals);
    QCOMPARE(meter.rates().publishes, 100.0);
    totals.publishes = 0; // a new server began
    meter.sample(2000, totals);
    QCOMPARE(meter.rates().publishes, 0.0);
}

void TestDisplayText::gapsMatchEveryFilter()
{
    TrafficRing ring({});
    TrafficRow row;
    row.event.to = "李雷";
    row.event.preview = "\"Lunch\"";
    row.event.sizeBytes = row.event.preview.size();
    ring.push(row);
    row.lost = 1;
    ring.push(row);
    const auto matches = [&ring](const QString &text, quint64 sequence) {
        return FilterMatcher(filterOf(text), 0).matches(ring.rows(), sequence);
    };
    QVERIFY(matches(QStringLiteral(" lunch "), 0));
    QVERIFY(matches(QStringLiteral("李"), 0));
    QVERIFY(!matches(QStringLiteral("dinner"), 0));
    QVERIFY(matches(QStringLiteral("dinner"), 1));
}

QTEST_GUILESS_MAIN(TestDisplayText)
#include "tst_display_text.moc"
