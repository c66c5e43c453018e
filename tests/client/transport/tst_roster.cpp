#include "client/account/roster_model.h"
#include "client/window/parts/name_box.h"
#include "tests/client/fake_server.h"

#include <QAbstractItemModelTester>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestRoster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOfferedNames()
    {
        QCOMPARE(parseNames(R"(["Bob","Alice","Bob",7,""," "])"),
                 QStringList({u"Bob"_s, u"Alice"_s, u" "_s}));
        QVERIFY(parseNames("{}").isEmpty());
        QVERIFY(parseNames("nonsense").isEmpty());
    }

    void readsConnections()
    {
        const QList<RosterEntry> expected{{u"Bob"_s, 2}};
        QCOMPARE(parseConnections(
                     R"([{"name":"Bob","connections":2},{"name":"Jack","connections":0},{},5])"),
                 expected);
        QVERIFY(parseConnections("[").isEmpty());
    }

    void offersTheServersOrderFirst()
    {
        const QList<RosterEntry> expected{
            {u"Bob"_s, 0}, {u"Alice"_s, 1}, {u"Eve"_s, 2}, {u"Zoe"_s, 1}};
        QCOMPARE(
            mergeRoster({u"Bob"_s, u"Alice"_s}, {{u"Zoe"_s, 1}, {u"Alice"_s, 1}, {u"Eve"_s, 2}}),
            expected);
    }

    void whatIsAskedWhileAnAnswerIsOnItsWayIsAskedOnceMore()
    {
        FakeServer server;
        QVERIFY(server.listen());
        Roster roster(*ServerAddress::parse(server.url()));
        int rounds = 0;
        server.onRequest = [&](const FakeServer::Request &request) {
            if (request.path.startsWith("/rest/connections") && ++rounds == 1)
                roster.refresh(); // somebody came just after this was counted
            return FakeServer::Answer{200,
                                      rounds < 2 ? "[]" : R"([{"name":"Eve","connections":1}])"};
        };
        QSignalSpy refreshed(&roster, &Roster::refreshed);
        roster.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(refreshed.size(), 2, 4'000); // sooner than by the interval
        const auto entries = refreshed[1][0].value<QList<RosterEntry>>();
        QCOMPARE(entries.size(), 1);
        QCOMPARE(entries[0].name, u"Eve"_s);
    }

    void modelStaysCalmWhereOnlyPresenceChanges()
    {
        RosterModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries({{u"Bob"_s, 0}, {u"Alice"_s, 0}});
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setEntries({{u"Bob"_s, 1}, {u"Alice"_s, 0}});
        QCOMPARE(resets.size(), 0);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(model.index(0).data(RosterModel::ConnectionsRole).toInt(), 1);
        model.setEntries({{u"Bob"_s, 1}});
        QCOMPARE(resets.size(), 1);
        model.setEntries({});
        QCOMPARE(model.rowCount(), 0);
    }

    void fieldKeepsItsTextWhateverTheListDoes()
    {
        RosterModel model;
        NameBox box;
        box.setNames(&model);
        QVERIFY(box.isBlank());
        model.setEntries({{u"Bob"_s, 0}});
        QVERIFY(box.isBlank());
        box.setEditText(u"Car"_s);
        model.setEntries({{u"Bob"_s, 0}, {u"Carol"_s, 1}});
        QCOMPARE(box.currentText(), u"Car"_s);
        box.setName(*UserName::parse(QStringView(u"Carol")));
        QCOMPARE(box.currentIndex(), 1);
        model.setEntries({{u"Dave"_s, 1}});
        QCOMPARE(box.currentText(), u"Carol"_s);
        QCOMPARE(box.currentIndex(), -1);
    }

    void typedNameKeepsItsCase()
    {
        RosterModel model;
        model.setEntries({{u"Bob"_s, 0}});
        NameBox box;
        box.setNames(&model);
        const QSignalSpy committed(&box, &NameBox::committed);
        QTest::keyClicks(box.lineEdit(), u"bob"_s);
        QTest::keyClick(box.lineEdit(), Qt::Key_Return);
        QVERIFY(!committed.isEmpty());
        QCOMPARE(box.typedName()->text(), u"bob"_s);
    }

    void wheelDoesNotChangeTheName()
    {
        RosterModel model;
        model.setEntries({{u"Bob"_s, 0}, {u"Alice"_s, 0}});
        NameBox box;
        box.setNames(&model);
        box.setName(*UserName::parse(QStringView(u"Bob")));
        QWheelEvent wheel({5, 5}, {5, 5}, {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&box, &wheel);
        QCOMPARE(box.currentText(), u"Bob"_s);
    }
};

QTEST_MAIN(TestRoster)
#include "tst_roster.moc"
