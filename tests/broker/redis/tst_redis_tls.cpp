#include "server/broker/redis/redis_broker.h"
#include "server/broker/redis/redis_tls.h"
#include "tests/broker/redis/redis_certificates.h"
#include "tests/broker/redis/redis_server.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<RedisBroker> brokerAt(const QString &url, const QByteArray &name = "node")
{
    const auto address = RedisAddress::parse(url);
    if (!address)
        qFatal("%s", qPrintable(address.error().text()));
    auto broker = std::make_unique<RedisBroker>(*address, "pp:", name);
    broker->start();
    return broker;
}

} // namespace

/// A Redis behind TLS: who is trusted, who is expected there, and what a refusal is called.
class TestRedisTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_isPossible = RedisCertificates::isPossible(); }

    void addressIsReadOrRefusedWithTheReason()
    {
        const auto address = RedisAddress::parse(
            u"rediss://me:secret@host:1/2?ssl_ca_certs=/ca&ssl_certfile=/a%26b&ssl_keyfile=/k"_s);
        if (!RedisTls::isAvailable()) {
            QVERIFY(!address);
            QCOMPARE(address.error().code, ErrorCode::BadOption);
            QVERIFY(address.error().text().contains(u"needs a Redis library with TLS"_s));
            QVERIFY(!address.error().text().contains(u"secret"_s));
            QVERIFY(!RedisAddress::parse(u"rediss+sentinel://one/m"_s));
            return;
        }
        QVERIFY(address && address->isTls);
        QCOMPARE(address->tlsFiles.ca, u"/ca"_s);
        QCOMPARE(address->tlsFiles.certificate, u"/a&b"_s);
        QCOMPARE(address->tlsFiles.key, u"/k"_s);
        QCOMPARE(address->text(), u"rediss://host:1/2"_s);
        const auto watched = RedisAddress::parse(u"rediss+sentinel://one/m?ssl_ca_certs=/ca"_s);
        QVERIFY(watched && watched->isTls);
        QCOMPARE(watched->text(), u"rediss+sentinel://one:26379/m/0"_s);
        QVERIFY(!RedisAddress::parse(u"rediss://host?ssl_certfile=/a"_s));
        QVERIFY(!RedisAddress::parse(u"rediss://host?ssl_ca_certs="_s));
    }

    void filesHaveNoMeaningWithoutTls()
    {
        const auto address = RedisAddress::parse(u"redis://host?ssl_ca_certs=/ca"_s);
        QVERIFY(!address);
        QVERIFY(address.error().text().contains(u"ssl_ca_certs"_s));
        QVERIFY(!address.error().text().contains(u"/ca\""_s));
    }

    void linksByNameAndByAddress_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("name") << u"localhost"_s;
        QTest::newRow("address") << u"127.0.0.1"_s;
    }
    void linksByNameAndByAddress()
    {
        QFETCH(QString, host);
        start();
        if (!m_redis)
            QSKIP("no TLS here");
        const auto broker = brokerAt(url(host, m_certificates->options()));
        QTRY_VERIFY_WITH_TIMEOUT(broker->isLinked(), 10'000);
    }

    // More than a record and more than the kernel takes at once, so that either side has to wait.
    void largeMessagesArriveWhole()
    {
        start();
        if (!m_redis)
            QSKIP("no TLS here");
        const auto a = brokerAt(url(), "a"), b = brokerAt(url(), "b");
        QTRY_VERIFY_WITH_TIMEOUT(a->isLinked() && b->isLinked(), 10'000);
        QList<QByteArray> got;
        b->setReceiver([&got](const Message &message, const QByteArray &) {
            got.append(message.contentJson);
            return 1;
        });
        const UserName alice = UserName::parse(QByteArrayView("Alice")).value();
        bool confirmed = false;
        b->subscribe(alice, [&confirmed](bool yes) { confirmed = yes; });
        QTRY_VERIFY(confirmed);
        constexpr int count = 12;
        int delivered = 0, unknown = 0;
        // Where the machine is too busy for the time of a publish, nothing is said of large ones.
        for (int attempt = 0; attempt < 5 && delivered < count; ++attempt) {
            got.clear();
            delivered = unknown = 0;
            for (int i = 0; i < count; ++i)
                a->publish({{}, alice, content(i), {}}, [&](const Verdict &verdict) {
                    delivered += verdict.kind == Verdict::Kind::Delivered ? 1 : 0;
                    unknown += verdict.kind == Verdict::Kind::Unknown ? 1 : 0;
                });
            QTRY_COMPARE_WITH_TIMEOUT(delivered + unknown, count, 10'000);
        }
        QCOMPARE(delivered, count);
        QCOMPARE(got.size(), count);
        for (int i = 0; i < count; ++i)
            QVERIFY(got[i] == content(i));
    }

    void comesBackAfterARestart()
    {
        start();
        if (!m_redis)
            QSKIP("no TLS here");
        const auto broker = brokerAt(url());
        QTRY_VERIFY_WITH_TIMEOUT(broker->isLinked(), 10'000);
        m_redis->stop();
        QTRY_VERIFY(!broker->isLinked());
        QCOMPARE(broker->linkStatus().word(), "lost");
        QVERIFY(m_redis->start());
        QTRY_VERIFY_WITH_TIMEOUT(broker->isLinked(), 4'000);
    }

    // And before that is seen, no password leaves.
    void certificateOfAStrangerIsRefused()
    {
        start();
        if (!m_redis)
            QSKIP("no TLS here");
        const RedisCertificates others;
        const QString ca = others.options();
        const auto broker = brokerAt(url(u"me:secret@localhost"_s, ca));
        QTRY_COMPARE(broker->linkStatus().word(), "tls_failed");
        QVERIFY(!m_redis->ask({"INFO", "commandstats"}).contains("cmdstat_auth"));
    }

    void systemAuthoritiesDoNotKnowAPrivateOne()
    {
        start();
        if (!m_redis)
            QSKIP("no TLS here");
        const auto broker = brokerAt(u"rediss://localhost:%1"_s.arg(m_tlsPort));
        QTRY_COMPARE(broker->linkStatus().word(), "tls_failed");
    }

    void certificateOfAnotherHostIsRefused_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("host");
        QTest::newRow("name") << u"DNS:redis.example,IP:127.0.0.1"_s << u"localhost"_s;
        QTest::newRow("address") << u"DNS:localhost,IP:127.0.0.2"_s << u"127.0.0.1"_s;
    }
    void certificateOfAnotherHostIsRefused()
    {
        QFETCH(QString, names);
        QFETCH(QString, host);
        start(names);
        if (!m_redis)
            QSKIP("no TLS here");
        const auto broker = brokerAt(url(u"me:secret@"_s + host, m_certificates->options()));
        QTRY_COMPARE(broker->linkStatus().word(), "tls_failed");
        QVERIFY2(broker->linkStatus().detail.contains(u"mismatch"_s),
                 qPrintable(broker->linkStatus().detail));
        QVERIFY(!m_redis->ask({"INFO", "commandstats"}).contains("cmdstat_auth"));
    }

    void plainRedisIsNamed()
    {
        start();
        if (!m_redis)
            QSKIP("no TLS here");
        const auto broker = brokerAt(u"rediss://localhost:%1"_s.arg(m_redis->port()));
        QTRY_COMPARE(broker->linkStatus().word(), "tls_failed");
    }

    // As a proxy before a Redis that restarts: nobody has to mend anything, so it is tried soon.
    void whoOnlyClosesIsNoFailureOfTls()
    {
        if (!m_isPossible)
            QSKIP("no TLS here");
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        int tries = 0;
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            ++tries;
            socket->disconnectFromHost();
        });
        const auto broker = brokerAt(u"rediss://127.0.0.1:%1"_s.arg(server.serverPort()));
        bool named = false;
        const auto note = [&named](const LinkStatus &status) {
            named = named || status.word() == "tls_failed";
        };
        connect(broker.get(), &Broker::linkChanged, this, note);
        QTRY_VERIFY(tries > 5);
        QVERIFY(!named);
        QCOMPARE(broker->linkStatus().word(), "lost");
    }

    void ownCertificateIsShownWhereItIsWanted()
    {
        start(u"DNS:localhost"_s, true);
        if (!m_redis)
            QSKIP("no TLS here");
        const auto without = brokerAt(url(u"localhost"_s, m_certificates->options()));
        QTRY_COMPARE(without->linkStatus().word(), "tls_failed");
        const auto with = brokerAt(url(u"localhost"_s, m_certificates->options(true)));
        QTRY_VERIFY_WITH_TIMEOUT(with->isLinked(), 10'000);
    }

    void missingFileIsNamed()
    {
        start();
        if (!m_redis)
            QSKIP("no TLS here");
        const auto broker = brokerAt(url(u"localhost"_s, u"ssl_ca_certs=/nowhere/ca.pem"_s));
        QTRY_COMPARE(broker->linkStatus().word(), "tls_failed");
        QVERIFY(broker->linkStatus().detail.contains(u"/nowhere/ca.pem"_s));
    }

    void cleanup()
    {
        m_redis.reset();
        m_certificates.reset();
    }

private:
    void start(const QString &names = u"DNS:localhost,IP:127.0.0.1"_s, bool wantsClients = false)
    {
        if (!m_isPossible)
            return;
        m_certificates = std::make_unique<RedisCertificates>(names);
        m_tlsPort = freePort();
        m_redis = std::make_unique<RedisServer>(
            m_certificates->serverArguments(m_tlsPort, wantsClients));
    }
    QString url(const QString &host, const QString &options) const
    {
        return u"rediss://%1:%2?%3"_s.arg(host).arg(m_tlsPort).arg(options);
    }
    QString url() const { return url(u"localhost"_s, m_certificates->options()); }
    static QByteArray content(int number)
    {
        return '"' + QByteArray(700'000 + number, char('a' + number)) + '"';
    }

    bool m_isPossible = false;
    std::unique_ptr<RedisCertificates> m_certificates;
    quint16 m_tlsPort = 0;
    std::unique_ptr<RedisServer> m_redis;
};

QTEST_GUILESS_MAIN(TestRedisTls)
#include "tst_redis_tls.moc"
