#include "tests/server/kit.h"
#include "tests/server/slow_client.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

using std::chrono::milliseconds;

constexpr qsizetype fileBytes = 2'000'000;
constexpr char file[] = "/file.bin";

constexpr int batchItems = 10'000;

/// A batch of which every item is answered by an error.
QByteArray longBatch()
{
    const QByteArray body = "[" + QByteArray("1,").repeated(batchItems - 1) + "1]";
    return request("POST", "/rest/messages",
                   "Content-Type: application/json\r\nConnection: close\r\n", body);
}

// RFC 9112 §7.1; what is not framed like that counts for nothing.
QByteArray unchunked(QByteArrayView wire)
{
    QByteArray body;
    for (;;) {
        const qsizetype lineEnd = wire.indexOf("\r\n");
        bool ok = false;
        const qsizetype size
            = wire.first(std::max<qsizetype>(lineEnd, 0)).toByteArray().toLongLong(&ok, 16);
        if (!ok || wire.size() < lineEnd + size + 4)
            return {};
        if (size == 0)
            return body;
        body += wire.sliced(lineEnd + 2, size);
        wire = wire.sliced(lineEnd + size + 4);
    }
}

} // namespace

/// Answers that a client takes slowly, or not at all, and files that change meanwhile.
class TestLongAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void arriveWholeHoweverSlowly_data();
    void arriveWholeHoweverSlowly();
    void areCutWhenNothingIsTaken_data();
    void areCutWhenNothingIsTaken();
    void areNotCutWhileSomethingIsTaken();
    void reachAClientThatHasEndedItsSide();
    void endWhereTheFileWasCutShort();
    void belongToTheirTagWhileTheFileIsReplaced();

private:
    bool write(const QString &name, const QByteArray &bytes) const
    {
        QFile out(m_folder->filePath(name));
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size();
    }
    /// Swept often, so that not much has to be waited for.
    ServerOptions options() const
    {
        ServerOptions options = quickOptions();
        options.staticFolder = m_folder->path();
        options.limits.closeWaitMax = milliseconds(20);
        return options;
    }
    static bool isSwept(LiveServer &server, quint64 times)
    {
        const quint64 before = server.totals().eventLoopLags.total();
        return waitUntil([&] { return server.totals().eventLoopLags.total() >= before + times; });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLongAnswers::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(write(u"file.bin"_s, QByteArray(fileBytes, '#')));
}

void TestLongAnswers::arriveWholeHoweverSlowly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("batch") << longBatch();
    QTest::newRow("file, and the end") << get(file, "Connection: close\r\n");
    QTest::newRow("file, and what comes behind it")
        << get(file) + get("/healthz", "Connection: close\r\n");
}

