#include "tests/server/kit.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

constexpr int asked = 300;
constexpr qint64 latencyNsMax = 20'000'000;

QByteArray messageFrom(const QByteArray &name)
{
    return post("{\"from\":\"" + name + "\",\"to\":\"Bob\",\"content\":1}");
}

/// Sends as fast as it can, always in another name, until it is destroyed.
class Flood
{
public:
    explicit Flood(quint16 port) : m_thread([this, port] { run(port); }) { }
    ~Flood()
    {
        m_isOver = true;
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(Flood)

private:
    void run(quint16 port)
    {
        RawClient client(port);
        for (quint64 i = 0; !m_isOver; i += 50) {
            QByteArray requests;
            for (quint64 j = i; j < i + 50; ++j)
                requests += messageFrom("made up " + QByteArray::number(j));
            client.send(requests);
            for (int j = 0; j < 50 && !m_isOver; ++j)
                client.reply();
        }
    }

    std::atomic<bool> m_isOver{false};
    std::thread m_thread;
};

} // namespace

/// A flood from one address beside somebody at another; measures time.
class TestFloodedServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuietNeighbourIsNeverRefusedAndWaitsForNobody();
};

void TestFloodedServer::aQuietNeighbourIsNeverRefusedAndWaitsForNobody()
{
    ServerOptions options = quickOptions();
    options.limits.namePublishesPerSecondMax = 1'000;
    options.limits.addressPublishesPerSecondMax = 1'000;
    options.limits.addressPublishesBurstMax = 1'000;
    LiveServer server(options);
    QTcpSocket quiet;
    if (!quiet.bind(QHostAddress(QStringLiteral("127.0.0.2"))))
        QSKIP("this system has no second loopback address");
    quiet.connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
    QVERIFY(quiet.waitForConnected(patienceMs));
    const auto limited
        = [&server] { return server.totals().limited[size_t(Share::AddressPublishes)]; };
    const Flood flood(server.port());
    QVERIFY(waitUntil([&] { return limited() > 0; }));
    std::vector<qint64> times;
    QElapsedTimer clock;
    for (int i = 0; i < asked; ++i) {
        clock.start();
        quiet.write(messageFrom("Alice"));
        QByteArray answer;
        while (!answer.endsWith('}') && quiet.waitForReadyRead(patienceMs))
            answer += quiet.readAll();
        times.push_back(clock.nsecsElapsed());
        QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
    }
    std::ranges::sort(times);
    const qint64 median = times[asked / 2];
    qInfo("refused meanwhile: %llu; the neighbour's median %lld us, p99 %lld us",
          qulonglong(limited()), median / 1'000, times[asked * 99 / 100] / 1'000);
    QVERIFY2(median < latencyNsMax, QByteArray::number(median));
}

QTEST_GUILESS_MAIN(TestFloodedServer)
#include "tst_flooded_server.moc"
