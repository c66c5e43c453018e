#include "tests/broker/broker_contract.h"

#include <QTest>

#include <algorithm>

namespace pushpoint::kit {

namespace {

constexpr int patienceMs = 10'000;

UserName named(QByteArrayView utf8)
{
    return UserName::parse(utf8).value();
}

Message message(const char *to, const QByteArray &contentJson = "1")
{
    return {named("Bob"), named(to), contentJson, {}};
}

} // namespace

void BrokerContract::init()
{
    m_joint = m_makeJoint();
    if (!m_joint)
        QSKIP("this machine lacks what the broker needs");
}

void BrokerContract::cleanup()
{
    m_members.clear();
    m_joint.reset();
}

Member &BrokerContract::join(const char *nodeName)
{
    auto member = std::make_unique<Member>();
    member->broker = m_joint->make(nodeName);
    member->broker->setReceiver(
        [member = member.get()](const Message &got, const QByteArray &origin) {
            member->got.append(got);
            member->origins.append(origin);
            return member->connections;
        });
    m_members.push_back(std::move(member));
    return *m_members.back();
}

broker::Verdict BrokerContract::publish(Member &member, const Message &message)
{
    auto verdict = std::make_shared<std::optional<broker::Verdict>>();
    member.broker->publish(message, [verdict](const broker::Verdict &said) { *verdict = said; });
    if (!QTest::qWaitFor([&] { return verdict->has_value(); }, patienceMs))
        return {broker::Verdict::Kind::Unknown, -1, "no answer"};
    return **verdict;
}

bool BrokerContract::subscribe(Member &member, const char *name)
{
    auto confirmed = std::make_shared<std::optional<bool>>();
    member.broker->subscribe(named(name), [confirmed](bool yes) { *confirmed = yes; });
    return QTest::qWaitFor([&] { return confirmed->has_value(); }, patienceMs) && **confirmed;
}

void BrokerContract::messageReachesTheNodeThatSubscribed()
{
    Member &a = join("a"), &b = join("b");
    b.connections = 3;
    QVERIFY(subscribe(b, "Alice"));
    const broker::Verdict verdict = publish(a, message("Alice"));
    QCOMPARE(verdict.kind, broker::Verdict::Kind::Delivered);
    QCOMPARE(verdict.connections, 3);
    QCOMPARE(verdict.node, "b");
    QCOMPARE(b.got.size(), 1);
    QCOMPARE(b.origins.first(), "a");
    QVERIFY(a.got.isEmpty());
}

void BrokerContract::contentArrivesAsItWasWritten()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(b, "Alice"));
    const QByteArray content = "{\"z\":1.0,\"a\":[-0,18446744073709551615,\"\\ud800\",\"李雷\"]}";
    QCOMPARE(publish(a, message("Alice", content)).kind, broker::Verdict::Kind::Delivered);
    QCOMPARE(b.got.first().contentJson, content);
    QCOMPARE(b.got.first().from->utf8(), "Bob");
    QCOMPARE(publish(a, {std::nullopt, named("Alice"), "2", {}}).kind,
             broker::Verdict::Kind::Delivered);
    QVERIFY(!b.got.last().from);
}

void BrokerContract::nobodyThereIsOffline()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(b, "Alice"));
    QCOMPARE(publish(a, message("Jack")).kind, broker::Verdict::Kind::Offline);
    QVERIFY(b.got.isEmpty());
}

// The last connection has just gone and the subscription not yet.
void BrokerContract::subscribedButTakenByNobodyIsOffline()
{
    Member &a = join("a"), &b = join("b");
    b.connections = 0;
    QVERIFY(subscribe(b, "Alice"));
    QVERIFY(subscribe(a, "Alice"));
    QCOMPARE(publish(a, message("Alice")).kind, broker::Verdict::Kind::Offline);
}

void BrokerContract::unsubscribedIsOffline()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(b, "Alice"));
    b.broker->unsubscribe(named("Alice"));
    b.connections = 0;
    QCOMPARE(publish(a, message("Alice")).kind, broker::Verdict::Kind::Offline);
    QVERIFY(!b.broker->isConfirmed(named("Alice")));
}

void BrokerContract::ownEchoIsNotDelivered()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(a, "Alice"));
    QVERIFY(subscribe(b, "Alice"));
    QCOMPARE(publish(a, message("Alice")).node, "b");
    QCOMPARE(b.got.size(), 1);
    QVERIFY(a.got.isEmpty());
}

void BrokerContract::forwardedMessageReachesOthersOnly()
{
    Member &a = join("a"), &b = join("b"), &c = join("c");
    for (Member *member : {&a, &b, &c})
        QVERIFY(subscribe(*member, "Alice"));
    a.broker->forward(message("Alice"));
    QTRY_COMPARE(b.got.size(), 1);
    QTRY_COMPARE(c.got.size(), 1);
    QVERIFY(a.got.isEmpty());
}