void TestLongAnswers::arriveWholeHoweverSlowly()
{
    QFETCH(const QByteArray, bytes);
    ServerOptions quick = options();
    quick.limits.idleTimeMax = milliseconds(50); // between requests, and not while one is answered
    quick.limits.headTimeMax = quick.limits.bodyTimeMax = milliseconds(50);
    quick.limits.sendQueueBytesMax = 100'000; // for WebSockets, and not for answers
    LiveServer server(quick);
    SlowClient client(server.port());
    QVERIFY(client.send(bytes));
    QByteArray all;
    for (int pause = 0; pause < 3; ++pause) {
        all += client.readAll(10'000);
        QVERIFY(isSwept(server, 20));
    }
    all += client.readAll();
    const qsizetype head = all.indexOf("\r\n\r\n") + 4;
    if (bytes.startsWith("POST")) {
        QCOMPARE(unchunked(all.mid(head)).count("\"error\":"), batchItems);
        return;
    }
    QCOMPARE(all.mid(head, fileBytes), QByteArray(fileBytes, '#'));
    QCOMPARE(all.size() > head + fileBytes, bytes.contains("/healthz"));
}

void TestLongAnswers::areCutWhenNothingIsTaken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("file") << get(file);
    QTest::newRow("file, and the end") << get(file, "Connection: close\r\n");
    QTest::newRow("pipelined") << get("/rest/names").repeated(5'000);
}

void TestLongAnswers::areCutWhenNothingIsTaken()
{
    QFETCH(const QByteArray, bytes);
    ServerOptions quick = options();
    quick.limits.answerStallTimeMax = milliseconds(100);
    LiveServer server(quick);
    SlowClient client(server.port());
    std::thread sender([&] { client.send(bytes); });
    const bool begun = !client.read(1).isEmpty();
    const bool cut = waitUntil([&] { return server.totals().httpConnectionsOpen == 0; });
    sender.join();
    QVERIFY(begun);
    QVERIFY(cut);
}

// Beyond the limit in all, and within it each time.
void TestLongAnswers::areNotCutWhileSomethingIsTaken()
{
    ServerOptions quick = options();
    quick.limits.answerStallTimeMax = milliseconds(2'000);
    LiveServer server(quick);
    SlowClient client(server.port());
    QVERIFY(client.send(get(file, "Connection: close\r\n")));
    QByteArray all;
    for (int pause = 0; pause < 70; ++pause) {
        all += client.readAll(10'000);
        QVERIFY(isSwept(server, 6)); // 30 ms, where the machine has time
    }
    all += client.readAll();
    QCOMPARE(all.count('#'), fileBytes);
}

void TestLongAnswers::reachAClientThatHasEndedItsSide()
{
    LiveServer server(options());
    for (const QByteArray &bytes : {get(file), longBatch()}) {
        SlowClient client(server.port());
        QVERIFY(client.send(bytes));
        client.endOurSide();
        QByteArray all = client.readAll(10'000);
        QVERIFY(isSwept(server, 20));
        all += client.readAll();
        if (bytes.startsWith("GET"))
            QCOMPARE(all.count('#'), fileBytes);
        else
            QCOMPARE(unchunked(all.mid(all.indexOf("\r\n\r\n") + 4)).count("\"error\":"),
                     batchItems);
    }
}

void TestLongAnswers::endWhereTheFileWasCutShort()
{
    LiveServer server(options());
    SlowClient client(server.port());
    QVERIFY(client.send(get(file) + get("/healthz")));
    QByteArray all = client.readAll(10'000);
    QVERIFY(QFile::resize(m_folder->filePath(u"file.bin"_s), 1'000'000));
    all += client.readAll();
    // Nothing that is not the file's own, and not the next answer in its stead.
    const qsizetype head = all.indexOf("\r\n\r\n") + 4;
    QVERIFY(all.size() - head < fileBytes);
    QCOMPARE(all.count('#'), all.size() - head);
    QVERIFY(waitUntil([&] { return server.totals().httpConnectionsOpen == 0; }));
}

// Each state of the file has a size and a letter of its own.
void TestLongAnswers::belongToTheirTagWhileTheFileIsReplaced()
{
    LiveServer server(options());
    std::atomic<bool> done{false};
    QVERIFY(write(u"page.bin"_s, QByteArray(100'000, 'a')));
    std::thread replacing([&] {
        for (int i = 0; !done; ++i) {
            const int kind = i % 26;
            const QString next = u"next.bin"_s;
            if (write(next, QByteArray(100'000 + kind * 10'000, char('a' + kind))))
                ::rename(QFile::encodeName(m_folder->filePath(next)).constData(),
                         QFile::encodeName(m_folder->filePath(u"page.bin"_s)).constData());
        }
    });
    QByteArray wrong;
    RawClient client(server.port());
    for (int i = 0; i < 500 && wrong.isEmpty(); ++i) {
        const Reply reply = client.ask(get("/page.bin"));
        const qsizetype size = reply.body.size();
        const char letter = char('a' + (size - 100'000) / 10'000);
        if (reply.status != 200 || reply.body != QByteArray(size, letter)
            || !reply.header("ETag").startsWith("W/\"" + QByteArray::number(size, 16) + '-'))
            wrong = reply.head + reply.body.left(10) + '.' + reply.body.right(10);
    }
    done = true;
    replacing.join();
    QVERIFY2(wrong.isEmpty(), wrong);
}

QTEST_GUILESS_MAIN(TestLongAnswers)
#include "tst_long_answers.moc"
