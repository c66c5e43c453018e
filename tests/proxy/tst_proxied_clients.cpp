#include "tests/proxy/proxy.h"
#include "tests/server/frame_client.h"

#include <QSslSocket>
#include <QTest>

#include <unistd.h>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

/// A client that speaks TLS to the proxy, from an address of loopback of its own. Waits by itself.
class TlsClient
{
public:
    TlsClient(quint16 port, const QString &address)
    {
        QTcpSocket plain;
        if (!plain.bind(QHostAddress(address)))
            qFatal("cannot bind to %s", qPrintable(address));
        plain.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (!plain.waitForConnected(patienceMs))
            qFatal("cannot connect to port %d", int(port));
        m_socket.setSocketDescriptor(::dup(int(plain.socketDescriptor())));
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.setPeerVerifyName(QString::fromLatin1(publicName));
        m_socket.startClientEncryption();
        if (!m_socket.waitForEncrypted(patienceMs))
            qFatal("%s", qPrintable(m_socket.errorString()));
    }

    /// What comes, up to and with these bytes, or all where they never come.
    QByteArray ask(const QByteArray &request, const QByteArray &end)
    {
        m_socket.write(request);
        QByteArray answer = m_socket.readAll();
        while (!answer.contains(end) && m_socket.waitForReadyRead(patienceMs))
            answer += m_socket.readAll();
        return answer;
    }

private:
    QSslSocket m_socket;
};

} // namespace

/// With TLS in front of it, the server still knows whom a trusted proxy asks for, and by which
/// address its page was reached.
class TestProxiedClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();
    void httpsPageIsOurOwnAndOthersAreNot();
    void windowShowsTheClient();
    void forgedHeadersAreNotBelieved();
    void clientsAreCountedByTheirAddresses();

private:
    QByteArray askedFor(const QByteArray &start, const QByteArray &headers) const;
    QByteArray post(const QByteArray &origin) const;
    std::unique_ptr<TlsClient> client(const char *address) const
    {
        return std::make_unique<TlsClient>(m_proxy->port(), QString::fromLatin1(address));
    }
    QString shownAddress();

    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<Proxy> m_proxy;
};

void TestProxiedClients::initTestCase_data()
{
    QTest::addColumn<QString>("proxy");
    for (const QString &name : Proxy::names() + QStringList{Proxy::nameOfHandingOn()})
        QTest::newRow(qPrintable(name)) << name;
}

void TestProxiedClients::init()
{
    QFETCH_GLOBAL(QString, proxy);
    if (const QString why = Proxy::whyNot(proxy); !why.isEmpty())
        QSKIP(qPrintable(why));
    if (!QSslSocket::supportsSsl())
        QSKIP("this Qt has no TLS");
    ServerOptions options = quickOptions();
    options.allowHosts = {*net::SitePattern::parseHost(QString::fromLatin1(publicName))};
    options.trustedProxies = net::AddressRanges::parse(u"127.0.0.1"_s).value();
    options.expectsProxyProtocol = proxy == Proxy::nameOfHandingOn();
    options.limits.connectionsPerAddressMax = 1;
    m_server = std::make_unique<LiveServer>(options);
    m_proxy = std::make_unique<Proxy>(proxy, m_server->port(), std::chrono::seconds(75),
                                      Proxy::Speaks::Tls);
    QVERIFY2(m_proxy->start(), m_proxy->log());
}

void TestProxiedClients::cleanup()
{
    if (QTest::currentTestFailed() && m_proxy)
        qWarning("%s", m_proxy->log().constData());
    m_proxy.reset();
    m_server.reset();
}

QByteArray TestProxiedClients::askedFor(const QByteArray &start, const QByteArray &headers) const
{
    return start + " HTTP/1.1\r\nHost: " + publicName + ':' + QByteArray::number(m_proxy->port())
        + "\r\n" + headers + "\r\n";
}

QByteArray TestProxiedClients::post(const QByteArray &origin) const
{
    const QByteArray json = "{\"to\":\"Nobody\",\"content\":1}";
    return askedFor("POST /rest/message",
                    "Content-Type: application/json\r\nContent-Length: "
                        + QByteArray::number(json.size()) + "\r\nOrigin: " + origin + "\r\n")
        + json;
}

QString TestProxiedClients::shownAddress()
{
    QString address;
    waitUntil([&] {
        m_server->server().requestConnections();
        const auto table = m_server->server().feed().takeConnections();
        if (table && !table->empty())
            address = table->front().address;
        return !address.isEmpty();
    });
    return address;
}

void TestProxiedClients::httpsPageIsOurOwnAndOthersAreNot()
{
    QFETCH_GLOBAL(QString, proxy);
    const QByteArray here = publicName + QByteArray(":") + QByteArray::number(m_proxy->port());
    const QByteArray own = client("127.0.0.2")->ask(post("https://" + here), "}");
    QVERIFY2(own.startsWith("HTTP/1.1 200 "), own);
    const QByteArray foreign = client("127.0.0.2")->ask(post("https://evil.example"), "}");
    QVERIFY2(foreign.contains("foreign_origin"), foreign);
    if (proxy == Proxy::nameOfHandingOn()) // which tells nothing of TLS
        return;
    const QByteArray plain = client("127.0.0.2")->ask(post("http://" + here), "}");
    QVERIFY2(plain.contains("foreign_origin"), plain);
}

void TestProxiedClients::windowShowsTheClient()
{
    const auto alice = client("127.0.0.2");
    const QByteArray answer = alice->ask(askedFor("GET /ws/Alice", upgradeHeaders()), "\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 101 "), answer);
    QCOMPARE(shownAddress().section(u':', 0, 0), u"127.0.0.2"_s);
}

void TestProxiedClients::forgedHeadersAreNotBelieved()
{
    const QByteArray forged("X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: http\r\n"
                            "X-Forwarded-Host: evil.example\r\n"
                            "Forwarded: for=203.0.113.9;proto=http;host=evil.example\r\n");
    const auto alice = client("127.0.0.2");
    const QByteArray answer
        = alice->ask(askedFor("GET /ws/Alice", upgradeHeaders() + forged), "\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 101 "), answer);
    QCOMPARE(shownAddress().section(u':', 0, 0), u"127.0.0.2"_s);
}

void TestProxiedClients::clientsAreCountedByTheirAddresses()
{
    const QByteArray upgrade = askedFor("GET /ws/Alice", upgradeHeaders());
    const auto one = client("127.0.0.2");
    QVERIFY(one->ask(upgrade, "\r\n\r\n").startsWith("HTTP/1.1 101 "));
    const QByteArray second = client("127.0.0.2")->ask(upgrade, "}");
    QVERIFY2(second.contains("too_many_requests"), second);
    const auto other = client("127.0.0.3");
    QVERIFY(other->ask(upgrade, "\r\n\r\n").startsWith("HTTP/1.1 101 "));
}

QTEST_GUILESS_MAIN(TestProxiedClients)
#include "tst_proxied_clients.moc"
