#include "server/registry/registry.h"

#include <QTest>

#include <functional>
#include <memory>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

UserName named(QByteArrayView utf8)
{
    return UserName::parse(utf8).value();
}

/// A session that keeps what it is given.
class ListSession : public Session
{
public:
    ListSession(quint64 id, QByteArrayView name) : Session(id, named(name)) { }

    Taken send(const Frame &frame) override
    {
        frames.append(frame.wireBytes);
        return answer;
    }
    void close(CloseCode code, const QByteArray &reason) override
    {
        closedWith = int(code);
        closeReason = reason;
        if (onClose)
            onClose();
    }

    Taken answer = Taken::Yes;
    QList<QByteArray> frames;
    int closedWith = 0;
    QByteArray closeReason;
    std::function<void()> onClose;
};

} // namespace

class TestRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversToEverySessionOfTheNameAndToNoOther();
    void deliversNothingToAnUnknownName();
    void countsOnlySessionsThatTookTheFrame();
    void closesFullQueuesAfterTheLoop();
    void survivesACloseThatRemovesItself();
    void survivesACloseThatRemovesAnotherFullSession();
    void tellsOnlineBeforeOpenedAndOfflineAfterClosed();
    void tellsOnlineOnceForManySessions();
    void removingTwiceTellsOnce();
    void removingWhatWasNeverAddedTellsNothing();
    void sessionThatIsGoneGetsNothing();
    void passesCloseCodeAndReasonOn();
    void pagesInTheOrderOfBytes();
    void pagesBehindANameThatIsNotThere();
    void findsSessionsById();
    void namesOfObjectsPropertiesAreOrdinary();
};

void TestRegistry::deliversToEverySessionOfTheNameAndToNoOther()
{
    Registry registry;
    ListSession bob1(1, "Bob"), bob2(2, "Bob"), alice(3, "Alice");
    for (ListSession *session : {&bob1, &bob2, &alice})
        registry.add(session);
    QCOMPARE(registry.deliver(named("Bob"), textFrame("1")), 2);
    QCOMPARE(bob1.frames, QList<QByteArray>{textFrame("1").wireBytes});
    QCOMPARE(bob2.frames, bob1.frames);
    QVERIFY(alice.frames.isEmpty());
    QCOMPARE(bob1.frames.first().constData(), bob2.frames.first().constData()); // shared
}

void TestRegistry::deliversNothingToAnUnknownName()
{
    Registry registry;
    ListSession bob(1, "Bob");
    registry.add(&bob);
    QCOMPARE(registry.deliver(named("bob"), textFrame("1")), 0); // names are case-sensitive
    QVERIFY(bob.frames.isEmpty());
}

void TestRegistry::countsOnlySessionsThatTookTheFrame()
{
    Registry registry;
    ListSession good(1, "Bob"), full(2, "Bob"), closing(3, "Bob");
    full.answer = Session::Taken::QueueFull;
    closing.answer = Session::Taken::Closing;
    for (ListSession *session : {&good, &full, &closing})
        registry.add(session);
    QCOMPARE(registry.deliver(named("Bob"), textFrame("1")), 1);
    QCOMPARE(good.closedWith, 0);
    QCOMPARE(full.closedWith, int(CloseCode::TooSlow));
    QCOMPARE(closing.closedWith, 0);
}

void TestRegistry::closesFullQueuesAfterTheLoop()
{
    Registry registry;
    ListSession full(1, "Bob"), good(2, "Bob");
    full.answer = Session::Taken::QueueFull;
    qsizetype framesOfTheOtherAtClose = -1;
    full.onClose = [&] { framesOfTheOtherAtClose = good.frames.size(); };
    registry.add(&full);
    registry.add(&good);
    QCOMPARE(registry.deliver(named("Bob"), textFrame("1")), 1);
    QCOMPARE(framesOfTheOtherAtClose, 1); // the one behind it had its frame by then
}

