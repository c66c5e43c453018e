#include "client/account/account.h"
#include "tests/client/live_server.h"
#include "tests/client/tls_front.h"

#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

const UserName alice = *UserName::parse(QStringView(u"Alice"));
const UserName bob = *UserName::parse(QStringView(u"Bob"));

/// An account at work, with a message waiting to be sent.
struct Writer
{
    explicit Writer(const TlsFront &front, const QString &folder = {}) : Writer(front.url(), folder)
    { }
    Writer(const QString &url, const QString &folder)
        : account(*ServerAddress::parse(url), nullptr, {}, {folder, url, {}})
    {
        account.start();
        account.setName(alice);
        account.send(bob, u"for Bob only"_s);
    }

    /// Both kinds of connections were given up.
    bool wasRefusedByAll()
    {
        return QTest::qWaitFor(
            [this] {
                return account.inbox().obstacle() == InboxObstacle::UntrustedCertificate
                    && account.inbox().state() == InboxState::Waiting
                    && !account.roster().problem().isEmpty();
            },
            10'000);
    }
    bool isConnected()
    {
        return QTest::qWaitFor([this] { return account.inbox().state() == InboxState::Connected; },
                               10'000);
    }
    Account account;
};

} // namespace

/// One user, one server behind TLS, and the choice whether to trust its certificate. The server is
/// the real one.
class TestAccountTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_own = m_maker.selfSigned(u"/CN=127.0.0.1"_s, u"IP:127.0.0.1"_s);
        m_other = m_maker.selfSigned(u"/CN=127.0.0.1"_s, u"IP:127.0.0.1"_s);
        QVERIFY(!m_own.certificate.isNull() && !m_own.key.isNull());
    }
    void cleanupTestCase() { QVERIFY(m_server.stop()); }

    void sendsNothingToWhomItDoesNotTrust()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        Writer writer(front);
        QSignalSpy refused(&writer.account.trust(), &ServerTrust::refused);
        QVERIFY(writer.wasRefusedByAll());
        QTRY_VERIFY(refused.size() >= 2); // by http and by the socket
        const auto refusal = *writer.account.trust().refusal();
        QCOMPARE(refusal.server, front.hostAndPort());
        QCOMPARE(refusal.fingerprint->text(), m_own.fingerprint());
        QVERIFY(refusal.mayBeTrusted && !refusal.expected);
        QCOMPARE(refusal.reasons, QStringList{u"nobody but itself vouches for it"_s});
        QVERIFY(writer.account.inbox().endReason().contains(u"is not trusted"_s));
        QVERIFY(front.handshakes() >= 2);
        QCOMPARE(front.received(), QByteArray());
        QCOMPARE(writer.account.outbox().items().size(), 1);
    }

    void sendsOnceItIsTrusted()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        Writer writer(front);
        QVERIFY(writer.wasRefusedByAll());
        writer.account.trust().pin(*writer.account.trust().refusal()->fingerprint);
        QVERIFY(writer.isConnected());
        QTRY_VERIFY(front.received().contains("for Bob only"));
        QTRY_VERIFY(writer.account.roster().problem().isEmpty());
        QVERIFY(!writer.account.trust().refusal());
    }

    void remembersItAfterARestart()
    {
        const QTemporaryDir folder;
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        {
            Writer writer(front, folder.path());
            QVERIFY(writer.wasRefusedByAll());
            writer.account.trust().pin(*writer.account.trust().refusal()->fingerprint);
        }
        Writer again(front, folder.path());
        QSignalSpy refused(&again.account.trust(), &ServerTrust::refused);
        QVERIFY(again.isConnected());
        QTRY_VERIFY(front.received().contains("for Bob only"));
        QCOMPARE(refused.size(), 0);
    }

    void trustsItForThatServerOnly()
    {
        const QTemporaryDir folder;
        TlsFront front, elsewhere;
        QVERIFY(front.listen(m_own, m_server.url()));
        QVERIFY(elsewhere.listen(m_own, m_server.url()));
        Writer writer(front, folder.path());
        QVERIFY(writer.wasRefusedByAll());
        writer.account.trust().pin(*writer.account.trust().refusal()->fingerprint);
        QVERIFY(writer.isConnected());
        Writer there(elsewhere, folder.path());
        QVERIFY(there.wasRefusedByAll());
        QCOMPARE(elsewhere.received(), QByteArray());
    }

    void anotherAccountOfTheServerNeedsNoSecondWord()
    {
        const QTemporaryDir folder;
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        Writer first(front, folder.path());
        Writer second(front, folder.path());
        QVERIFY(first.wasRefusedByAll());
        QVERIFY(second.wasRefusedByAll());
        first.account.trust().pin(*first.account.trust().refusal()->fingerprint);
        QVERIFY(second.isConnected()); // by its own next attempt
    }

    void aChangedOneIsRefused()
    {
        TlsFront front;
        QVERIFY(front.listen(m_own, m_server.url()));
        Writer writer(front);
        QVERIFY(writer.wasRefusedByAll());
        writer.account.trust().pin(*writer.account.trust().refusal()->fingerprint);
        QVERIFY(writer.isConnected());
        front.cut();
        TlsFront impostor;
        QVERIFY(impostor.listen(m_other, m_server.url(), front.port()));
        writer.account.send(bob, u"a second one"_s);
        QVERIFY(writer.wasRefusedByAll());
        const auto refusal = *writer.account.trust().refusal();
        QCOMPARE(refusal.fingerprint->text(), m_other.fingerprint());
        QCOMPARE(refusal.expected->text(), m_own.fingerprint());
        QCOMPARE(impostor.received(), QByteArray());
    }

    void anAuthorityDoesNotOutweighThePinnedOne()
    {
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration knowing = before;
        knowing.addCaCertificate(m_maker.authority());
        QSslConfiguration::setDefaultConfiguration(knowing);
        const auto restore
            = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
        const Identity known = m_maker.signedByAuthority(u"/CN=a"_s, u"IP:127.0.0.1"_s);
        TlsFront front;
        QVERIFY(front.listen(known, m_server.url()));
        {
            Writer writer(front); // nothing to ask: an authority vouches for it
            QVERIFY(writer.isConnected());
            QTRY_VERIFY(front.received().contains("for Bob only"));
        }
        front.cut();
        TlsFront same;
        QVERIFY(same.listen(known, m_server.url(), front.port()));
        const QTemporaryDir folder;
        TrustedCertificates(folder.filePath(u"certificates.ini"_s))
            .set(front.hostAndPort(), Fingerprint::of(m_own.certificate));
        Writer pinned(front, folder.path());
        QVERIFY(pinned.wasRefusedByAll());
        QCOMPARE(same.received(), QByteArray());
    }

    void connectionsOfBeforeEndWithTheirTrust()
    {
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        const auto restore
            = qScopeGuard([&] { QSslConfiguration::setDefaultConfiguration(before); });
        QSslConfiguration knowing = before;
        knowing.addCaCertificate(m_maker.authority());
        QSslConfiguration::setDefaultConfiguration(knowing);
        TlsFront front;
        QVERIFY(
            front.listen(m_maker.signedByAuthority(u"/CN=a"_s, u"IP:127.0.0.1"_s), m_server.url()));
        Writer writer(front);
        QTRY_VERIFY(front.received().contains("for Bob only"));
        // The next question must not go by a connection that is open already.
        writer.account.trust().pin(Fingerprint::of(m_own.certificate));
        QTRY_VERIFY(writer.account.roster().problem().contains(u"not the one that is trusted"_s));
    }

    void aWrongNameIsSaid()
    {
        TlsFront front;
        const Identity wrong
            = m_maker.selfSigned(u"/CN=push.example"_s, u"DNS:push.example,DNS:www.push.example"_s);
        QVERIFY(front.listen(wrong, m_server.url()));
        Writer writer(front);
        QVERIFY(writer.wasRefusedByAll());
        const QString reasons = writer.account.trust().refusal()->reasons.join(u'\n');
        QVERIFY2(reasons.contains(u"push.example, not for 127.0.0.1"_s), qPrintable(reasons));
        QCOMPARE(front.received(), QByteArray());
        writer.account.trust().pin(Fingerprint::of(wrong.certificate));
        QVERIFY(writer.isConnected());
        QTRY_VERIFY(front.received().contains("for Bob only"));
    }

private:
    LiveServer m_server;
    CertificateMaker m_maker;
    Identity m_own;
    Identity m_other;
};

QTEST_GUILESS_MAIN(TestAccountTrust)
#include "tst_account_trust.moc"
