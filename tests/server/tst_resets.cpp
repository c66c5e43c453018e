#include "tests/server/frame_client.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <vector>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

constexpr int resetsInAll = 20'000;
constexpr int atOnce = 10;
constexpr int delaysMax = 60; ///< in µs, from one reset to the next
constexpr quint32 seed = 20'261'127;

/// What a client says, and how far it lets the server come before it is gone.
struct Story
{
    const char *name;
    QByteArray first;
    int answerBytesMin; ///< read before `then` is said; 0: nothing is waited for
    QByteArray then;
};

std::vector<Story> allStories()
{
    const QByteArray upgrade = get("/ws/Li",
                                   "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                                   "Sec-WebSocket-Version: 13\r\n"
                                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    const QByteArray toMyself = clientFrame(0x81, "{\"to\":\"Li\",\"content\":1,\"ref\":\"r\"}");
    const QByteArray aPing = clientFrame(0x89, "p");
    const QByteArray aClose = clientFrame(0x88, closePayload(1000));
    const QByteArray aBadFrame("\x81\x01x", 3);
    return {
        Story{"idle", {}, 0, {}},
        Story{"within a head", upgrade.left(40), 0, {}},
        Story{"within a body", post("{\"to\":\"Nobody\",\"content\":1}").chopped(3), 0, {}},
        Story{"answered", post("{\"to\":\"Nobody\",\"content\":1}").repeated(3), 0, {}},
        Story{"refused", "bad\r\n\r\n", 0, {}},
        Story{"a file streams", get("/big"), 0, {}},
        Story{"a file streams for a while", get("/big"), 100'000, {}},
        Story{"an upgrade behind a file", get("/big") + upgrade + aPing, 100'000, {}},
        Story{"upgrade", upgrade, 0, {}},
        Story{"upgrade and ping", upgrade + aPing, 0, {}},
        Story{"upgrade and close", upgrade + aClose, 0, {}},
        Story{"upgrade and a bad frame", upgrade + aBadFrame, 0, {}},
        Story{"upgrade and a message", upgrade + toMyself, 0, {}},
        Story{"upgraded", upgrade, 100, {}},
        Story{"upgraded, pings", upgrade, 100, aPing.repeated(20)},
        Story{"upgraded, messages", upgrade, 100, toMyself.repeated(20)},
        Story{"closing", upgrade + aClose, 100, toMyself.repeated(20)},
        Story{"refused and closing", upgrade + aBadFrame, 100, toMyself.repeated(20)},
        Story{"a frame begins", upgrade, 100, toMyself.left(9)},
    };
}

int connectTo(quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("cannot connect");
    const timeval patience{kit::patienceMs / 1000, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return descriptor;
}

void say(int descriptor, const QByteArray &bytes)
{
    ::send(descriptor, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL);
}

bool hears(int descriptor, int bytesMin)
{
    std::array<char, 4096> buffer{};
    while (bytesMin > 0) {
        const auto size = ::recv(descriptor, buffer.data(), buffer.size(), 0);
        if (size <= 0)
            return false;
        bytesMin -= int(size);
    }
    return true;
}

// Closing with a linger of no time sends a reset (socket(7), tcp_close of Linux).
void reset(int descriptor)
{
    const linger now{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(descriptor);
}

void spinFor(qint64 us)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.nsecsElapsed() < us * 1000) { }
}

} // namespace

/// Clients that are gone from one moment to the next, in every state that a connection can be in.
class TestResets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hurtNobodyWhateverTheStateIs();
};

void TestResets::hurtNobodyWhateverTheStateIs()
{
    const QTemporaryDir folder;
    QFile big(folder.filePath(QStringLiteral("big")));
    QVERIFY(big.open(QIODevice::WriteOnly));
    big.write(QByteArray(4 << 20, 'x'));
    big.close();
    ServerOptions options = quickOptions();
    options.staticFolder = folder.path();
    LiveServer server(options);
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());

    const std::vector<Story> stories = allStories();
    QRandomGenerator random(seed);
    std::array<int, atOnce> descriptors{};
    for (int round = 0; round < resetsInAll / atOnce; ++round) {
        const auto story
            = [&](int i) -> const Story & { return stories[size_t(round + i) % stories.size()]; };
        for (int i = 0; i < atOnce; ++i) {
            descriptors[size_t(i)] = connectTo(server.port());
            say(descriptors[size_t(i)], story(i).first);
        }
        for (int i = 0; i < atOnce; ++i) {
            QVERIFY2(hears(descriptors[size_t(i)], story(i).answerBytesMin), story(i).name);
            say(descriptors[size_t(i)], story(i).then);
            spinFor(random.bounded(delaysMax));
            reset(descriptors[size_t(i)]);
        }
        if (round % 20 == 0)
            QCOMPARE(pair.complaint(), QByteArray());
    }
    QCOMPARE(pair.complaint(), QByteArray());
    // Of all of them only the pair's own are left.
    QVERIFY(waitUntil([&] {
        const TrafficTotals totals = server.totals();
        return totals.connectionsOpen == 1 && totals.httpConnectionsOpen == 1;
    }));
    QVERIFY(server.stop());
}

QTEST_GUILESS_MAIN(TestResets)
#include "tst_resets.moc"