void TestRegistry::survivesACloseThatRemovesItself()
{
    Registry registry;
    std::vector<std::unique_ptr<ListSession>> sessions;
    for (quint64 id = 1; id <= 5; ++id) {
        auto session = std::make_unique<ListSession>(id, "Bob");
        session->answer = Session::Taken::QueueFull;
        session->onClose = [&registry, &sessions, id] {
            registry.remove(sessions[id - 1].get(), 4008, {});
            sessions[id - 1].reset(); // an address sanitizer would tell of a later use
        };
        registry.add(session.get());
        sessions.push_back(std::move(session));
    }
    QCOMPARE(registry.deliver(named("Bob"), textFrame("1")), 0);
    QCOMPARE(registry.sessionCount(), 0);
    QCOMPARE(registry.nameCount(), 0);
}

void TestRegistry::survivesACloseThatRemovesAnotherFullSession()
{
    Registry registry;
    ListSession first(1, "Bob");
    auto second = std::make_unique<ListSession>(2, "Bob");
    first.answer = second->answer = Session::Taken::QueueFull;
    first.onClose = [&] {
        registry.remove(second.get(), 1006, {});
        second.reset();
    };
    registry.add(&first);
    registry.add(second.get());
    QCOMPARE(registry.deliver(named("Bob"), textFrame("1")), 0);
    QCOMPARE(first.closedWith, int(CloseCode::TooSlow));
    QCOMPARE(registry.connections(named("Bob")), 1);
}

void TestRegistry::tellsOnlineBeforeOpenedAndOfflineAfterClosed()
{
    Registry registry;
    QStringList told;
    const auto note = [&](const char *what, const UserName &name) {
        told.append(QString::fromLatin1(what) + u' ' + name.text());
    };
    connect(&registry, &Registry::nameCameOnline, this,
            [&](const UserName &name) { note("online", name); });
    connect(&registry, &Registry::sessionOpened, this,
            [&](const Session &session) { note("opened", session.name()); });
    connect(&registry, &Registry::sessionClosed, this,
            [&](const Session &session) { note("closed", session.name()); });
    connect(&registry, &Registry::nameWentOffline, this, [&](const UserName &name) {
        note("offline", name);
        QCOMPARE(registry.connections(name), 0);
    });
    ListSession bob(1, "Bob");
    registry.add(&bob);
    registry.remove(&bob, 1000, {});
    registry.add(&bob);
    QCOMPARE(told,
             QStringList({u"online Bob"_s, u"opened Bob"_s, u"closed Bob"_s, u"offline Bob"_s,
                          u"online Bob"_s, u"opened Bob"_s}));
}

void TestRegistry::tellsOnlineOnceForManySessions()
{
    Registry registry;
    int online = 0;
    int offline = 0;
    connect(&registry, &Registry::nameCameOnline, this, [&] { ++online; });
    connect(&registry, &Registry::nameWentOffline, this, [&] { ++offline; });
    ListSession one(1, "Bob"), two(2, "Bob"), three(3, "Bob");
    for (ListSession *session : {&one, &two, &three})
        registry.add(session);
    QCOMPARE(registry.connections(named("Bob")), 3);
    registry.remove(&two, 1000, {});
    registry.remove(&one, 1000, {});
    QCOMPARE(offline, 0);
    registry.remove(&three, 1000, {});
    QCOMPARE(online, 1);
    QCOMPARE(offline, 1);
}

void TestRegistry::removingTwiceTellsOnce()
{
    Registry registry;
    int closed = 0;
    connect(&registry, &Registry::sessionClosed, this, [&] { ++closed; });
    ListSession one(1, "Bob"), two(2, "Bob");
    registry.add(&one);
    registry.add(&two);
    registry.remove(&one, 1000, {});
    registry.remove(&one, 1000, {});
    QCOMPARE(closed, 1);
    QCOMPARE(registry.connections(named("Bob")), 1);
}

