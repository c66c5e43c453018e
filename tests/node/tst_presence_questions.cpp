#include "server/node/node.h"
#include "tests/broker/in_process_broker.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;

namespace {

UserName named(QByteArrayView utf8)
{
    return UserName::parse(utf8).value();
}

class SilentSession : public Session
{
public:
    SilentSession(quint64 id, QByteArrayView name) : Session(id, named(name)) { }
    Taken send(const Frame &) override { return Taken::Yes; }
    void close(CloseCode, const QByteArray &) override { }
};

/// One node of two. Counts what it is asked by the other.
struct Place
{
    Place(InProcessExchange &exchange, const QByteArray &name)
        : broker(exchange, name), node(registry, feed, name, limits)
    {
        node.join(broker, false);
        broker.setDirectory([this](const PresenceQuery &query) {
            asked.append(query.name);
            return node.presenceHere(query);
        });
        broker.start();
    }

    const Limits limits;
    Registry registry;
    TrafficFeed feed;
    InProcessBroker broker;
    Node node;
    QByteArrayList asked;
};

struct Pair
{
    InProcessExchange exchange;
    Place a{exchange, "a"};
    Place b{exchange, "b"};
};

PresenceQuery page(const QByteArray &after = {})
{
    return {after, 1'000, false};
}

PresenceQuery oneName(const QByteArray &name)
{
    return {name, 1, true};
}

} // namespace

/// What the question of many costs the other nodes.
class TestPresenceQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        pair.emplace();
        answers.clear();
    }
    void cleanup() { pair.reset(); }

    void samePageIsAskedForOnceHoweverManyWantIt()
    {
        SilentSession alice(1, "Alice");
        pair->b.registry.add(&alice);
        for (int i = 0; i < 100; ++i)
            ask(page());
        QCOMPARE(answers.size(), size_t(0)); // never inside the call
        QTRY_COMPARE(answers.size(), size_t(100));
        QCOMPARE(pair->b.asked.size(), 1);
        for (const PresenceAnswer &answer : answers) {
            QVERIFY(answer.complete);
            QCOMPARE(namesOf(answer), QByteArrayList{"Alice"});
        }
        pair->b.registry.remove(&alice, 1000, {});
    }

    void pageOfOthersIsGoodForASecondAndOursIsNew()
    {
        SilentSession alice(1, "Alice"), bob(2, "Bob");
        ask(page());
        QTRY_COMPARE(answers.size(), size_t(1));
        pair->a.registry.add(&alice);
        pair->b.registry.add(&bob);
        ask(page());
        QTRY_COMPARE(answers.size(), size_t(2));
        QCOMPARE(namesOf(answers.back()), QByteArrayList{"Alice"});
        QCOMPARE(pair->b.asked.size(), 1);
        QTRY_VERIFY((ask(page()), namesOf(answers.back()).contains("Bob")));
        QCOMPARE(pair->b.asked.size(), 2);
        pair->a.registry.remove(&alice, 1000, {});
        pair->b.registry.remove(&bob, 1000, {});
    }

    void whatIsMissingIsAskedForAgain()
    {
        pair->b.broker.setCut(true);
        ask(page());
        QTRY_COMPARE(answers.size(), size_t(1));
        QVERIFY(!answers.back().complete);
        pair->b.broker.setCut(false);
        ask(page());
        QTRY_COMPARE(answers.size(), size_t(2));
        QVERIFY(answers.back().complete);
    }

    void pagesAreAskedForOneAfterTheOther()
    {
        ask(page("a"));
        ask(page("b"));
        ask(page("c"));
        QCoreApplication::sendPostedEvents();
        QCOMPARE(pair->b.asked, QByteArrayList{"a"});
        QTRY_COMPARE(answers.size(), size_t(3));
        QCOMPARE(pair->b.asked, (QByteArrayList{"a", "b", "c"}));
    }

    void pagesBeyondALineAreIncomplete()
    {
        const int count = int(PresenceQuestions::pagesMax) + 1;
        for (int i = 0; i < count; ++i)
            ask(page(QByteArray::number(i)));
        QTRY_COMPARE(answers.size(), size_t(count));
        QCOMPARE(std::ranges::count(answers, false, &PresenceAnswer::complete), 1);
        QCOMPARE(pair->b.asked.size(), count - 1);
    }

    // Their answer must not be older than their question.
    void oneNameIsAskedForOnceMoreForAllWhoComeMeanwhile()
    {
        ask(oneName("Bob"));
        for (int i = 0; i < 50; ++i)
            ask(oneName("Bob"));
        ask(oneName("Eve"));
        QTRY_COMPARE(answers.size(), size_t(52));
        QCOMPARE(pair->b.asked.count("Bob"), 2);
        QCOMPARE(pair->b.asked.count("Eve"), 1);
        ask(oneName("Bob"));
        QTRY_COMPARE(answers.size(), size_t(53));
        QCOMPARE(pair->b.asked.count("Bob"), 3);
    }

private:
    void ask(const PresenceQuery &query)
    {
        pair->a.node.askPresence(
            query, [this](const PresenceAnswer &answer) { answers.push_back(answer); });
    }
    static QByteArrayList namesOf(const PresenceAnswer &answer)
    {
        QByteArrayList names;
        for (const NodePresence &node : answer.nodes) {
            for (const NamePresence &presence : node.names)
                names.append(presence.name);
        }
        return names;
    }

    std::optional<Pair> pair;
    std::vector<PresenceAnswer> answers;
};

QTEST_GUILESS_MAIN(TestPresenceQuestions)
#include "tst_presence_questions.moc"
