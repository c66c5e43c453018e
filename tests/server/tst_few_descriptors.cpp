#include "tests/server/crowd.h"
#include "tests/server/kit.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

/// The program itself, in a process that may open 256 files.
class FrugalServer
{
public:
    explicit FrugalServer(const QStringList &arguments)
    {
        m_process.setChildProcessModifier([] {
            const rlimit limit{256, 256};
            ::setrlimit(RLIMIT_NOFILE, &limit);
        });
        m_process.start(QStringLiteral(PUSHPOINT_PROGRAM),
                        QStringList{u"--headless"_s, u"--port"_s, u"0"_s} + arguments);
        static const QRegularExpression line(u"^listening on http://[^ ]+:(\\d+)\n"_s);
        QByteArray said;
        const bool listens = waitUntil([&] {
            said += m_process.readAllStandardOutput();
            return line.match(QString::fromUtf8(said)).hasMatch();
        });
        if (!listens)
            qFatal("the program did not start: %s", m_process.readAllStandardError().constData());
        m_port = line.match(QString::fromUtf8(said)).captured(1).toUShort();
        m_clock.start();
    }
    ~FrugalServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(FrugalServer)

    quint16 port() const { return m_port; }
    /// The exit code, or −1 where it did not end in time or by itself.
    int stop()
    {
        ::kill(pid_t(m_process.processId()), SIGTERM);
        const bool ended
            = waitUntil([this] { return m_process.state() == QProcess::NotRunning; }, 15'000);
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    /// Lines on standard error that do not tell of presence.
    QByteArrayList complaints()
    {
        m_err += m_process.readAllStandardError();
        QByteArrayList lines = m_err.split('\n');
        lines.removeIf([](const QByteArray &line) {
            return line.isEmpty() || line.startsWith("pushpoint.presence");
        });
        return lines;
    }
    qint64 seconds() const { return m_clock.elapsed() / 1000; }

private:
    QProcess m_process;
    QElapsedTimer m_clock;
    QByteArray m_err;
    quint16 m_port = 0;
};

bool isServed(const Crowd::Member &member)
{
    return member.received.startsWith("HTTP/1.1 200 ");
}

bool isToldToWait(const Crowd::Member &member)
{
    return member.received.startsWith("HTTP/1.1 503 ")
        && member.received.contains("too_many_connections");
}

} // namespace

/// More clients than the process may have descriptors.
class TestFewDescriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesSomeAndAnswersOrDropsTheOthers_data();
    void servesSomeAndAnswersOrDropsTheOthers();
};

void TestFewDescriptors::servesSomeAndAnswersOrDropsTheOthers_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("as it comes") << QStringList{};
    // More than there is room for.
    QTest::newRow("too many allowed") << QStringList{u"--connections-max"_s, u"10000"_s};
}

void TestFewDescriptors::servesSomeAndAnswersOrDropsTheOthers()
{
    QFETCH(QStringList, arguments);
    if (!mayOpen(1024))
        QSKIP("this process may not open 300 connections");
    FrugalServer server(arguments);
    HealthyPair pair(server.port());
    QVERIFY(pair.isOpenInTime());
    QCOMPARE(pair.complaint(), QByteArray());
    {
        Crowd crowd(server.port(), 300);
        for (size_t i = 0; i < crowd.members().size(); ++i)
            crowd.send(i, get("/healthz"));
        // Those who are served stay; nobody of the others is left without a sign.
        QVERIFY(crowd.waitUntilAll([](const auto &member) {
            return isServed(member) || member.ended || isToldToWait(member);
        }));
        QVERIFY(crowd.count(isServed) > 64);
        QVERIFY(crowd.count(isServed) < 256);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(pair.complaint(), QByteArray());
    }
    // There is room again.
    QVERIFY(waitUntil([&] { return RawClient(server.port()).ask(get("/healthz")).status == 200; }));
    HealthyPair late(server.port(), "Late");
    QVERIFY(late.isOpenInTime());
    QCOMPARE(late.complaint(), QByteArray());
    QCOMPARE(pair.complaint(), QByteArray());
    QCOMPARE(server.stop(), 0);
    const QByteArrayList complaints = server.complaints();
    QVERIFY2(complaints.size() <= 1 + server.seconds(), complaints.join('\n'));
}

QTEST_GUILESS_MAIN(TestFewDescriptors)
#include "tst_few_descriptors.moc"
