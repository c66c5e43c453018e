#include "client/trust/trusted_certificates.h"
#include "tests/client/live_server.h"
#include "tests/client/terminal/client_process.h"
#include "tests/client/tls_front.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

/// The commands at a server behind TLS whose certificate nobody vouches for.
class TestPin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_own = m_maker.selfSigned(u"/CN=127.0.0.1"_s, u"IP:127.0.0.1"_s);
        m_other = m_maker.selfSigned(u"/CN=127.0.0.1"_s, u"IP:127.0.0.1"_s);
    }
    void cleanupTestCase() { QVERIFY(m_server.stop()); }

    void anUnknownOneEndsEachCommandAtOnce_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("send") << QStringList{u"send"_s, u"--to"_s, u"Secret"_s, u"text"_s};
        QTest::newRow("send --wait")
            << QStringList{u"send"_s, u"--to"_s, u"Secret"_s, u"text"_s, u"--wait"_s, u"1h"_s};
        QTest::newRow("listen") << QStringList{u"listen"_s, u"--name"_s, u"Secret"_s};
        QTest::newRow("who") << QStringList{u"who"_s};
        QTest::newRow("who --watch") << QStringList{u"who"_s, u"--watch"_s};
    }
    void anUnknownOneEndsEachCommandAtOnce()
    {
        QFETCH(QStringList, command);
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        const auto ending = runClient(front.url(), command);
        QCOMPARE(ending.exitCode, 5);
        QVERIFY2(ending.err.contains("--pin " + m_own.fingerprint().toUtf8() + '\n'),
                 ending.err.constData());
        QCOMPARE(ending.err.count('\n'), 1);
        QCOMPARE(ending.out, QByteArray());
        QCOMPARE(front.received(), QByteArray());
        QCOMPARE(front.handshakes(), 1);
    }

    void thePinnedOneServesEachCommand()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        const QStringList pin{u"--pin"_s, m_own.fingerprint()};
        ClientProcess ear(front.url());
        ear.start(QStringList{u"listen"_s, u"--name"_s, u"Alice"_s, u"--count"_s, u"1"_s} + pin);
        QVERIFY2(ear.waitForErr("listening as Alice"), ear.err().constData());
        const auto who = runClient(front.url(), QStringList{u"who"_s} + pin);
        QCOMPARE(who.out, "Alice\t1\n"_ba);
        const auto send
            = runClient(front.url(), QStringList{u"send"_s, u"--to"_s, u"Alice"_s, u"hi"_s} + pin);
        QVERIFY2(send.exitCode == 0, send.err.constData());
        QCOMPARE(ear.end().out, "(no name): hi\n"_ba);
    }

    void whatTheWindowsUserTrustsCountsHereToo()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        const QTemporaryDir home;
        const QString file = home.filePath(u"pushpoint-client/certificates.ini"_s);
        QVERIFY(QDir(home.path()).mkpath(u"pushpoint-client"_s));
        TrustedCertificates(file).set(front.hostAndPort(), Fingerprint::of(m_own.certificate));
        const auto who = [&](const QStringList &arguments) {
            ClientProcess client(front.url());
            client.setVariable(u"XDG_DATA_HOME"_s, home.path());
            client.start(QStringList{u"who"_s} + arguments);
            return client.end();
        };
        QCOMPARE(who({}).exitCode, 0);
        // What is said for this one run counts for it alone.
        QCOMPARE(who({u"--pin"_s, m_other.fingerprint()}).exitCode, 5);
        QCOMPARE(TrustedCertificates(file).of(front.hostAndPort())->text(), m_own.fingerprint());
    }

    void anotherThanThePinnedOneIsRefused()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        for (const QStringList &command :
             {QStringList{u"send"_s, u"--to"_s, u"Secret"_s, u"text"_s},
              QStringList{u"listen"_s, u"--name"_s, u"Secret"_s}, QStringList{u"who"_s}}) {
            const auto ending
                = runClient(front.url(), command + QStringList{u"--pin"_s, m_other.fingerprint()});
            QCOMPARE(ending.exitCode, 5);
            QVERIFY2(ending.err.contains("is not the one that is trusted: its SHA-256 fingerprint "
                                         "is "
                                         + m_own.fingerprint().toUtf8() + '\n'),
                     ending.err.constData());
        }
        QCOMPARE(front.received(), QByteArray());
    }

    void listenEndsWhenTheCertificateChanges()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        ClientProcess ear(front.url());
        ear.start({u"listen"_s, u"--name"_s, u"Alice"_s, u"--pin"_s, m_own.fingerprint()});
        QVERIFY2(ear.waitForErr("listening as Alice"), ear.err().constData());
        front.cut();
        TlsFront impostor;
        QVERIFY(impostor.listen(m_other, m_server.url(), front.port()));
        QCOMPARE(ear.end().exitCode, 5);
        QVERIFY(ear.err().contains(m_other.fingerprint().toUtf8()));
        QCOMPARE(impostor.received(), QByteArray());
    }

    void jsonTellsOfIt()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        const auto ending = runClient(
            front.url(), {u"send"_s, u"--to"_s, u"Secret"_s, u"text"_s, u"--format"_s, u"json"_s});
        QCOMPARE(ending.exitCode, 5);
        QVERIFY2(ending.out.startsWith("{\"to\":\"Secret\",\"result\":\"unreachable\"")
                     && ending.out.contains(m_own.fingerprint().toUtf8()),
                 ending.out.constData());
    }

    void refusesWhatIsNoPin()
    {
        const auto bad = runClient(u"https://h"_s, {u"who"_s, u"--pin"_s, u"AB:CD"_s});
        QCOMPARE(bad.exitCode, 2);
        QVERIFY2(bad.err.contains("--pin: \"AB:CD\" is no SHA-256 fingerprint"),
                 bad.err.constData());
        const auto plain = runClient(u"http://h"_s, {u"who"_s, u"--pin"_s, m_own.fingerprint()});
        QCOMPARE(plain.exitCode, 2);
        QVERIFY2(plain.err.contains("https://"), plain.err.constData());
    }

private:
    LiveServer m_server;
    CertificateMaker m_maker;
    Identity m_own;
    Identity m_other;
};

QTEST_GUILESS_MAIN(TestPin)
#include "tst_pin.moc"
