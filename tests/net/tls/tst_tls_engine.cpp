#include "server/net/tls/tls_engine.h"
#include "tests/net/tls/certificate_files.h"
#include "tests/net/tls/memory_client.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

namespace {

using Handshake = TlsEngine::Handshake;

/// Carries what either has said to the other until one of them is through or gives up.
Handshake shakeHands(MemoryClient &client, TlsEngine &engine)
{
    auto state = Handshake::UnderWay;
    for (int round = 0; round < 8; ++round) {
        client.shakeHands();
        client.carryAll();
        if (state == Handshake::UnderWay)
            state = engine.shakeHands();
        client.deliver(engine.takeOutput());
        if (state == Handshake::Failed || client.hasFailed())
            break;
    }
    client.shakeHands(); // hears the alert, if there was one
    return state;
}

QByteArray readAll(TlsEngine &engine)
{
    QByteArray all;
    char bytes[1000];
    for (qint64 size = 0; (size = engine.read(bytes, sizeof bytes)) > 0;)
        all.append(bytes, size);
    return all;
}

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 31 % 251);
    return bytes;
}

} // namespace

/// One connection in memory, its client OpenSSL's own.
class TestTlsEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaksTls12And13Only_data();
    void speaksTls12And13Only();
    void choosesHttp11_data();
    void choosesHttp11();
    void carriesBothWays_data();
    void carriesBothWays();
    void smallPiecesShareARecord();
    void bytesMayBeCutAnywhere();
    void resumesByItsTicket_data();
    void resumesByItsTicket();
    void anEndIsToldEitherWay();
    void whatIsNoTlsFails_data();
    void whatIsNoTlsFails();
    void aForgedRecordEndsIt();
    void renegotiationIsRefused();

private:
    std::shared_ptr<const TlsContext> context() const
    {
        return TlsContext::load(m_certificate.files()).value();
    }
    CertificateFiles m_certificate;
};

void TestTlsEngine::speaksTls12And13Only_data()
{
    QTest::addColumn<int>("versionMax");
    QTest::addColumn<QByteArray>("spoken"); // empty: refused
    QTest::newRow("1.0") << TLS1_VERSION << QByteArray();
    QTest::newRow("1.1") << TLS1_1_VERSION << QByteArray();
    QTest::newRow("1.2") << TLS1_2_VERSION << QByteArray("TLSv1.2");
    QTest::newRow("1.3") << TLS1_3_VERSION << QByteArray("TLSv1.3");
    QTest::newRow("any") << 0 << QByteArray("TLSv1.3");
}

void TestTlsEngine::speaksTls12And13Only()
{
    QFETCH(int, versionMax);
    QFETCH(QByteArray, spoken);
    MemoryClient client(versionMax);
    TlsEngine engine(context(), client);
    const auto state = shakeHands(client, engine);
    QCOMPARE(state, spoken.isEmpty() ? Handshake::Failed : Handshake::Done);
    QCOMPARE(engine.hasFailed(), spoken.isEmpty());
    if (spoken.isEmpty())
        QVERIFY(client.hasFailed()); // it was told so
    else
        QCOMPARE(QByteArray(SSL_get_version(client.ssl())), spoken);
}

void TestTlsEngine::choosesHttp11_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("chosen");
    QTest::addColumn<bool>("isDone");
    QTest::newRow("none") << QByteArray() << QByteArray() << true;
    QTest::newRow("both") << QByteArray("\x02h2\x08http/1.1") << QByteArray("http/1.1") << true;
    QTest::newRow("h2") << QByteArray("\x02h2") << QByteArray() << false;
}

void TestTlsEngine::choosesHttp11()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, chosen);
    QFETCH(bool, isDone);
    MemoryClient client(0, offered);
    TlsEngine engine(context(), client);
    QCOMPARE(shakeHands(client, engine) == Handshake::Done, isDone);
    const unsigned char *name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(client.ssl(), &name, &size);
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(name), size), chosen);
}

void TestTlsEngine::carriesBothWays_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("size");
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        for (const int size : {1, 125, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 1'000'000})
            QTest::addRow("%x %d", unsigned(version), size) << version << size;
    }
}

void TestTlsEngine::carriesBothWays()
{
    QFETCH(int, version);
    QFETCH(int, size);
    MemoryClient client(version);
    TlsEngine engine(context(), client);
    QCOMPARE(shakeHands(client, engine), Handshake::Done);
    const QByteArray bytes = pattern(size);
    client.write(bytes);
    client.carryAll();
    QCOMPARE(readAll(engine), bytes);
    QCOMPARE(engine.bytesAvailable(), 0);
    engine.write(bytes);
    client.deliver(engine.takeOutput());
    QCOMPARE(client.readAll(), bytes);
    QVERIFY(!engine.hasInputEnded());
}

void TestTlsEngine::smallPiecesShareARecord()
{
    MemoryClient client;
    TlsEngine engine(context(), client);
    QCOMPARE(shakeHands(client, engine), Handshake::Done);
    QList<QByteArray> pieces;
    QByteArray all;
    for (const int size : {100, 100, 100, 40'000, 1, 16'000, 500, 0, 7}) {
        pieces.append(pattern(size));
        all += pieces.constLast();
    }
    engine.write(pieces);
    const QByteArray sent = engine.takeOutput();
    // 300; 16384, 16384, 7232; 16001; 507: six records of 22 bytes more each.
    QCOMPARE(sent.size(), all.size() + 6 * 22);
    client.deliver(sent);
    QCOMPARE(client.readAll(), all);
}