void BrokerContract::orderOfOneSenderIsKept()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(b, "Alice"));
    int answered = 0;
    for (int i = 0; i < 500; ++i)
        a.broker->publish(message("Alice", QByteArray::number(i)),
                          [&](const broker::Verdict &verdict) {
                              answered += verdict.kind == broker::Verdict::Kind::Delivered ? 1 : 0;
                          });
    QTRY_COMPARE(answered, 500);
    QCOMPARE(b.got.size(), 500);
    for (int i = 0; i < 500; ++i)
        QCOMPARE(b.got[i].contentJson, QByteArray::number(i));
}

void BrokerContract::answerNeverComesInsideTheCall()
{
    Member &a = join("a");
    bool inside = true, answered = false;
    a.broker->publish(message("Alice"), [&](const broker::Verdict &) {
        answered = true;
        QVERIFY(!inside);
    });
    inside = false;
    QTRY_VERIFY(answered);
}

void BrokerContract::confirmedNameIsReachedAtOnce()
{
    Member &a = join("a"), &b = join("b");
    for (int i = 0; i < 100; ++i) {
        const QByteArray name = "name-" + QByteArray::number(i);
        QVERIFY(subscribe(b, name));
        QVERIFY(b.broker->isConfirmed(named(name)));
        QCOMPARE(publish(a, message(name)).kind, broker::Verdict::Kind::Delivered);
    }
}

void BrokerContract::flappingNameEndsUnsubscribed()
{
    Member &a = join("a"), &b = join("b");
    for (int i = 0; i < 200; ++i) {
        for (Member *member : {&a, &b}) {
            member->broker->subscribe(named("Alice"));
            member->broker->unsubscribe(named("Alice"));
        }
    }
    a.connections = b.connections = 0;
    QCOMPARE(publish(a, message("Alice")).kind, broker::Verdict::Kind::Offline);
    QVERIFY(subscribe(b, "Alice"));
    b.connections = 1;
    QCOMPARE(publish(a, message("Alice")).kind, broker::Verdict::Kind::Delivered);
}

void BrokerContract::whoIsCutOffDoesNotKnow()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(b, "Alice"));
    m_joint->setCut(*a.broker, true);
    QTRY_VERIFY_WITH_TIMEOUT(!a.broker->isLinked(), patienceMs);
    QCOMPARE(publish(a, message("Alice")).kind, broker::Verdict::Kind::Unknown);
    QCOMPARE(publish(a, message("Jack")).kind, broker::Verdict::Kind::Unknown);
}

void BrokerContract::nodeThatIsCutOffMakesNobodyOffline()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(b, "Alice"));
    m_joint->setCut(*b.broker, true);
    QTRY_VERIFY_WITH_TIMEOUT(!b.broker->isLinked(), patienceMs);
    QCOMPARE(publish(a, message("Alice")).kind, broker::Verdict::Kind::Unknown);
}

void BrokerContract::whoComesBackIsReachedAgain()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(b, "Alice"));
    m_joint->setCut(*b.broker, true);
    QTRY_VERIFY_WITH_TIMEOUT(!b.broker->isLinked(), patienceMs);
    m_joint->setCut(*b.broker, false);
    QTRY_VERIFY_WITH_TIMEOUT(b.broker->isLinked(), patienceMs);
    QCOMPARE(publish(a, message("Alice")).kind, broker::Verdict::Kind::Delivered);
}

