#include "tests/ui/record/record_kit.h"
#include "ui/record/copy_as.h"
#include "ui/record/formats/slice_row_source.h"
#include "ui/record/jobs/save_dialog.h"
#include "ui/record/record_actions.h"
#include "ui/record/recording_window.h"
#include "ui/record/replay/replay_dialog.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

/// Rows from first to end, each named after its number.
struct Numbers
{
    quint64 from = 0;
    quint64 to = 0;

    quint64 first() const { return from; }
    quint64 end() const { return to; }
    TrafficRow at(quint64 sequence) const
    {
        TrafficRow row;
        row.event.sizeBytes = static_cast<qint64>(sequence);
        return row;
    }
};

/// What a source hands out: numbers of rows, and below zero how many are missing.
std::vector<qint64> allOf(RowSource &source)
{
    std::vector<qint64> all;
    std::vector<TrafficRow> rows;
    for (source.next(rows); !rows.empty(); source.next(rows)) {
        for (const TrafficRow &row : rows)
            all.push_back(row.isGap() ? -static_cast<qint64>(row.lost) : row.event.sizeBytes);
    }
    return all;
}

RecordRows rowsOf(quint64 count)
{
    const auto make = [count] { return std::make_unique<MadeRows>(count, ordinaryRow); };
    return {make, make};
}

QAction *entryOf(QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text().remove(u'&').startsWith(text))
            return action;
    }
    return nullptr;
}

} // namespace

class TestRecordActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slicesHandOutTheRowsWanted()
    {
        SliceRowSource<Numbers> source({{10, 20}, {20, 30}}, {10, 15, 19, 20, 29});
        QCOMPARE(source.rowsTotal(), 5u);
        QCOMPARE(allOf(source), (std::vector<qint64>{10, 15, 19, 20, 29}));
    }

    void whatHasLeftIsHandedOutAsAGap()
    {
        SliceRowSource<Numbers> source({{10, 20}, {30, 31}}, {1, 2, 12, 21, 22, 23, 30, 99});
        QCOMPARE(allOf(source), (std::vector<qint64>{-2, 12, -3, 30, -1}));
        SliceRowSource<Numbers> nothing({}, {1, 2});
        QCOMPARE(allOf(nothing), std::vector<qint64>{-2});
        SliceRowSource<Numbers> between({{0, 5}, {5, 9}}, {});
        QVERIFY(allOf(between).empty());
    }

    void copiesTheSelectedMessages()
    {
        QWidget window;
        RecordActions actions(rowsOf(2), &window);
        actions.setServer(QUrl(u"http://localhost:8080/"_s));
        QMenu menu;
        actions.fill(&menu);
        QMenu *copy = entryOf(&menu, u"Copy as"_s)->menu();
        const auto copied = [copy](const QString &name) {
            entryOf(copy, name)->trigger();
            return QGuiApplication::clipboard()->text();
        };
        QCOMPARE(copied(u"curl"_s).count(u"'http://localhost:8080/rest/message'"_s), 2);
        QVERIFY(copied(u"wscat"_s).startsWith(u"wscat -c 'ws://localhost:8080/ws/Bob'"_s));
        QVERIFY(copied(u"JavaScript"_s).endsWith(u"});"_s));
        QVERIFY(copied(u"JSON"_s).startsWith(u"[\n{"_s));
    }

    void withoutMessagesThereIsNothingToCopyOrReplay()
    {
        QWidget window;
        RecordActions actions(rowsOf(0), &window);
        QMenu menu;
        actions.fill(&menu);
        QVERIFY(!entryOf(&menu, u"Copy as"_s)->menu()->isEnabled());
        QVERIFY(!entryOf(&menu, u"Replay"_s)->isEnabled());
        QSignalSpy told(&actions, &RecordActions::told);
        actions.saveShown()->trigger();
        QCOMPARE(told.size(), 1);
    }

    void saysThatOnlyTheFirstHundredThousandRowsAreUsed()
    {
        QWidget window;
        const auto unseen = [](quint64) { // as if all had been opened: quick to look through
            TrafficRow row;
            row.event.kind = TrafficKind::Opened;
            return row;
        };
        const auto menuOf = [&](quint64 count) {
            const auto make = [=] { return std::make_unique<MadeRows>(count, unseen); };
            RecordActions actions({make, make}, &window);
            QSignalSpy told(&actions, &RecordActions::told);
            QMenu menu;
            actions.fill(&menu);
            actions.replay();
            return std::pair(entryOf(&menu, u"only the first 100,000 selected rows"_s) != nullptr,
                             told.size());
        };
        QCOMPARE(menuOf(RecordActions::usedRowsMax), std::pair(false, qsizetype(0)));
        QCOMPARE(menuOf(RecordActions::usedRowsMax + 1), std::pair(true, qsizetype(1)));
    }

    void sendsAgainWhatIsFew_data()
    {
        QTest::addColumn<quint64>("rows");
        QTest::addColumn<bool>("serving");
        QTest::addColumn<bool>("offered");
        QTest::newRow("one") << quint64(1) << true << true;
        QTest::newRow("a hundred") << quint64(100) << true << true;
        QTest::newRow("a burst") << quint64(101) << true << false;
        QTest::newRow("nothing") << quint64(0) << true << false;
        QTest::newRow("no server") << quint64(1) << false << false;
    }
    void sendsAgainWhatIsFew()
    {
        QFETCH(quint64, rows);
        QFETCH(bool, serving);
        QFETCH(bool, offered);
        QWidget window;
        RecordActions actions(rowsOf(rows), &window);
        if (serving)
            actions.setServer(QUrl(u"http://localhost:3000/"_s));
        QMenu menu;
        actions.fill(&menu);
        QCOMPARE(entryOf(&menu, u"Send again"_s)->isEnabled(), offered);
    }

    void tellsWhatBecameOfWhatWasSentAgain()
    {
        QWidget window;
        RecordActions actions(rowsOf(3), &window);
        actions.setServer(QUrl(u"http://localhost:3000/"_s));
        QList<quint64> tickets;
        connect(&actions, &RecordActions::publishRequested, this,
                [&tickets](quint64 ticket) { tickets.append(ticket); });
        QSignalSpy told(&actions, &RecordActions::told);
        QMenu menu;
        actions.fill(&menu);
        entryOf(&menu, u"Send again"_s)->trigger();
        QCOMPARE(tickets.size(), 3);
        actions.showOutcome(tickets[0], {1, {}, {}});
        actions.showOutcome(tickets[0], {1, {}, {}}); // known already
        actions.showOutcome(tickets[1], {0, {}, {}});
        QCOMPARE(told.size(), 0);
        actions.showOutcome(tickets[2], {0, {}, {}, false});
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0][0].toString(), u"Sent again: 1 delivered, 1 offline, 1 not known"_s);
        entryOf(&menu, u"Send again"_s)->trigger();
        actions.setServer({}); // stopped: nothing will be told of these
        QCOMPARE(tickets.size(), 6);
        QVERIFY(tickets[3] != tickets[0]);
        actions.showOutcome(tickets[3], {1, {}, {}});
        QCOMPARE(told.size(), 1);
    }

    void savesAndOpensAgain()
    {
        QWidget window;
        RecordActions actions(rowsOf(5'000), &window);
        const QString path = m_folder.filePath(u"saved.ndjson"_s);
        QSignalSpy told(&actions, &RecordActions::told);
        actions.saveTo(path, rowsOf(5'000).shown());
        QVERIFY(told.wait(60'000));
        actions.openFile(path);
        auto *opened = window.findChild<RecordingWindow *>();
        QVERIFY(opened);
        QSignalSpy read(opened, &RecordingWindow::read);
        QVERIFY(read.wait(60'000));
        QCOMPARE(opened->findChild<QTableView *>(u"traffic"_s)->model()->rowCount(), 5'000);
        const auto *status = opened->findChild<QLabel *>(u"recordingStatus"_s);
        QVERIFY(status->text().startsWith(locale.toString(5'000)));
    }

    void anErrorIsToldInABox()
    {
        QWidget window;
        RecordActions actions(rowsOf(1), &window);
        actions.saveTo(m_folder.filePath(u"no/folder.csv"_s), rowsOf(1).shown());
        QTRY_VERIFY(window.findChild<QMessageBox *>());
        QVERIFY(window.findChild<QMessageBox *>()->text().contains(u"folder.csv"_s));
        QTRY_VERIFY(!window.findChild<SaveDialog *>());
    }

    void aFileWithBadLinesOpensAndNamesThem()
    {
        const QString path = m_folder.filePath(u"bad.ndjson"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"pushpoint_recording\":1}\n{\"kind\":\"pong\"}\nbad\n");
        file.close();
        RecordingWindow opened(path, 10);
        opened.setAttribute(Qt::WA_DeleteOnClose, false);
        QSignalSpy read(&opened, &RecordingWindow::read);
        QVERIFY(read.wait(60'000));
        const QString text = opened.findChild<QLabel *>(u"recordingStatus"_s)->text();
        QVERIFY2(text.contains(u"could not be read: 3"_s), qPrintable(text));
    }

    void replaysAndCountsOutcomes()
    {
        QWidget window;
        RecordActions actions(rowsOf(3), &window);
        actions.setServer(QUrl(u"http://localhost:3000/"_s));
        QList<quint64> tickets;
        connect(&actions, &RecordActions::publishRequested, this,
                [&tickets](quint64 ticket) { tickets.append(ticket); });
        actions.replay();
        auto *dialog = window.findChild<ReplayDialog *>();
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"replayStep"_s), Qt::LeftButton);
        QCOMPARE(tickets.size(), 1);
        actions.showOutcome(tickets[0], {1, {}, {}});
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"replayPlay"_s), Qt::LeftButton);
        QTRY_COMPARE(tickets.size(), 3);
        actions.showOutcome(tickets[1], {0, {}, {}});
        actions.showOutcome(tickets[2], {0, {}, {}});
        const QString text = dialog->findChild<QLabel *>(u"replayResult"_s)->text();
        QCOMPARE(text, u"1 delivered · 2 offline · done"_s);
    }

    void aReplayStopsWithTheServer()
    {
        QWidget window;
        RecordActions actions(rowsOf(3), &window);
        actions.setServer(QUrl(u"http://localhost:3000/"_s));
        actions.replay();
        auto *dialog = window.findChild<ReplayDialog *>();
        actions.setServer({});
        QVERIFY(!dialog->findChild<QPushButton *>(u"replayPlay"_s)->isEnabled());
        actions.setServer(QUrl(u"http://localhost:3000/"_s));
        QVERIFY(dialog->findChild<QPushButton *>(u"replayPlay"_s)->isEnabled());
    }

private:
    QTemporaryDir m_folder;
    const QLocale locale;
};

QTEST_MAIN(TestRecordActions)
#include "tst_record_actions.moc"
