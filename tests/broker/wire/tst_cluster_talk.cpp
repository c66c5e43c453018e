#include "server/broker/wire/cluster_talk.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ownId = "a/0000000000000001";
const QByteArray otherId = "b/0000000000000002";

Message message()
{
    return {std::nullopt, UserName::parse(QByteArrayView("Alice")).value(), "1", {}};
}

Envelope envelope(quint64 sequence, bool wantsAck = true)
{
    return {otherId, sequence, 0, 1'000, wantsAck, message()};
}

/// Keeps what is sent over it.
struct Wire final : ClusterTalk::Wire
{
    bool isUp() const override { return up; }
    bool hasRoom() const override { return room; }
    std::optional<qint64> sharedMs() const override { return clock; }
    std::optional<ClusterTalk::Others> others() const override { return {{{otherId}, isPartial}}; }
    void sendToNode(const QByteArray &node, const QByteArray &bytes) override
    {
        QCOMPARE(node, otherId);
        toNode.append(bytes);
    }
    void sendToAll(const QByteArray &bytes) override { toAll.append(bytes); }
    void sendToName(const UserName &, const QByteArray &bytes) override { toName.append(bytes); }
    void sendAttempt(const Envelope &envelope) override { attempts.append(envelope.sequence); }
    int deliver(const Message &, const QByteArray &) override
    {
        ++delivered;
        return connections;
    }
    std::vector<NamePresence> namesHere(const PresenceQuery &) override { return {{"Alice", 2}}; }
    void noteHeard(const QByteArray &node) override { heard.append(node); }
    void noteOwnProbe(quint64 number) override { lastProbe = number; }
    void noteOtherVersion(const QByteArray &node, int version) override
    {
        otherVersions.append(node + ' ' + QByteArray::number(version));
    }

    bool up = true;
    bool room = true;
    bool isPartial = false;
    std::optional<qint64> clock = 0;
    int connections = 2;
    QList<QByteArray> toNode, toAll, toName, heard, otherVersions;
    QList<quint64> attempts;
    int delivered = 0;
    quint64 lastProbe = 0;
};

template <class Item>
Item decoded(const QByteArray &bytes)
{
    return std::get<Item>(decodeWireItem(bytes).value());
}

} // namespace

class TestClusterTalk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_wire = {}; }
    void saysHowManyTookAMessage();
    void saysItOnceATurn();
    void saysNothingWhereNobodyAsks();
    void doesNotJudgeTimesWithoutTheSharedClock();
    void tellsWhoSpeaks();
    void endsAPublishByWhatOthersSay();
    void beginsNoPublishWithoutRoom();
    void answersQuestions();
    void collectsWhatAllHave();
    void collectsAcksOfAProbe();
    void passesGarbageOver();

private:
    Wire m_wire;
    ClusterTalk m_talk{m_wire, ownId, nullptr};
    quint64 m_sequence = 0; // the talk goes on from test to test
};

void TestClusterTalk::saysHowManyTookAMessage()
{
    m_talk.take(encodeEnvelope(envelope(++m_sequence)));
    QCOMPARE(m_wire.delivered, 1);
    QTRY_COMPARE(m_wire.toNode.size(), 1);
    const auto acks = decoded<WireAcks>(m_wire.toNode.first());
    QCOMPARE(acks.size(), size_t(1));
    QCOMPARE(acks.front().connections, 2);
    QCOMPARE(acks.front().sequence, m_sequence);
    QCOMPARE(acks.front().node, ownId);
}

// Long turns in parts, so that the first need not wait for the last.
void TestClusterTalk::saysItOnceATurn()
{
    for (int i = 0; i < 30; ++i)
        m_talk.take(encodeEnvelope(envelope(++m_sequence)));
    QCOMPARE(m_wire.toNode.size(), 1);
    QCOMPARE(decoded<WireAcks>(m_wire.toNode.first()).size(), size_t(24));
    QTRY_COMPARE(m_wire.toNode.size(), 2);
    QCOMPARE(decoded<WireAcks>(m_wire.toNode.last()).size(), size_t(6));
}

void TestClusterTalk::saysNothingWhereNobodyAsks()
{
    m_talk.take(encodeEnvelope(envelope(++m_sequence, false)));
    m_wire.up = false;
    m_talk.take(encodeEnvelope(envelope(++m_sequence)));
    QCOMPARE(m_wire.delivered, 2);
    QCoreApplication::processEvents();
    QVERIFY(m_wire.toNode.isEmpty());
}

void TestClusterTalk::doesNotJudgeTimesWithoutTheSharedClock()
{
    m_wire.clock.reset();
    m_talk.take(encodeEnvelope(envelope(++m_sequence)));
    m_talk.forward(message());
    QCOMPARE(m_wire.delivered, 0);
    QVERIFY(m_wire.toName.isEmpty());
    m_wire.clock = 2'000; // too late
    m_talk.take(encodeEnvelope(envelope(++m_sequence)));
    QCOMPARE(m_wire.delivered, 0);
    m_talk.forward(message());
    QCOMPARE(m_wire.toName.size(), 1);
    QVERIFY(!decoded<Envelope>(m_wire.toName.first()).wantsAck);
}

