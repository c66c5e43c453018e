#include "tests/server/frame_client.h"

#include <QTest>

#include <poll.h>

using namespace pushpoint;
using namespace pushpoint::kit;

/// What the sender hears is true when it hears it.
class TestTrueAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messageIsThereWhenItsSenderHearsSo_data();
    void messageIsThereWhenItsSenderHearsSo();
    void messageIsThereWhenASocketHearsSo();
};

namespace {

using Receivers = std::vector<std::unique_ptr<FrameClient>>;

Receivers manyOf(const QByteArray &name, int count, quint16 port)
{
    Receivers receivers;
    for (int i = 0; i < count; ++i)
        receivers.push_back(std::make_unique<FrameClient>(port, name));
    return receivers;
}

/// Pings come as they like. Empty where nothing comes in time.
QByteArray nextText(FrameClient &receiver)
{
    ServerFrame frame = receiver.next();
    while (frame.first == 0x89)
        frame = receiver.next();
    return frame.first == 0x81 ? frame.payload : QByteArray();
}

/// Whose message is not in the kernel now: a server that is killed then has said what is not true.
/// The last one, who is sent to last, is looked at first. Reads them all.
int countLate(const Receivers &receivers)
{
    int late = 0;
    for (auto receiver = receivers.rbegin(); receiver != receivers.rend(); ++receiver) {
        pollfd readable{int((*receiver)->raw().socket().socketDescriptor()), POLLIN, 0};
        late += ::poll(&readable, 1, 0) == 1 ? 0 : 1;
    }
    for (const auto &receiver : receivers) {
        if (nextText(*receiver).isEmpty())
            return -1;
    }
    return late;
}

} // namespace

void TestTrueAnswers::messageIsThereWhenItsSenderHearsSo_data()
{
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("rounds");
    QTest::newRow("for one") << 1 << 2'000;
    QTest::newRow("for many") << 50 << 200;
}

void TestTrueAnswers::messageIsThereWhenItsSenderHearsSo()
{
    QFETCH(int, connections);
    QFETCH(int, rounds);
    LiveServer server;
    const auto bobs = manyOf("Bob", connections, server.port());
    RawClient client(server.port());
    int late = 0;
    for (int i = 0; i < rounds; ++i) {
        QCOMPARE(client.ask(post("{\"to\":\"Bob\",\"content\":1}")).body, "{\"succeed\":true}");
        late += countLate(bobs);
    }
    QCOMPARE(late, 0);
}

// What Ann sends to herself waits for the turn's end before what she sends to Bob does.
void TestTrueAnswers::messageIsThereWhenASocketHearsSo()
{
    LiveServer server;
    FrameClient ann(server.port(), "Ann");
    const auto bobs = manyOf("Bob", 300, server.port());
    const QByteArray frames = clientFrame(0x81, "{\"to\":\"Ann\",\"content\":1}")
        + clientFrame(0x81, "{\"to\":\"Bob\",\"content\":1,\"ref\":\"r\"}");
    int late = 0;
    for (int i = 0; i < 30; ++i) {
        ann.raw().send(frames);
        QCOMPARE(nextText(ann), "{\"from\":\"Ann\",\"content\":1}");
        QCOMPARE(nextText(ann), "{\"ref\":\"r\",\"succeed\":true}");
        late += countLate(bobs);
    }
    QCOMPARE(late, 0);
}

QTEST_GUILESS_MAIN(TestTrueAnswers)
#include "tst_true_answers.moc"
