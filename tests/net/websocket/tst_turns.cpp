#include "server/net/websocket/websocket_session.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

void work(qint64 us)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.nsecsElapsed() < us * 1000) { }
}

/// Counts what happens between two of its own turns: it asks for the next one as soon as it has
/// one.
class Bystander : public QObject
{
public:
    Bystander() { takeTurn(); }

    void noteOther() { m_most = std::max(m_most, ++m_sinceTurn); }
    int mostBetweenTurns() const { return m_most; }

private:
    void takeTurn()
    {
        m_sinceTurn = 0;
        QMetaObject::invokeMethod(
            this, [this] { takeTurn(); }, Qt::QueuedConnection);
    }

    int m_sinceTurn = 0;
    int m_most = 0;
};

struct SlowFlush final : TurnFlush::Flushable
{
    void flush() override
    {
        work(200);
        bystander->noteOther();
        ++*flushed;
    }
    Bystander *bystander = nullptr;
    int *flushed = nullptr;
};

/// A text of no length, masked by zeros.
const char emptyText[] = "\x81\x80\0\0\0\0";

class OneSocket : public QTcpServer
{
public:
    ServerSocket *socket = nullptr;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        socket = new ServerSocket(this);
        socket->setSocketDescriptor(descriptor);
    }
};

} // namespace

/// How long one client may keep everyone else from their turn of the event loop.
class TestTurns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flushesOnlySoManyInOne();
    void flushesAlsoWhoIsMovedBehindInEveryTurn();
    void readsOnlySoManyMessagesInOne();
};

void TestTurns::flushesOnlySoManyInOne()
{
    constexpr int count = 100;
    const TrafficFeed feed;
    TurnFlush turnFlush(feed);
    Bystander bystander;
    int flushed = 0;
    std::vector<SlowFlush> all(count);
    for (SlowFlush &one : all) {
        one.bystander = &bystander;
        one.flushed = &flushed;
        turnFlush.add(&one);
    }
    QTRY_COMPARE(flushed, count);
    QVERIFY2(bystander.mostBetweenTurns() <= 10,
             QByteArray::number(bystander.mostBetweenTurns()).constData());
}

// The others ask again as soon as they are flushed, so that there is always more than a turn can
// do.
void TestTurns::flushesAlsoWhoIsMovedBehindInEveryTurn()
{
    struct Asking final : TurnFlush::Flushable
    {
        void flush() override
        {
            work(200);
            turnFlush->moveBehind(moved);
            turnFlush->add(this);
        }
        TurnFlush *turnFlush = nullptr;
        TurnFlush::Flushable *moved = nullptr;
    };
    struct Moved final : TurnFlush::Flushable
    {
        void flush() override { isFlushed = true; }
        bool isFlushed = false;
    };
    const TrafficFeed feed;
    TurnFlush turnFlush(feed);
    Moved moved;
    std::vector<Asking> all(40);
    turnFlush.add(&moved);
    for (Asking &one : all) {
        one.turnFlush = &turnFlush;
        one.moved = &moved;
        turnFlush.add(&one);
    }
    turnFlush.moveBehind(&moved);
    QTRY_VERIFY(moved.isFlushed);
    for (Asking &one : all)
        turnFlush.remove(&one);
}

void TestTurns::readsOnlySoManyMessagesInOne()
{
    constexpr int count = 1000;
    const Limits limits;
    const TrafficFeed feed;
    TurnFlush turnFlush(feed);
    OneSocket server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QTRY_VERIFY(server.socket != nullptr);
    client.write(QByteArray(emptyText, 6).repeated(count));
    QTRY_COMPARE(server.socket->bytesAvailable(), qint64(count) * 6);

    const Handshake handshake{UserName::parse("Li").value(), {}, {}, {}, {}};
    auto *session = new WebSocketSession(1, handshake, *server.socket, {}, limits, turnFlush, 0);
    Bystander bystander;
    int heard = 0;
    connect(session, &WebSocketSession::textReceived, this, [&] {
        work(200);
        bystander.noteOther();
        ++heard;
    });
    bool ended = false;
    connect(session, &WebSocketSession::ended, this, [&] {
        ended = true;
        QCOMPARE(heard, count);
        session->deleteLater();
    });
    session->open("HTTP/1.1 101\r\n\r\n");
    client.disconnectFromHost();
    QTRY_VERIFY(ended);
    QVERIFY2(bystander.mostBetweenTurns() <= 10,
             QByteArray::number(bystander.mostBetweenTurns()).constData());
}

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
