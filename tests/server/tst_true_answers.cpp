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
    void messageIsThereWhenItsSenderHearsSo();
};

// Looked at in the kernel, at once: a server that is killed then has said nothing untrue.
void TestTrueAnswers::messageIsThereWhenItsSenderHearsSo()
{
    LiveServer server;
    FrameClient bob(server.port(), "Bob");
    RawClient client(server.port());
    int late = 0;
    for (int i = 0; i < 2'000; ++i) {
        QCOMPARE(client.ask(post("{\"to\":\"Bob\",\"content\":1}")).body, "{\"succeed\":true}");
        pollfd readable{int(bob.raw().socket().socketDescriptor()), POLLIN, 0};
        late += ::poll(&readable, 1, 0) == 1 ? 0 : 1;
        QCOMPARE(bob.next().first, 0x81);
    }
    QCOMPARE(late, 0);
}

QTEST_GUILESS_MAIN(TestTrueAnswers)
#include "tst_true_answers.moc"
