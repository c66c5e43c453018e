#include "server/protocol/json/json_layout.h"
#include "ui/send/saved_drafts.h"
#include "ui/send/sending.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestSending : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sendsToEachReceiver();
    void tellsWhoWasOffline();
    void repeatsUntilStopped();
    void sendsNothingOfABrokenDraft();
    void oldOutcomesSayNothingOfTheNew();
    void fillsInRoundAndTime();
    void laysOutJson_data();
    void laysOutJson();
    void remembersWhatWasSent();
    void remembersPresets();

private:
    QTemporaryDir m_settingsFolder;
};

void TestSending::initTestCase()
{
    QVERIFY(m_settingsFolder.isValid());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settingsFolder.path());
    QCoreApplication::setOrganizationName(u"pushpoint-tests"_s);
    QCoreApplication::setApplicationName(u"tst_sending"_s);
}

void TestSending::sendsToEachReceiver()
{
    Sending sending;
    QStringList receivers;
    connect(&sending, &Sending::publishRequested, this,
            [&](quint64, const Message &message) { receivers += message.to.text(); });
    QVERIFY(sending.start({u"Bob"_s, {}, u"hi"_s, false}, {u"Alice"_s, u"李雷"_s}, 0ms));
    QCOMPARE(receivers, (QStringList{u"Alice"_s, u"李雷"_s}));
    QVERIFY(!sending.isRepeating());
}

void TestSending::tellsWhoWasOffline()
{
    Sending sending;
    QList<quint64> tickets;
    connect(&sending, &Sending::publishRequested, this, [&](quint64 ticket) { tickets += ticket; });
    QVERIFY(sending.start({{}, {}, u"hi"_s, false}, {u"Alice"_s, u"Jack"_s}, 0ms));
    sending.takeOutcome(tickets[0], {3, "id", "node"});
    sending.takeOutcome(tickets[1], {0, "id", "node"});
    QCOMPARE(sending.progress().connections, 3ULL);
    QCOMPARE(sending.progress().offline, QStringList{u"Jack"_s});
    QCOMPARE(sending.progress().answered, 2ULL);
    QVERIFY(sending.progress().latencyNs > 0);
}

void TestSending::repeatsUntilStopped()
{
    Sending sending;
    QList<QByteArray> contents;
    connect(&sending, &Sending::publishRequested, this,
            [&](quint64 ticket, const Message &message) {
                contents += message.contentJson;
                sending.takeOutcome(ticket, {1, "id", "node"});
            });
    QVERIFY(sending.start({{}, {}, u"{{n}}"_s, true}, {u"Alice"_s}, 1ms));
    QTRY_VERIFY(contents.size() >= 4);
    QSignalSpy stopped(&sending, &Sending::stopped);
    sending.stop();
    QCOMPARE(stopped.size(), 1);
    const qsizetype count = contents.size();
    QCOMPARE(contents.mid(0, 4), (QList<QByteArray>{"1", "2", "3", "4"}));
    QTimer later; // by then several rounds would have been due
    later.setSingleShot(true);
    later.start(20ms);
    QTRY_VERIFY(!later.isActive());
    QCOMPARE(contents.size(), count);
}

void TestSending::sendsNothingOfABrokenDraft()
{
    Sending sending;
    QSignalSpy sent(&sending, &Sending::publishRequested);
    QVERIFY(!sending.start({{}, {}, u"{"_s, true}, {u"Alice"_s}, 1ms));
    QVERIFY(!sending.start({{}, {}, u"x"_s, false}, {u"Alice"_s, u"a\u202Eb"_s}, 0ms));
    QCOMPARE(sent.size(), 0);
    QVERIFY(!sending.isRepeating());
}

void TestSending::oldOutcomesSayNothingOfTheNew()
{
    Sending sending;
    QList<quint64> tickets;
    connect(&sending, &Sending::publishRequested, this, [&](quint64 ticket) { tickets += ticket; });
    QVERIFY(sending.start({{}, {}, u"1"_s, false}, {u"Alice"_s}, 0ms));
    QVERIFY(sending.start({{}, {}, u"2"_s, false}, {u"Alice"_s}, 0ms));
    sending.takeOutcome(tickets[0], {5, "id", "node"});
    QCOMPARE(sending.progress().answered, 0ULL);
    QVERIFY(sending.forget());
    sending.takeOutcome(tickets[1], {5, "id", "node"});
    QCOMPARE(sending.progress().answered, 0ULL);
}

void TestSending::fillsInRoundAndTime()
{
    QCOMPARE(filledIn(u"a {{n}} b {{n}} {{time}} {{x}}"_s, 7, 1'700'000'000'123),
             u"a 7 b 7 2023-11-14T22:13:20.123Z {{x}}"_s);
}

void TestSending::laysOutJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("wanted");
    QTest::newRow("object") << QByteArray("{\"b\":1.0,\"a\":[1,2]}")
                            << QByteArray("{\n  \"b\": 1.0,\n  \"a\": [\n    1,\n    2\n  ]\n}");
    QTest::newRow("empty") << QByteArray("{ \"a\" : { } , \"b\":[ ]}")
                           << QByteArray("{\n  \"a\": {},\n  \"b\": []\n}");
    QTest::newRow("strings") << QByteArray("\"a{,:\\\"}\"") << QByteArray("\"a{,:\\\"}\"");
    QTest::newRow("numbers") << QByteArray("[18446744073709551615,-0,1e2]")
                             << QByteArray("[\n  18446744073709551615,\n  -0,\n  1e2\n]");
    QTest::newRow("two values stay two") << QByteArray("1  2") << QByteArray("1 2");
}

void TestSending::laysOutJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, wanted);
    QCOMPARE(laidOutJson(json), wanted);
    QCOMPARE(laidOutJson(wanted), wanted);
}

void TestSending::remembersWhatWasSent()
{
    SavedDrafts drafts;
    for (int i = 0; i < SavedDrafts::historyMax + 5; ++i)
        drafts.addToHistory({{u"Bob"_s, u"Alice"_s, QString::number(i), false}, {u"Jack"_s}});
    drafts.addToHistory({{u"Bob"_s, u"Alice"_s, u"20"_s, false}, {u"Jack"_s}}); // again
    const QList<SavedDraft> history = SavedDrafts().history();
    QCOMPARE(history.size(), SavedDrafts::historyMax);
    QCOMPARE(history[0].draft.content, u"20"_s);
    QCOMPARE(history[0].moreReceivers, QStringList{u"Jack"_s});
    QCOMPARE(history[1].draft.content, QString::number(SavedDrafts::historyMax + 4));
    QCOMPARE(std::count_if(history.begin(), history.end(),
                           [](const SavedDraft &d) { return d.draft.content == u"20"_s; }),
             1);
}

void TestSending::remembersPresets()
{
    SavedDrafts drafts;
    QVERIFY(drafts.savePreset(u"早"_s, {{{}, u"李雷"_s, u"{\"a\":1}"_s, true}, {}}));
    QCOMPARE(drafts.presetNames(), QStringList{u"早"_s});
    QVERIFY(drafts.preset(u"早"_s)->draft.contentIsJson);
    QVERIFY(!drafts.savePreset(u"long"_s, {{{}, u"Bob"_s, QString(30'000, u'x'), false}, {}}));
    drafts.removePreset(u"早"_s);
    QVERIFY(!drafts.preset(u"早"_s));
}

QTEST_GUILESS_MAIN(TestSending)
#include "tst_sending.moc"