void BrokerContract::garbageIsNotDelivered()
{
    Member &a = join("a"), &b = join("b");
    QVERIFY(subscribe(b, "Alice"));
    const QList<QByteArray> garbage{
        "",
        "hello",
        "PP2",
        "PP2 m",
        "PP3 m x/0123456789abcdef 1 0 9 0\n{}",
        "PP2 m x 1 0 4000000000000 0\n{\"to\":\"Alice\",\"content\":1}", // no id
        "PP2 m x/0123456789abcdef -1 0 4000000000000 0\n{\"to\":\"Alice\",\"content\":1}",
        "PP2 m x/0123456789abcdef 1 0 4000000000000 0\n{\"to\":\"Alice\",\"content\":}",
        "PP2 m x/0123456789abcdef 1 0 4000000000000 0\n{\"to\":\"\",\"content\":1}",
        "PP2 m x/0123456789abcdef 1 0 1 0\n{\"to\":\"Alice\",\"content\":1}", // late
        QByteArray(100'000, ' '),
        QByteArray("PP2 m\0\0", 7)};
    for (const QByteArray &bytes : garbage)
        m_joint->inject(named("Alice"), bytes);
    QCOMPARE(publish(a, message("Alice", "\"good\"")).kind, broker::Verdict::Kind::Delivered);
    QCOMPARE(b.got.size(), 1);
    QCOMPARE(b.got.first().contentJson, "\"good\"");
}

void BrokerContract::oddNamesAreOrdinaryNames()
{
    Member &a = join("a node/with blanks"), &b = join("李雷");
    for (const char *name : {"__proto__", "../x", "a b", "李雷", "*", "u:x", "%00", "[a]?"}) {
        QVERIFY2(subscribe(b, name), name);
        const broker::Verdict verdict = publish(a, message(name));
        QVERIFY2(verdict.kind == broker::Verdict::Kind::Delivered, name);
        QCOMPARE(verdict.node, "李雷");
        QCOMPARE(b.got.last().to.utf8(), name);
        QCOMPARE(b.origins.last(), "a node/with blanks");
    }
}

void BrokerContract::nodesSeeEachOther()
{
    Member &a = join("a"), &b = join("b");
    b.broker->setFacts([] { return NodeFacts{1, 2, 3, 4}; });
    const auto other = [&a] { return a.broker->nodes().back(); };
    QTRY_VERIFY_WITH_TIMEOUT(other().name == "b" && other().facts.deliveries == 4, 10'000);
    QCOMPARE(other().state, NodeView::State::Joined);
    QCOMPARE(other().facts.connections, 2u);
    QCOMPARE(a.broker->nodes().size(), 2u);
    QVERIFY(a.broker->nodes().front().isSelf);
}

void BrokerContract::everyNodeSpeaksToAProbe()
{
    Member &a = join("a"), &b = join("b"), &c = join("c"), &d = join("d");
    a.connections = 5; // its own echo is none of the others
    b.connections = 2;
    c.connections = 0; // subscribed, and took nothing
    for (Member *member : {&a, &b, &c})
        QVERIFY(subscribe(*member, "Alice"));
    std::optional<std::vector<broker::Broker::ProbeAck>> acks;
    a.broker->probe(message("Alice"), [&acks](const auto &said) { acks = said; });
    QVERIFY(!acks);
    QTRY_VERIFY(acks.has_value());
    std::ranges::sort(*acks, {}, &broker::Broker::ProbeAck::node);
    QCOMPARE(acks->size(), 2u);
    QVERIFY(acks->at(0).node.startsWith("b/"));
    QCOMPARE(acks->at(0).connections, 2);
    QVERIFY(acks->at(1).node.startsWith("c/"));
    QCOMPARE(acks->at(1).connections, 0);
    QCOMPARE(b.got.size(), 1);
    QVERIFY(a.got.isEmpty());
    QVERIFY(d.got.isEmpty());
}

void BrokerContract::namesAreAskedOfAllNodes()
{
    Member &a = join("a"), &b = join("b");
    broker::PresenceQuery asked;
    b.broker->setDirectory([&asked](const broker::PresenceQuery &query) {
        asked = query;
        return std::vector<broker::NamePresence>{{"爱丽丝 %/", 2}, {"Bob", 1}};
    });
    std::optional<broker::PresenceAnswer> answer;
    const auto ask = [&] {
        answer.reset();
        a.broker->askPresence({" a%", 7, false},
                              [&answer](const broker::PresenceAnswer &said) { answer = said; });
        const bool inside = answer.has_value();
        return !inside && QTest::qWaitFor([&answer] { return answer.has_value(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(ask() && answer->nodes.size() == 1, 10'000);
    QVERIFY(answer->complete);
    QCOMPARE(asked.name, " a%");
    QCOMPARE(asked.limit, 7);
    QVERIFY(answer->nodes[0].node.startsWith("b/"));
    QCOMPARE(answer->nodes[0].names.size(), 2u);
    QCOMPARE(answer->nodes[0].names[0].name, "爱丽丝 %/");
    QCOMPARE(answer->nodes[0].names[0].connections, 2);
    m_joint->setCut(*b.broker, true);
    QTRY_VERIFY(!b.broker->isLinked());
    QVERIFY(ask());
    QVERIFY(!answer->complete);
}

void BrokerContract::linkKeepsItsHistory()
{
    Member &a = join("a");
    m_joint->setCut(*a.broker, true);
    QTRY_VERIFY(!a.broker->isLinked());
    m_joint->setCut(*a.broker, false);
    QTRY_VERIFY_WITH_TIMEOUT(a.broker->isLinked(), 10'000);
    const auto &history = a.broker->linkHistory();
    QVERIFY(history.size() >= 3);
    QVERIFY(history.front().linked && history.back().linked);
    QVERIFY(!history[1].linked);
    QCOMPARE(history[1].word, "lost");
    QVERIFY(history[1].wallClockMs >= history[0].wallClockMs);
}

} // namespace pushpoint::kit
