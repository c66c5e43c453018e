#include "tests/cluster/delivery_log.h"

#include <QTest>

using namespace pushpoint::kit;
using namespace Qt::StringLiterals;
using Answer = DeliveryLog::Answer;

/// The judge is judged: it finds each broken promise, and nothing where all were kept.
class TestDeliveryLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptPromisesGiveNoComplaint()
    {
        DeliveryLog log;
        const int alice = log.noteOpened("Alice", 0, 10);
        const int first = log.noteSent("Bob", "Alice", 20);
        log.noteArrived(alice, "Bob", first);
        log.noteAnswered(first, Answer::Delivered, 22);
        log.noteAnswered(log.noteSent("Bob", "Jack", 30), Answer::Offline, 31);
        log.noteAnswered(log.noteSent("Bob", "Alice", 40), Answer::Unknown, 41);
        QCOMPARE(log.complaints(), QStringList());
        QCOMPARE(log.count(Answer::Offline), 1);
        QCOMPARE(log.firstAnsweredMs("Alice", Answer::Delivered, 0), 22);
        QCOMPARE(log.lastSentMs("Alice", Answer::Unknown), 40);
    }

    void messageThatComesTwiceIsFound()
    {
        DeliveryLog log;
        const int alice = log.noteOpened("Alice", 0, 0);
        sendTo(log, {alice, alice});
        QVERIFY(complainsOnce(log, u"came twice"_s));
    }

    void messageOnTwoSocketsIsNoRepeat()
    {
        DeliveryLog log;
        sendTo(log, {log.noteOpened("Alice", 0, 0), log.noteOpened("Alice", 1, 0)});
        QCOMPARE(log.complaints(), QStringList());
    }

    void reversedOrderIsFound()
    {
        DeliveryLog log;
        const int alice = log.noteOpened("Alice", 0, 0);
        const int first = log.noteSent("Bob", "Alice", 1), second = log.noteSent("Bob", "Alice", 2);
        for (const int number : {second, first}) {
            log.noteArrived(alice, "Bob", number);
            log.noteAnswered(number, Answer::Delivered, 3);
        }
        QVERIFY(complainsOnce(log, u"came after"_s));
    }

    void trueWithoutDeliveryIsFoundUnlessTheSocketClosed()
    {
        DeliveryLog log;
        const int alice = log.noteOpened("Alice", 0, 0);
        log.noteAnswered(log.noteSent("Bob", "Alice", 5'000), Answer::Delivered, 5'001);
        QVERIFY(complainsOnce(log, u"never came"_s));
        log.noteClosed(alice, 6'001);
        QCOMPARE(log.complaints(), QStringList());
    }

    void offlineWhileASocketIsOpenIsFound()
    {
        DeliveryLog log;
        const int alice = log.noteOpened("Alice", 1, 10);
        log.noteAnswered(log.noteSent("Bob", "Alice", 10), Answer::Offline, 12);
        log.noteAnswered(log.noteSent("Bob", "Alice", 9), Answer::Offline, 12);
        QVERIFY(complainsOnce(log, u"a socket was open"_s));
        log.noteClosed(alice, 12);
        QCOMPARE(log.complaints(), QStringList());
    }

    void offlineOfANodeThatIsGoneIsRight()
    {
        DeliveryLog log;
        log.noteOpened("Alice", 1, 10);
        log.noteAnswered(log.noteSent("Bob", "Alice", 20), Answer::Offline, 22);
        log.noteGone(0, 0, 100);
        QVERIFY(complainsOnce(log, u"a socket was open"_s));
        log.noteGone(1, 21, 100);
        QCOMPARE(log.complaints(), QStringList());
    }

    void missingAnswerIsFound()
    {
        DeliveryLog log;
        log.noteSent("Bob", "Alice", 1);
        QVERIFY(complainsOnce(log, u"was not answered"_s));
    }

private:
    static void sendTo(DeliveryLog &log, const QList<int> &sockets)
    {
        const int number = log.noteSent("Bob", "Alice", 1);
        for (const int socket : sockets)
            log.noteArrived(socket, "Bob", number);
        log.noteAnswered(number, Answer::Delivered, 2);
    }
    static bool complainsOnce(const DeliveryLog &log, const QString &what)
    {
        return log.complaints().size() == 1 && log.complaints().first().contains(what);
    }
};

QTEST_GUILESS_MAIN(TestDeliveryLog)
#include "tst_delivery_log.moc"
