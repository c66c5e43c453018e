#include "client/bubbles/bubble_layout.h"
#include "client/bubbles/conversation_view.h"
#include "client/conversation/conversation_model.h"
#include "tests/measured.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

const QDate today(2026, 3, 29);

ConversationEntry line(const QString &text, const QDateTime &at = QDateTime(today, {12, 0}),
                       const QString &peer = u"Alice"_s)
{
    ConversationEntry entry;
    entry.at = at;
    entry.direction = Direction::Incoming;
    entry.self = u"Bob"_s;
    entry.peer = peer;
    entry.text = text;
    return entry;
}

ConversationEntry failed(const QString &text, quint64 ticket)
{
    ConversationEntry entry = line(text);
    entry.direction = Direction::Outgoing;
    entry.delivery = Delivery::Offline;
    entry.deliveryText = u"对方不在线"_s;
    entry.ticket = ticket;
    return entry;
}

QString longJson()
{
    QStringList all;
    for (int i = 0; i < 50; ++i)
        all.append(u"\"key%1\":%1"_s.arg(i));
    return u'{' + all.join(u',') + u'}';
}

/// A view of a size of its own, over one model.
struct Shown
{
    explicit Shown(QAbstractItemModel &model)
    {
        view.setToday(today);
        view.setModel(&model);
        view.resize(500, 600);
        view.show();
    }

    QModelIndex row(int number) const { return view.model()->index(number, 0); }
    BubbleLayout layout(int number, bool isUnfolded = false) const
    {
        return layOutBubble(row(number),
                            {view.font(), view.viewport()->width(), today, isUnfolded});
    }
    QStringList dates() const
    {
        QStringList all;
        for (int i = 0; i < view.model()->rowCount(); ++i)
            all.append(layout(i).date);
        return all;
    }
    void click(int number, const QRect &part)
    {
        const QPoint at = view.visualRect(row(number)).topLeft() + part.center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at);
    }
    int height(int number) const { return view.visualRect(row(number)).height(); }

    ConversationView view;
};

} // namespace