void TestRegistry::removingWhatWasNeverAddedTellsNothing()
{
    Registry registry;
    int closed = 0;
    connect(&registry, &Registry::sessionClosed, this, [&] { ++closed; });
    ListSession stranger(1, "Bob");
    registry.remove(&stranger, 1000, {});
    QCOMPARE(closed, 0);
}

void TestRegistry::sessionThatIsGoneGetsNothing()
{
    Registry registry;
    ListSession gone(1, "Bob"), stays(2, "Bob");
    registry.add(&gone);
    registry.add(&stays);
    registry.remove(&gone, 1000, {});
    QCOMPARE(registry.deliver(named("Bob"), textFrame("1")), 1);
    QVERIFY(gone.frames.isEmpty());
    QCOMPARE(stays.frames.size(), 1);
}

void TestRegistry::passesCloseCodeAndReasonOn()
{
    Registry registry;
    int code = 0;
    QByteArray reason;
    connect(&registry, &Registry::sessionClosed, this,
            [&](const Session &, int closeCode, const QByteArray &closeReason) {
                code = closeCode;
                reason = closeReason;
            });
    ListSession bob(1, "Bob");
    registry.add(&bob);
    registry.remove(&bob, 4012, "no pong");
    QCOMPARE(code, 4012);
    QCOMPARE(reason, "no pong");
}

void TestRegistry::pagesInTheOrderOfBytes()
{
    Registry registry;
    // UTF-8 in the order of its bytes is Unicode in the order of its code points.
    const QList<QByteArray> sorted{
        "Bob", "a", "aa", "b", "\xc3\xa9", "\xe6\x9d\x8e", "\xf0\x9f\x99\x82"};
    std::vector<std::unique_ptr<ListSession>> sessions;
    for (const qsizetype index : {3, 0, 6, 2, 5, 1, 4}) {
        sessions.push_back(std::make_unique<ListSession>(quint64(index), sorted[index]));
        registry.add(sessions.back().get());
    }
    QList<QByteArray> seen;
    QByteArray after;
    for (int pages = 0; pages < 10; ++pages) {
        const auto page = registry.page(after, 2);
        if (page.empty())
            break;
        QVERIFY(page.size() <= 2);
        for (const auto &entry : page) {
            QCOMPARE(entry.connections, 1);
            seen.append(entry.name);
        }
        after = page.back().name;
    }
    QCOMPARE(seen, sorted);
}

void TestRegistry::pagesBehindANameThatIsNotThere()
{
    Registry registry;
    ListSession a(1, "a"), c(2, "c");
    registry.add(&a);
    registry.add(&c);
    const auto behindB = registry.page("b", 10);
    QCOMPARE(behindB.size(), size_t(1));
    QCOMPARE(behindB.front().name, "c");
    QVERIFY(registry.page("c", 10).empty());
    QVERIFY(registry.page({}, 0).empty());
    QVERIFY(registry.page({}, -1).empty());
}

void TestRegistry::findsSessionsById()
{
    Registry registry;
    ListSession bob(7, "Bob");
    QVERIFY(registry.find(7) == nullptr);
    registry.add(&bob);
    QCOMPARE(registry.find(7), &bob);
    registry.remove(&bob, 1000, {});
    QVERIFY(registry.find(7) == nullptr);
}

void TestRegistry::namesOfObjectsPropertiesAreOrdinary()
{
    Registry registry;
    for (const char *name : {"__proto__", "constructor", "toString", "../x", "a b", "李雷"}) {
        ListSession session(1, name);
        QCOMPARE(registry.deliver(named(name), textFrame("1")), 0);
        registry.add(&session);
        QCOMPARE(registry.deliver(named(name), textFrame("1")), 1);
        registry.remove(&session, 1000, {});
        QCOMPARE(registry.connections(named(name)), 0);
    }
}

QTEST_GUILESS_MAIN(TestRegistry)
#include "tst_registry.moc"
