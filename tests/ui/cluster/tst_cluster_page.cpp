#include "resources/language/language.h"
#include "server/broker/broker.h"
#include "ui/cluster/cluster_page.h"
#include "ui/cluster/cluster_text.h"
#include "ui/cluster/link_model.h"
#include "ui/cluster/nodes_model.h"
#include "ui/cluster/probe_model.h"
#include "ui/parts/hint_tree.h"
#include "ui/parts/name_field.h"
#include "ui/window/admin_window.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPersistentModelIndex>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace pushpoint::broker;
using namespace Qt::StringLiterals;

namespace {

constexpr auto failing = QAbstractItemModelTester::FailureReportingMode::QtTest;

NodeView nodeView(const QByteArray &name, bool isSelf = false)
{
    NodeView view;
    view.id = name + "/0123456789abcdef";
    view.name = name;
    view.isSelf = isSelf;
    view.state = NodeView::State::Joined;
    view.stateSinceMs = 1'000;
    view.hasFacts = true;
    view.facts = {3, 7, 100, 200};
    view.publishesPerSecond = 2.5;
    return view;
}

LinkChange change(qint64 wallClockMs, const QByteArray &word)
{
    return {wallClockMs, word == "linked", word, u"because "_s + QString::fromUtf8(word)};
}

ClusterView twoNodes()
{
    ClusterView view;
    view.isJoined = true;
    view.broker = u"redis://127.0.0.1:6379"_s;
    view.link = {change(1, "connecting"), change(2, "linked")};
    view.nodes = {nodeView("north", true), nodeView("south")};
    return view;
}

ProbeRow probeRow(const QByteArray &name, bool answered, int connections, int taken)
{
    return {name + "/1", name, false, answered, connections, taken, answered ? 700 : -1};
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

/// The page of the cluster, without a server: its models alone, then its controls.
class TestClusterPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void showsWhatANodeSaysOfItself();
    void saysNothingOfANodeThatHasSaidNothing();
    void rowsStayWithTheirNodes();
    void nodesFollowAnySequence();
    void linkHistoryHasTheNewestFirst();
    void everyReasonOfTheLinkIsTranslated();
    void linkHistoryFollowsAnySequence();
    void saysWhoHadTheProbeAndWhoMissedIt();
    void sumsAProbeUpByItsWorst();
    void aNodeAloneIsToldHowToJoin();
    void aNodeWithoutItsLinkIsToldSo();
    void oneClickSendsAMarkedMessage();
    void aProbeToNoNameIsNotSent();
    void anAnswerToAnotherProbeIsIgnored();
    void namesFromTheWireAreHarmless();
    void windowShowsTheFirstViewHoweverEarlyItCame();
};

void TestClusterPage::showsWhatANodeSaysOfItself()
{
    NodesModel model;
    const QAbstractItemModelTester tester(&model, failing);
    model.update({nodeView("north", true), nodeView("south")}, 2'000);
    QCOMPARE(cell(model, 0, NodesModel::Name), u"north (this node)"_s);
    QCOMPARE(cell(model, 1, NodesModel::Name), u"south"_s);
    QCOMPARE(cell(model, 1, NodesModel::State), u"joined"_s);
    QCOMPARE(cell(model, 1, NodesModel::Names), u"3"_s);
    QCOMPARE(cell(model, 1, NodesModel::Connections), u"7"_s);
    QCOMPARE(cell(model, 1, NodesModel::Publishes), u"2.5/s"_s);
    QCOMPARE(cell(model, 1, NodesModel::Deliveries), u"0/s"_s);
}

void TestClusterPage::saysNothingOfANodeThatHasSaidNothing()
{
    NodesModel model;
    NodeView view = nodeView("south");
    view.hasFacts = false;
    view.state = NodeView::State::Silent;
    model.update({view}, 2'000);
    QCOMPARE(cell(model, 0, NodesModel::State), u"silent"_s);
    for (int column = NodesModel::Names; column < NodesModel::ColumnCount; ++column)
        QCOMPARE(cell(model, 0, column), u"–"_s);
}

void TestClusterPage::rowsStayWithTheirNodes()
{
    NodesModel model;
    model.update({nodeView("a", true), nodeView("c"), nodeView("d")}, 0);
    const QPersistentModelIndex d(model.index(2, 0));
    model.update({nodeView("a", true), nodeView("b"), nodeView("d")}, 0);
    QCOMPARE(d.row(), 2);
    QCOMPARE(d.data().toString(), u"d"_s);
    QCOMPARE(cell(model, 1, 0), u"b"_s);
}

void TestClusterPage::nodesFollowAnySequence()
{
    NodesModel model;
    const QAbstractItemModelTester tester(&model, failing);
    QRandomGenerator random(11);
    for (int step = 0; step < 300; ++step) {
        std::vector<NodeView> nodes;
        for (char name = 'a'; name < 'k'; ++name) {
            if (random.bounded(3) != 0)
                nodes.push_back(nodeView(QByteArray(1, name)));
        }
        if (step % 10 == 0)
            std::ranges::reverse(nodes);
        model.update(nodes, 0);
        QCOMPARE(model.rowCount(), int(nodes.size()));
        for (size_t row = 0; row < nodes.size(); ++row)
            QCOMPARE(cell(model, int(row), 0).toUtf8(), nodes[row].name);
    }
}

void TestClusterPage::linkHistoryHasTheNewestFirst()
{
    LinkModel model;
    const QAbstractItemModelTester tester(&model, failing);
    model.update({change(1, "connecting"), change(2, "linked")});
    const QPersistentModelIndex linked(model.index(0, LinkModel::State));
    QCOMPARE(linked.data().toString(), u"linked"_s);
    model.update({change(1, "connecting"), change(2, "linked"), change(3, "lost")});
    QCOMPARE(cell(model, 0, LinkModel::State), u"lost"_s);
    QCOMPARE(cell(model, 0, LinkModel::Reason), u"because lost"_s);
    QCOMPARE(linked.row(), 1);
}

void TestClusterPage::everyReasonOfTheLinkIsTranslated()
{
    Language language(u"ui"_s);
    language.choose(u"zh_CN"_s);
    int states = 0;
    for (int state = 0; state <= int(LinkStatus::State::TlsFailed); ++state, ++states) {
        const LinkStatus status{LinkStatus::State(state), u"Connection refused"_s};
        const QString reason = ClusterText::reason({1, false, status.word(), status.text()});
        QVERIFY2(!reason.startsWith(status.text().left(8)), qPrintable(reason));
        QVERIFY2(reason.endsWith(u"(Connection refused)"_s), qPrintable(reason));
    }
    language.choose(u"en"_s);
    QVERIFY(states > 5);
    const LinkStatus lost{LinkStatus::State::Lost, u"timed out"_s};
    QCOMPARE(ClusterText::reason({1, false, lost.word(), lost.text()}), lost.text());
    QCOMPARE(ClusterText::reason({1, false, "newer", u"a sentence\nof a newer broker"_s}),
             u"a sentence⏎of a newer broker"_s);
}

void TestClusterPage::linkHistoryFollowsAnySequence()
{
    LinkModel model;
    const QAbstractItemModelTester tester(&model, failing);
    QRandomGenerator random(5);
    std::vector<LinkChange> history;
    for (int step = 0; step < 500; ++step) {
        if (random.bounded(40) == 0)
            history.clear(); // another server
        for (int more = random.bounded(3); more > 0; --more)
            history.push_back(change(random.bounded(1'000'000), more == 1 ? "linked" : "lost"));
        while (history.size() > 12)
            history.erase(history.begin());
        model.update(history);
        QCOMPARE(model.rowCount(), int(history.size()));
        for (size_t i = 0; i < history.size(); ++i)
            QCOMPARE(cell(model, int(history.size() - 1 - i), LinkModel::Reason), history[i].text);
    }
}

void TestClusterPage::saysWhoHadTheProbeAndWhoMissedIt()
{
    ProbeModel model;
    const QAbstractItemModelTester tester(&model, failing);
    model.setRows({probeRow("took", true, 2, 2), probeRow("none", true, 0, 0),
                   probeRow("missed", true, 1, 0), probeRow("silent", false, 0, 0)});
    QVERIFY(cell(model, 0, ProbeModel::Outcome).startsWith(u"delivered to 2"_s));
    QCOMPARE(cell(model, 1, ProbeModel::Outcome), u"no such receiver"_s);
    QVERIFY(cell(model, 2, ProbeModel::Outcome).startsWith(u"MISSED: has 1"_s));
    QVERIFY(cell(model, 3, ProbeModel::Outcome).startsWith(u"silent"_s));
    QCOMPARE(cell(model, 0, ProbeModel::Took), u"700 µs"_s);
    QVERIFY(cell(model, 3, ProbeModel::Took).isEmpty());
}

void TestClusterPage::sumsAProbeUpByItsWorst()
{
    const ProbeRow took = probeRow("a", true, 1, 1);
    const ProbeRow none = probeRow("b", true, 0, 0);
    const ProbeRow missed = probeRow("c", true, 1, 0);
    const ProbeRow silent = probeRow("d", false, 0, 0);
    const auto summary = [](std::vector<ProbeRow> rows) {
        return ClusterText::summary({{}, std::move(rows)});
    };
    QCOMPARE(summary({took, none}), u"Every node that has the name got it."_s);
    QCOMPARE(summary({none}), u"No node has this name."_s);
    QVERIFY(summary({took, silent, missed}).contains(u"missed it: 1"_s));
    QVERIFY(summary({took, silent}).contains(u"said nothing: 1"_s));
}

void TestClusterPage::aNodeAloneIsToldHowToJoin()
{
    ClusterPage page;
    page.show();
    auto *nodes = page.findChild<HintTree *>(u"nodes"_s);
    QVERIFY(nodes->hint().contains(u"not running"_s));
    page.update({});
    QVERIFY(nodes->hint().contains(u"--broker redis://"_s));
    QVERIFY(!page.findChild<QPushButton *>(u"probeSend"_s)->isVisible());
    QVERIFY(!page.findChild<HintTree *>(u"linkHistory"_s)->isVisible());
    page.update(twoNodes());
    QVERIFY(page.findChild<QPushButton *>(u"probeSend"_s)->isVisible());
    QVERIFY(page.findChild<QLabel *>(u"clusterSummary"_s)
                ->text()
                .startsWith(u"Linked to redis://127.0.0.1:6379; nodes joined: 2"_s));
    page.showStopped();
    QVERIFY(nodes->hint().contains(u"not running"_s));
    QCOMPARE(nodes->model()->rowCount(), 0);
}

void TestClusterPage::aNodeWithoutItsLinkIsToldSo()
{
    ClusterPage page;
    ClusterView view = twoNodes();
    view.link.push_back(change(3, "wrong_password"));
    page.update(view);
    const QString text = page.findChild<QLabel *>(u"clusterSummary"_s)->text();
    QVERIFY(text.startsWith(u"Not linked"_s));
    QVERIFY(text.contains(u"wrong password"_s));
}

void TestClusterPage::oneClickSendsAMarkedMessage()
{
    ClusterPage page;
    page.update(twoNodes());
    QSignalSpy asked(&page, &ClusterPage::probeRequested);
    QString to;
    QByteArray content;
    connect(&page, &ClusterPage::probeRequested, this, [&](quint64, const Message &message) {
        to = message.to.text();
        content = message.contentJson;
    });
    page.findChild<NameField *>(u"probeName"_s)->setEditText(u"Alice"_s);
    auto *send = page.findChild<QPushButton *>(u"probeSend"_s);
    send->click();
    send->click(); // not while the first is under way
    QCOMPARE(asked.size(), 1);
    QCOMPARE(to, u"Alice"_s);
    QVERIFY(content.contains("\"pushpoint\":\"probe\""));
    page.showProbe(asked[0][0].toULongLong(), {{}, {probeRow("south", true, 1, 1)}});
    QCOMPARE(page.findChild<HintTree *>(u"probeRows"_s)->model()->rowCount(), 1);
    QVERIFY(page.findChild<QLabel *>(u"probeSummary"_s)->text().startsWith(u"Every node"_s));
    QVERIFY(send->isEnabled());
}

void TestClusterPage::aProbeToNoNameIsNotSent()
{
    ClusterPage page;
    page.update(twoNodes());
    QSignalSpy asked(&page, &ClusterPage::probeRequested);
    page.findChild<NameField *>(u"probeName"_s)->setEditText(u"  "_s);
    page.findChild<QPushButton *>(u"probeSend"_s)->click();
    QVERIFY(asked.isEmpty());
    QVERIFY(!page.findChild<QLabel *>(u"probeSummary"_s)->text().isEmpty());
}

void TestClusterPage::anAnswerToAnotherProbeIsIgnored()
{
    ClusterPage page;
    page.update(twoNodes());
    QSignalSpy asked(&page, &ClusterPage::probeRequested);
    page.findChild<NameField *>(u"probeName"_s)->setEditText(u"Alice"_s);
    page.findChild<QPushButton *>(u"probeSend"_s)->click();
    page.showProbe(asked[0][0].toULongLong() + 1, {{}, {probeRow("south", true, 1, 1)}});
    QCOMPARE(page.findChild<HintTree *>(u"probeRows"_s)->model()->rowCount(), 0);
    page.showStopped(); // nobody will answer
    page.update(twoNodes());
    QVERIFY(page.findChild<QPushButton *>(u"probeSend"_s)->isEnabled());
}

void TestClusterPage::namesFromTheWireAreHarmless()
{
    NodesModel nodes;
    nodes.update({nodeView("a\u202Eb")}, 0);
    QCOMPARE(cell(nodes, 0, 0), u"a[U+202E]b"_s);
    LinkModel link;
    LinkChange evil = change(1, "lost");
    evil.text = u"a\nb"_s;
    link.update({evil});
    QVERIFY(!cell(link, 0, LinkModel::Reason).contains(u'\n'));
}

void TestClusterPage::windowShowsTheFirstViewHoweverEarlyItCame()
{
    TrafficFeed feed;
    feed.publishCluster(twoNodes());
    AdminWindow window(feed, {});
    auto *nodes = window.findChild<HintTree *>(u"nodes"_s);
    QCOMPARE(nodes->model()->rowCount(), 0);
    window.showListening(QUrl(u"http://127.0.0.1:3000"_s));
    QTRY_COMPARE(nodes->model()->rowCount(), 2);
    window.showStopped();
    QCOMPARE(nodes->model()->rowCount(), 0);
}

QTEST_MAIN(TestClusterPage)
#include "tst_cluster_page.moc"