void TestClusterTalk::tellsWhoSpeaks()
{
    m_talk.take(encodeHello({ownId, {}}));
    QVERIFY(m_wire.heard.isEmpty());
    m_talk.take(encodeHello({otherId, {}}));
    QCOMPARE(m_wire.heard, QList<QByteArray>{otherId});
    QByteArray foreign = encodeHello({"c/0000000000000003", {}});
    foreign.replace(wireWord.toByteArray(), "PP7");
    m_talk.take(foreign);
    m_talk.take(foreign);
    QCOMPARE(m_wire.otherVersions, QList<QByteArray>{"c 7"});
    QCOMPARE(m_wire.heard.size(), 3);
    m_talk.take(encodeProbe({5}));
    QCOMPARE(m_wire.lastProbe, quint64(5));
}

void TestClusterTalk::endsAPublishByWhatOthersSay()
{
    Verdict heard;
    m_talk.publish(message(), [&](const Verdict &verdict) { heard = verdict; });
    QCOMPARE(m_wire.attempts.size(), 1);
    QVERIFY(!m_talk.isIdle());
    m_talk.ledger().noteReading(m_wire.attempts.first(), 0, {1, true}, m_talk.steadyMs());
    m_talk.take(encodeAcks({{otherId, m_wire.attempts.first(), 0, 3}}));
    QTRY_COMPARE(heard.kind, Verdict::Kind::Delivered);
    QCOMPARE(heard.connections, 3);
    QCOMPARE(heard.node, QByteArray("b"));
    QVERIFY(m_talk.isIdle());
}

void TestClusterTalk::beginsNoPublishWithoutRoom()
{
    m_wire.room = false;
    int answers = 0;
    m_talk.publish(message(), [&](const Verdict &verdict) {
        QCOMPARE(verdict.kind, Verdict::Kind::Unknown);
        ++answers;
    });
    m_talk.askPresence({"Alice", 1, true}, [&](const PresenceAnswer &answer) {
        QVERIFY(!answer.complete);
        ++answers;
    });
    QCOMPARE(answers, 0); // never inside the call
    QTRY_COMPARE(answers, 2);
    QVERIFY(m_wire.attempts.isEmpty() && m_wire.toAll.isEmpty());
}

void TestClusterTalk::answersQuestions()
{
    m_talk.take(encodeQuestion({ownId, 6, {"Alice", 1, true}}));
    QVERIFY(m_wire.toNode.isEmpty());
    m_talk.take(encodeQuestion({otherId, 7, {"Alice", 1, true}}));
    QCOMPARE(m_wire.toNode.size(), 1);
    const auto roll = decoded<Roll>(m_wire.toNode.first());
    QCOMPARE(roll.number, quint64(7));
    QCOMPARE(roll.presence.node, ownId);
    QCOMPARE(roll.presence.names.size(), size_t(1));
}

void TestClusterTalk::collectsWhatAllHave()
{
    for (const bool isPartial : {false, true}) {
        m_wire.isPartial = isPartial;
        m_wire.toAll.clear();
        std::optional<PresenceAnswer> heard;
        m_talk.askPresence({"Alice", 1, true}, [&](const PresenceAnswer &all) { heard = all; });
        QCOMPARE(m_wire.toAll.size(), 1);
        const auto question = decoded<Question>(m_wire.toAll.first());
        m_talk.take(encodeRoll({question.number, {otherId, {{"Alice", 4}}}}));
        QTRY_VERIFY(heard);
        QCOMPARE(heard->nodes.size(), size_t(1));
        QCOMPARE(heard->complete, !isPartial);
    }
}

void TestClusterTalk::collectsAcksOfAProbe()
{
    std::optional<std::vector<Broker::ProbeAck>> heard;
    m_talk.probe(message(), [&](const auto &acks) { heard = acks; });
    QCOMPARE(m_wire.toName.size(), 1);
    const auto sent = decoded<Envelope>(m_wire.toName.first());
    m_talk.take(encodeAcks({{otherId, sent.sequence, 0, 1}}));
    QTRY_VERIFY(heard);
    QCOMPARE(heard->size(), size_t(1));
    QCOMPARE(heard->front().node, otherId);
}

void TestClusterTalk::passesGarbageOver()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("PP2 x"), QByteArray(5'000, '\xff')})
        m_talk.take(bytes);
    QCOMPARE(m_wire.delivered, 0);
    QVERIFY(m_wire.toNode.isEmpty());
}

QTEST_GUILESS_MAIN(TestClusterTalk)
#include "tst_cluster_talk.moc"