class TestConversationView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDateStandsAboveTheFirstLineOfEachDay()
    {
        ConversationModel model;
        model.append(line(u"long ago"_s, {{2026, 3, 1}, {9, 0}}));
        model.append(line(u"a"_s, {today.addDays(-1), {0, 0}}));
        model.append(line(u"b"_s, {today.addDays(-1), {23, 59, 59}}));
        model.append(line(u"c"_s, {today, {0, 0}}));
        const Shown shown(model);
        QCOMPARE(shown.dates(),
                 QStringList({QLocale().toString(QDate(2026, 3, 1), QLocale::LongFormat),
                              u"Yesterday"_s,
                              {},
                              u"Today"_s}));
        QVERIFY(shown.height(1) > shown.height(2));
        QCOMPARE(shown.height(2), shown.layout(2).height);
        QCOMPARE(shown.height(3), shown.layout(3).height);
    }

    void datesFollowWhatIsShown()
    {
        ConversationModel model(nullptr, 4);
        model.append(line(u"b"_s, {today, {9, 0}}));
        const Shown shown(model);
        QCOMPARE(shown.dates(), QStringList{u"Today"_s});
        model.append(line(u"a"_s, {today.addDays(-1), {12, 0}})); // as from the history
        model.append(line(u"c"_s, {today, {10, 0}}));
        // The oldest goes, and another is the first of the day.
        QCOMPARE(shown.dates(), QStringList({u"Yesterday"_s, u"Today"_s, {}}));
        const int withDate = shown.height(1);
        model.append(line(u"d"_s));
        model.append(line(u"e"_s));
        QCOMPARE(shown.dates(), QStringList({u"Today"_s, {}, {}, {}}));
        QTRY_COMPARE(shown.height(0), withDate);
        model.append(line(u"f"_s));
        QCOMPARE(shown.dates(), QStringList({u"Today"_s, {}, {}, {}}));
        QTRY_COMPARE(shown.height(0), withDate);
    }

    void rowsFitTheWidthAtOnceAndWhatOneLooksAtStays()
    {
        ConversationModel model;
        const QStringList kinds{
            u"The backup of tonight is through, and nothing was left out of it. "_s.repeated(4),
            u"今天上午十点的会议改到了下午三点，地点不变，请大家提前准备好上周的数据和图表。"_s,
            longJson(),
            u"x"_s.repeated(300),
            u"short"_s,
        };
        for (int i = 0; i < 60; ++i)
            model.append(i % 3 == 0 ? failed(kinds[i % 5], 7) : line(kinds[i % 5]));
        Shown shown(model);
        QScrollBar *bar = shown.view.verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        const auto areApart = [&] {
            for (int row = 0; row < model.rowCount(); ++row) {
                if (shown.height(row) != shown.layout(row).height)
                    return false;
                if (row > 0
                    && shown.view.visualRect(shown.row(row)).top()
                        != shown.view.visualRect(shown.row(row - 1)).bottom() + 1)
                    return false;
            }
            return true;
        };
        QVERIFY(areApart());
        // The width alone, as by dragging an edge; no event loop runs between.
        for (const int width : {300, 700, 180, 500}) {
            shown.view.resize(width, 600);
            QVERIFY2(areApart(), qPrintable(QString::number(width)));
            QCOMPARE(bar->value(), bar->maximum());
        }
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        const QModelIndex first = shown.view.indexAt({10, 0});
        const int top = shown.view.visualRect(first).top();
        for (const int width : {300, 700, 180, 500}) {
            shown.view.resize(width, 600);
            QVERIFY2(areApart(), qPrintable(QString::number(width)));
            QCOMPARE(shown.view.visualRect(first).top(), top);
        }
        const QString folder = qEnvironmentVariable("PUSHPOINT_PICTURES");
        shown.view.resize(320, 600);
        if (!folder.isEmpty())
            QVERIFY(shown.view.grab().save(folder + u"/client-resized.png"_s));
    }

    void whatIsOlderIsAskedForAndComesInAboveWhatOneLooksAt()
    {
        ConversationModel model;
        for (int i = 0; i < 60; ++i)
            model.append(line(u"line %1"_s.arg(i)));
        Shown shown(model);
        QScrollBar *bar = shown.view.verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        const QSignalSpy wanted(&shown.view, &ConversationView::topReached);
        QCOMPARE(wanted.size(), 0);
        bar->triggerAction(QAbstractSlider::SliderToMinimum);
        QVERIFY(!wanted.isEmpty());
        const QPersistentModelIndex first = shown.row(0);
        const int top = shown.view.visualRect(first).top();
        QList<ConversationEntry> older;
        for (int i = 0; i < 100; ++i) {
            older.append(
                line(u"older %1\nof two lines"_s.arg(i), QDateTime(today, {1, 0}).addSecs(i)));
            older.last().id = quint64(1'000 + i);
        }
        model.insert(older, ConversationModel::Keep::Oldest);
        QCOMPARE(first.row(), 100);
        QCOMPARE(shown.view.visualRect(first).top(), top);
        QVERIFY(bar->value() > bar->pageStep());
    }

    void atMidnightTodayBecomesYesterday()
    {
        ConversationModel model;
        model.append(line(u"a"_s));
        Shown shown(model);
        const QImage before = shown.view.grab().toImage();
        shown.view.setToday(today.addDays(1));
        QVERIFY(shown.view.grab().toImage() != before);
    }

    void aLongLineUnfoldsByClickAndByKey()
    {
        ConversationModel model;
        model.append(line(u"before"_s));
        model.append(line(longJson()));
        model.append(line(u"after"_s));
        Shown shown(model);
        const int folded = shown.height(1);
        QCOMPARE(shown.layout(1).fold, u"Show 44 more lines"_s);
        shown.click(1, shown.layout(1).foldRect);
        QTRY_VERIFY(shown.height(1) > 2 * folded);
        QCOMPARE(shown.height(1), shown.layout(1, true).height);
        QCOMPARE(shown.view.visualRect(shown.row(0)).top(), 0); // nothing ran away
        shown.view.setCurrentIndex(shown.row(1));
        QTest::keyClick(&shown.view, Qt::Key_Left);
        QTRY_COMPARE(shown.height(1), folded);
        QTest::keyClick(&shown.view, Qt::Key_Right);
        QTRY_VERIFY(shown.height(1) > folded);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QTRY_COMPARE(shown.height(1), folded);

        shown.view.copySelected();
        QCOMPARE(QGuiApplication::clipboard()->text(), longJson());
    }

    void whatIsUnfoldedStaysWhereItWasClickedAt()
    {
        ConversationModel model;
        for (int i = 0; i < 40; ++i)
            model.append(line(u"before"_s));
        model.append(line(longJson()));
        Shown shown(model);
        const QScrollBar *bar = shown.view.verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
        const int top = shown.view.visualRect(shown.row(40)).top();
        const int before = bar->maximum();
        shown.click(40, shown.layout(40).foldRect);
        QTRY_VERIFY(bar->maximum() > before);
        QCOMPARE(shown.view.visualRect(shown.row(40)).top(), top);
        // Folded again, the end is followed again.
        shown.click(40, shown.layout(40, true).foldRect);
        QTRY_COMPARE(bar->value(), before);
        model.append(line(u"after"_s));
        QTRY_VERIFY(bar->maximum() > before && bar->value() == bar->maximum());
    }

    void aFailedLineIsSentAgainByItsButtonAndByEnter()
    {
        ConversationModel model;
        model.append(failed(u"one"_s, 7));
        Shown shown(model);
        const QSignalSpy wanted(&shown.view, &ConversationView::sendAgainRequested);
        shown.click(0, shown.layout(0).bubbleRect); // the bubble is no button
        QCOMPARE(wanted.size(), 0);
        shown.click(0, shown.layout(0).againRect);
        QCOMPARE(wanted.size(), 1);
        QVERIFY(shown.layout(0).againRect.height() >= 24);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(wanted.size(), 2);
        model.setDelivery(wanted[0][0].toULongLong(), Delivery::Delivered);
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(wanted.size(), 2);
        QVERIFY(shown.layout(0).again.isEmpty());
    }

    void whatIsNotInTheOutboxOffersNothing()
    {
        ConversationModel model;
        model.append(failed(u"found by a search"_s, 0));
        Shown shown(model);
        const QSignalSpy wanted(&shown.view, &ConversationView::sendAgainRequested);
        QVERIFY(shown.layout(0).again.isEmpty());
        QVERIFY(shown.layout(0).state.contains(u"对方不在线"_s));
        shown.view.setCurrentIndex(shown.row(0));
        QTest::keyClick(&shown.view, Qt::Key_Return);
        QCOMPARE(wanted.size(), 0);
    }

    void anotherModelsLinesAreLaidOutAnew()
    {
        ConversationModel model;
        model.append(line(u"short"_s));
        ConversationModel found;
        found.append(line(u"line\n"_s.repeated(20)));
        Shown shown(model);
        const int low = shown.height(0);
        shown.view.setModel(&found); // its first line has the same id
        QTRY_VERIFY(shown.height(0) > 3 * low);
    }

    void addressesLookLikeOnes()
    {
        ConversationModel model;
        model.append(line(u"see https://a.example/x. And on"_s));
        const Shown shown(model);
        const auto formats = shown.layout(0).text->formats();
        QCOMPARE(formats.size(), 1);
        QCOMPARE(formats[0].start, 4);
        QCOMPARE(formats[0].length, 19);
        QVERIFY(formats[0].format.fontUnderline());
    }

    void aWholeReasonCanBeRead()
    {
        ConversationModel model;
        ConversationEntry entry = failed(u"one"_s, 7);
        entry.deliveryText = u"the server answered with a long story "_s.repeated(6);
        model.append(entry);
        const Shown shown(model);
        const BubbleLayout layout = shown.layout(0);
        QVERIFY(layout.state.contains(entry.deliveryText.simplified()));
        QVERIFY(layout.stateRect.height() > 2 * QFontMetrics(layout.smallFont).height());
        QVERIFY(!layout.stateRect.intersects(layout.againRect));
    }

    void oneMoreLineOfFiveThousandIsShownAtOnce()
    {
        ConversationModel model;
        for (int i = 0; i < ConversationModel::rowsMaxDefault; ++i)
            model.append(line(u"line %1"_s.arg(i), QDateTime(today, {12, 0}).addSecs(-i)));
        Shown shown(model);
        QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
        qint64 best = 1'000'000;
        for (int i = 0; i < 10; ++i) {
            QElapsedTimer timer;
            timer.start();
            model.append(line(u"one more"_s));
            (void)shown.view.grab();
            best = std::min(best, timer.elapsed()); // others' work only adds
        }
        QVERIFY(isWithin(best, 100, "one more line"));
    }
};

QTEST_MAIN(TestConversationView)
#include "tst_conversation_view.moc"
