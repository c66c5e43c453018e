#include "tests/ui/traffic_kit.h"
#include "ui/record/record_actions.h"
#include "ui/record/recording_window.h"
#include "ui/traffic/traffic_model.h"
#include "ui/traffic/traffic_panel.h"
#include "ui/window/admin_window.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

TrafficEvent said(const QByteArray &to, const QByteArray &contentJson)
{
    auto trace = std::make_shared<MessageTrace>();
    trace->contentJson = contentJson;
    TrafficEvent event;
    event.from = "Bob";
    event.to = to;
    event.connections = 1;
    event.sizeBytes = contentJson.size();
    event.preview = contentJson;
    event.trace = std::move(trace);
    return event;
}

QAction *entryOf(const QMenu &menu, const QString &text)
{
    for (QAction *action : menu.actions()) {
        if (action->text().remove(u'&').startsWith(text))
            return action;
    }
    return nullptr;
}

} // namespace

/// Rows of the admin window kept and used again, by its own menus.
class TestRecordWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }
    void init()
    {
        m_feed = std::make_unique<TrafficFeed>();
        m_window = std::make_unique<AdminWindow>(*m_feed, QList<UserName>{});
        m_window->show();
        m_window->showListening(QUrl(u"http://127.0.0.1:3000"_s));
        m_panel = m_window->findChild<TrafficPanel *>();
        m_actions = m_window->findChild<RecordActions *>();
        m_feed->record(said("Alice", "\"it's 1\""));
        m_feed->record(said("Jack", "2"));
        m_feed->record(said("Alice", "3"));
        QTRY_COMPARE(m_panel->model()->rowCount(), 3);
    }
    void cleanup()
    {
        m_window.reset();
        m_feed.reset();
    }

    void fileMenuHasItsEntries()
    {
        const auto menus = m_window->findChildren<QMenu *>();
        const bool isThere = std::any_of(menus.begin(), menus.end(), [this](const QMenu *menu) {
            return menu->actions().contains(m_actions->open())
                && menu->actions().contains(m_actions->saveShown())
                && menu->actions().contains(m_actions->saveSelected());
        });
        QVERIFY(isThere);
    }

    void selectedRowsAreCopiedAsCurl()
    {
        m_panel->findChild<QTableView *>()->selectRow(0);
        QMenu menu;
        Q_EMIT m_panel->contextMenuRequested(&menu);
        QAction *copy = entryOf(menu, u"Copy as"_s);
        QVERIFY(copy && copy->isEnabled());
        entryOf(*copy->menu(), u"curl"_s)->trigger();
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.startsWith(u"curl "_s) && text.contains(u"127.0.0.1:3000/rest/message"_s)
                     && text.count(u'\n') == 0,
                 qPrintable(text));
    }

    void whatIsShownIsSaved()
    {
        m_panel->setFilterText(u"to:Alice"_s);
        QTRY_COMPARE(m_panel->model()->rowCount(), 2);
        const QString path = save(recordRowsOf(m_panel).shown());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count('\n'), 3); // the head, and two rows
        QVERIFY(!text.contains("Jack"));
    }

    void aSavedRecordingIsOpenedAndReplayed()
    {
        const RecordingWindow *recording = open(save(recordRowsOf(m_panel).shown()));
        TrafficPanel *panel = recording->panel();
        QTRY_COMPARE(panel->model()->rowCount(), 3);
        QVERIFY(panel->findChild<QPushButton *>(u"pause"_s)->isHidden());
        QVERIFY(panel->findChild<QPushButton *>(u"clear"_s)->isHidden());

        panel->findChild<QTableView *>()->selectAll();
        QMenu menu;
        Q_EMIT panel->contextMenuRequested(&menu);
        std::vector<Message> published;
        connect(m_window.get(), &AdminWindow::publishRequested, this,
                [&published](quint64, const Message &message) { published.push_back(message); });
        entryOf(menu, u"Replay"_s)->trigger();
        auto *speed = recording->findChild<QComboBox *>(u"replaySpeed"_s);
        speed->setCurrentIndex(speed->count() - 1);
        recording->findChild<QPushButton *>(u"replayPlay"_s)->click();
        QTRY_COMPARE(published.size(), size_t(3));
        QCOMPARE(published[0].contentJson, "\"it's 1\"");
        QCOMPARE(published[1].to.utf8(), "Jack");
    }

    void rowsWithoutTheirTraceStaySo()
    {
        TrafficEvent cut = said("Alice", "\"long\"");
        cut.trace.reset();
        cut.sizeBytes = 10'000;
        std::vector<TrafficRow> rows{{cut, 0, true}};
        m_panel->append(rows);
        QTRY_COMPARE(m_panel->model()->rowCount(), 4);
        const RecordingWindow *recording = open(save(recordRowsOf(m_panel).shown()));
        const TrafficModel *model = recording->panel()->model();
        QTRY_COMPARE(model->rowCount(), 4);
        QVERIFY(model->ring().at(model->sequenceOf(3)).traceLeft);
        QVERIFY(!model->ring().at(model->sequenceOf(0)).traceLeft);

        recording->panel()->findChild<QTableView *>()->selectAll();
        QMenu menu;
        Q_EMIT recording->panel()->contextMenuRequested(&menu);
        QVERIFY(entryOf(menu, u"without 1 whose content"_s)); // not left out silently
    }

private:
    QString save(std::unique_ptr<RowSource> rows)
    {
        const QString path = m_folder.filePath(u"%1.ndjson"_s.arg(++m_files));
        QSignalSpy told(m_actions, &RecordActions::told);
        m_actions->saveTo(path, std::move(rows));
        if (told.isEmpty())
            told.wait(10'000);
        return path;
    }
    const RecordingWindow *open(const QString &path)
    {
        m_actions->openFile(path);
        return m_window->findChild<RecordingWindow *>();
    }

    QTemporaryDir m_folder;
    int m_files = 0;
    std::unique_ptr<TrafficFeed> m_feed;
    std::unique_ptr<AdminWindow> m_window;
    TrafficPanel *m_panel = nullptr;
    RecordActions *m_actions = nullptr;
};

QTEST_MAIN(TestRecordWindow)
#include "tst_record_window.moc"