void TestTlsEngine::bytesMayBeCutAnywhere()
{
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        MemoryClient client(version);
        TlsEngine engine(context(), client);
        auto state = Handshake::UnderWay;
        while (state == Handshake::UnderWay) {
            client.shakeHands();
            QVERIFY(client.outgoingBytes() > 0);
            while (client.outgoingBytes() > 0 && state == Handshake::UnderWay) {
                client.carry(1);
                state = engine.shakeHands();
                client.deliver(engine.takeOutput());
            }
        }
        QCOMPARE(state, Handshake::Done);
        client.shakeHands();
        QVERIFY(client.isDone());
        client.write("cut");
        QByteArray read;
        while (client.outgoingBytes() > 0) {
            QCOMPARE(read, QByteArray());
            client.carry(1);
            read += readAll(engine);
        }
        QCOMPARE(read, QByteArray("cut"));
    }
}

void TestTlsEngine::resumesByItsTicket_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("1.2") << TLS1_2_VERSION;
    QTest::newRow("1.3") << TLS1_3_VERSION;
}

void TestTlsEngine::resumesByItsTicket()
{
    QFETCH(int, version);
    const auto same = context();
    MemoryClient first(version);
    TlsEngine engine(same, first);
    QCOMPARE(shakeHands(first, engine), Handshake::Done);
    QCOMPARE(first.readAll(), QByteArray()); // the ticket comes behind the handshake
    SSL_SESSION *session = SSL_get1_session(first.ssl());
    MemoryClient second(version, {}, session);
    SSL_SESSION_free(session);
    TlsEngine again(same, second);
    QCOMPARE(shakeHands(second, again), Handshake::Done);
    QVERIFY(SSL_session_reused(second.ssl()));
    QVERIFY(!SSL_session_reused(first.ssl()));
}

void TestTlsEngine::anEndIsToldEitherWay()
{
    MemoryClient client;
    TlsEngine engine(context(), client);
    QCOMPARE(shakeHands(client, engine), Handshake::Done);
    client.write("last words");
    client.end();
    client.carryAll();
    QCOMPARE(readAll(engine), QByteArray("last words"));
    QVERIFY(engine.hasInputEnded());
    QVERIFY(!engine.hasFailed());
    engine.write("an answer"); // our side is still open
    client.deliver(engine.takeOutput());
    QCOMPARE(client.readAll(), QByteArray("an answer"));
    QVERIFY(!client.hasEndBeenHeard());
    engine.end();
    client.deliver(engine.takeOutput());
    QCOMPARE(client.readAll(), QByteArray());
    QVERIFY(client.hasEndBeenHeard());
}

void TestTlsEngine::whatIsNoTlsFails_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("a record that is too long") << QByteArray("\x16\x03\x01\xff\xff") + pattern(99);
    QTest::newRow("a hello of nothing") << QByteArray("\x16\x03\x01\x00\x04\x01\x00\x00\x00", 9);
    QTest::newRow("data first") << QByteArray("\x17\x03\x03\x00\x01x", 6);
}

void TestTlsEngine::whatIsNoTlsFails()
{
    QFETCH(QByteArray, bytes);
    MemoryClient client;
    TlsEngine engine(context(), client);
    client.inject(bytes);
    QCOMPARE(engine.shakeHands(), Handshake::Failed);
    QVERIFY(!engine.failure().isEmpty());
    engine.takeOutput();
    engine.write("nothing of this leaves");
    engine.end();
    QCOMPARE(engine.takeOutput(), QByteArray());
    char byte = 0;
    QCOMPARE(engine.read(&byte, 1), 0);
    QCOMPARE(engine.shakeHands(), Handshake::Failed);
}

void TestTlsEngine::aForgedRecordEndsIt()
{
    MemoryClient client;
    TlsEngine engine(context(), client);
    QCOMPARE(shakeHands(client, engine), Handshake::Done);
    client.inject(QByteArray("\x17\x03\x03\x00\x20", 5) + pattern(32));
    QCOMPARE(readAll(engine), QByteArray());
    QVERIFY(engine.hasFailed());
    QVERIFY(!engine.takeOutput().isEmpty()); // the alert that says so
}

void TestTlsEngine::renegotiationIsRefused()
{
    MemoryClient client(TLS1_2_VERSION);
    TlsEngine engine(context(), client);
    QCOMPARE(shakeHands(client, engine), Handshake::Done);
    SSL_renegotiate(client.ssl());
    client.shakeHands();
    client.carryAll();
    readAll(engine);
    client.deliver(engine.takeOutput());
    client.readAll();
    QCOMPARE(SSL_num_renegotiations(client.ssl()), 1L); // asked for
    client.shakeHands();
    QVERIFY(client.hasFailed());
}

QTEST_GUILESS_MAIN(TestTlsEngine)
#include "tst_tls_engine.moc"
