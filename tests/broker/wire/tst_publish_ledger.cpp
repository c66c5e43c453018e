#include "server/broker/wire/publish_ledger.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using Kind = Verdict::Kind;

/// The rule by which an outcome becomes known, and the order in which messages are tried again.
class TestPublishLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_ledger = PublishLedger();
        m_answers.clear();
    }

    void nobodyListensAndNobodyIsMissingIsOffline()
    {
        QVERIFY(begin(1));
        m_ledger.noteReading(1, 0, {0, true}, 1);
        QCOMPARE(m_answers.value(1), Kind::Offline);
    }

    void nobodyListensAndSomebodyIsMissingIsTriedAgain()
    {
        QVERIFY(begin(1));
        m_ledger.noteReading(1, 0, {0, false}, 0);
        QVERIFY(m_answers.isEmpty() && m_ledger.sweep(49).empty());
        QCOMPARE(m_ledger.sweep(50), std::vector<quint64>{1});
        QCOMPARE(m_ledger.find(1)->attempt, 1);
        m_ledger.noteAck(ackOf(1, 1, 2), 51);
        QCOMPARE(m_answers.value(1), Kind::Delivered);
    }

    // Younger ones stay behind the one that is tried again, and follow it at once.
    void youngerOnesWaitBehindARetry()
    {
        QVERIFY(begin(1));
        m_ledger.noteReading(1, 0, {0, false}, 0);
        QVERIFY(!begin(2, 10));
        QVERIFY(!begin(3, 20));
        QVERIFY(m_ledger.sweep(40).empty());
        QCOMPARE(m_ledger.sweep(50), (std::vector<quint64>{1, 2, 3}));
        QCOMPARE(m_ledger.find(2)->attempt, 0);
    }

    void othersDoNotWait()
    {
        QVERIFY(begin(1));
        m_ledger.noteReading(1, 0, {0, false}, 0);
        QVERIFY(begin(2, 0, "Jack"));
        QVERIFY(begin(3, 0, "Bob", "Jack"));
        QVERIFY(begin(4, 0, ""));
        m_ledger.noteReading(4, 0, {0, false}, 0);
        QVERIFY(begin(5, 0, ""));
    }

    // Whoever was reached is published to without a look; one that nobody takes gets its look at
    // once, and only that can say "offline".
    void nameThatWasReachedNeedsNoLook()
    {
        QVERIFY(begin(1) && !m_ledger.goesUnlooked(*m_ledger.find(1)));
        m_ledger.noteAck(ackOf(1, 0, 1), 1);
        for (const quint64 sequence : {2, 3}) {
            QVERIFY(begin(sequence) && m_ledger.goesUnlooked(*m_ledger.find(sequence)));
        }
        m_ledger.noteCount(2, 0, 1, 2);
        m_ledger.noteAck(ackOf(2, 0, 1), 3);
        QCOMPARE(m_answers.value(2), Kind::Delivered);
        m_ledger.noteCount(3, 0, 0, 4);
        QVERIFY(!m_answers.contains(3));
        QCOMPARE(m_ledger.sweep(4), std::vector<quint64>{3});
        QVERIFY(!m_ledger.goesUnlooked(*m_ledger.find(3)));
        m_ledger.noteReading(3, 1, {0, true}, 5);
        QCOMPARE(m_answers.value(3), Kind::Offline);
        QVERIFY(begin(4, 5) && !m_ledger.goesUnlooked(*m_ledger.find(4)));
    }

    void refusalOfAllWhoHeardItGetsALook()
    {
        reach();
        QVERIFY(begin(2));
        m_ledger.noteAck(ackOf(2, 0, 0), 1);
        m_ledger.noteCount(2, 0, 2, 2);
        QVERIFY(m_ledger.sweep(3).empty());
        m_ledger.noteAck(ackOf(2, 0, 0), 4);
        QCOMPARE(m_ledger.sweep(4), std::vector<quint64>{2});
    }

    // Somebody heard it and said nothing: perhaps it was taken, so it is never called offline.
    void silenceAfterAPublishWithoutALookIsNeverOffline()
    {
        reach();
        QVERIFY(begin(2));
        m_ledger.noteCount(2, 0, 1, 0);
        QVERIFY(m_ledger.sweep(199).empty() && m_ledger.sweep(200).empty());
        QCOMPARE(m_ledger.sweep(201), std::vector<quint64>{2});
        m_ledger.noteReading(2, 1, {0, true}, 202);
        QCOMPARE(m_answers.value(2), Kind::Unknown);
        QVERIFY(begin(3, 203) && !m_ledger.goesUnlooked(*m_ledger.find(3)));
    }

    // The younger one is under way: until it is known what became of it, the older one waits.
    void retryWaitsForAYoungerOneUnderWay()
    {
        QVERIFY(begin(1) && begin(2));
        m_ledger.noteReading(1, 0, {0, false}, 0);
        QVERIFY(m_ledger.sweep(60).empty());
        m_ledger.noteReading(2, 0, {0, false}, 60);
        QCOMPARE(m_ledger.sweep(60), std::vector<quint64>{1});
        QCOMPARE(m_ledger.sweep(110), std::vector<quint64>{2});
    }

    void overtakenOneIsNotTriedAgain()
    {
        QVERIFY(begin(1) && begin(2) && begin(3));
        m_ledger.noteReading(1, 0, {0, false}, 0);
        m_ledger.noteAck(ackOf(3, 0, 1), 1);
        QCOMPARE(m_answers.value(3), Kind::Delivered);
        QCOMPARE(m_answers.value(1), Kind::Unknown);
        QVERIFY(!m_answers.contains(2)); // may still be answered, but
        m_ledger.noteReading(2, 0, {0, false}, 2);
        QCOMPARE(m_answers.value(2), Kind::Unknown);
        QVERIFY(m_ledger.isEmpty());
    }

    void oneThatWentPastTheLedgerOvertakes()
    {
        QVERIFY(begin(1));
        m_ledger.noteReading(1, 0, {0, false}, 0);
        m_ledger.notePassed(message("Bob", "Alice"), 2);
        QCOMPARE(m_answers.value(1), Kind::Unknown);
    }

    // A younger one reached the receiver, so it was not offline all the time.
    void overtakenOneIsNeverOffline()
    {
        QVERIFY(begin(1));
        m_ledger.notePassed(message("Bob", "Alice"), 2);
        m_ledger.noteReading(1, 0, {0, true}, 1);
        QCOMPARE(m_answers.value(1), Kind::Unknown);
    }

    void everyOneIsAnsweredInTime()
    {
        QVERIFY(begin(1));
        m_ledger.noteReading(1, 0, {0, false}, 0);
        for (quint64 sequence = 2; sequence < 100; ++sequence)
            QVERIFY(!begin(sequence));
        for (qint64 nowMs = 0; nowMs <= Broker::publishTimeMax.count(); nowMs += 10) {
            for (const quint64 sequence : m_ledger.sweep(nowMs))
                m_ledger.noteFailure(sequence, m_ledger.find(sequence)->attempt, nowMs);
        }
        QCOMPARE(m_answers.size(), 99);
        QVERIFY(m_ledger.isEmpty());
    }

private:
    /// Alice, as begin() sends to her by default.
    void reach()
    {
        QVERIFY(begin(1));
        m_ledger.noteAck(ackOf(1, 0, 1), 0);
    }
    static Message message(const char *from, const char *to)
    {
        std::optional<UserName> sender;
        if (*from != '\0')
            sender = UserName::parse(QByteArrayView(from)).value();
        return {sender, UserName::parse(QByteArrayView(to)).value(), "1", {}};
    }
    static Ack ackOf(quint64 sequence, int attempt, int connections)
    {
        return {"b/0123456789abcdef", sequence, attempt, connections};
    }
    bool begin(quint64 sequence, qint64 nowMs = 0, const char *from = "Bob",
               const char *to = "Alice")
    {
        return m_ledger.begin(
            {"a/0123456789abcdef", sequence, 0, 0, true, message(from, to)},
            [this, sequence](const Verdict &verdict) { m_answers.insert(sequence, verdict.kind); },
            nowMs);
    }

    PublishLedger m_ledger;
    QHash<quint64, Kind> m_answers;
};

QTEST_GUILESS_MAIN(TestPublishLedger)
#include "tst_publish_ledger.moc"
