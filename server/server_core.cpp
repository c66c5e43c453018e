#include "server/server_core.h"

#include "server/broker/broker.h"
#include "server/net/access/token_gate.h"
#include "server/net/api/http_gateway.h"
#include "server/net/door/http_connections.h"
#include "server/net/door/listener.h"
#include "server/net/door/plain_reads.h"
#include "server/net/shares/fair_shares.h"
#include "server/net/site/built_in_page.h"
#include "server/net/site/static_site.h"
#include "server/net/tls/tls_identity.h"
#include "server/net/websocket/spread_close.h"
#include "server/net/websocket/websocket_gateway.h"

#include <QLoggingCategory>
#include <QPointer>

#include <algorithm>

namespace pushpoint {

namespace {

Q_LOGGING_CATEGORY(clusterLog, "pushpoint.cluster", QtInfoMsg)
Q_LOGGING_CATEGORY(presenceLog, "pushpoint.presence", QtInfoMsg)

constexpr std::chrono::milliseconds sweepIntervalMax{250};
constexpr std::chrono::seconds presenceInterval{5}; // as the demo does
constexpr int presenceNamesMax = 20;
constexpr std::chrono::seconds clusterViewInterval{1};

// Often enough that the shortest time limit is kept to a quarter of itself.
std::chrono::milliseconds sweepInterval(const Limits &limits)
{
    const auto shortest
        = std::min({limits.tlsHandshakeTimeMax, limits.headTimeMax, limits.bodyTimeMax,
                    limits.idleTimeMax, limits.pingInterval, limits.pongWaitMax,
                    limits.closeWaitMax, limits.sendQueueAgeMax, limits.answerStallTimeMax});
    return std::clamp(shortest / 4, std::chrono::milliseconds(5), sweepIntervalMax);
}

QUrl urlOf(const QHostAddress &address, quint16 port, bool isEncrypted)
{
    // A browser on this machine reaches "all addresses" by the loopback one.
    const bool any = address == QHostAddress::Any || address == QHostAddress::AnyIPv4;
    QUrl url;
    url.setScheme(isEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
    if (address == QHostAddress::AnyIPv6)
        url.setHost(QStringLiteral("::1"));
    else
        url.setHost(any ? QStringLiteral("127.0.0.1") : address.toString());
    url.setPort(port);
    return url;
}

class FolderSite : public net::Site
{
public:
    explicit FolderSite(net::StaticSite folder) : m_folder(std::move(folder)) { }
    net::HttpReply answer(const net::HttpRequest &request) const override
    {
        return m_folder.answer(request);
    }
    bool streamsFiles() const override { return true; }

private:
    const net::StaticSite m_folder;
};

Result<std::unique_ptr<net::Site>> makeSite(const ServerOptions &options)
{
    if (options.staticFolder.isEmpty())
        return std::unique_ptr<net::Site>(std::make_unique<net::BuiltInPage>(options.pageFolder));
    auto site = net::StaticSite::open(options.staticFolder);
    if (!site)
        return site.error();
    return std::unique_ptr<net::Site>(std::make_unique<FolderSite>(std::move(site).value()));
}

} // namespace

ServerCore::ServerCore(ServerOptions options, TrafficFeed &feed)
    : m_options(std::move(options)), m_limits(limitsInForce(m_options)), m_feed(feed),
      m_sweepTimer(this), m_presenceTimer(this), m_clusterTimer(this)
{ }

ServerCore::~ServerCore()
{
    m_farewell.reset();
    m_webSockets.reset();
    m_plainReads.reset(); // with it the listener, the sockets and their guards
    m_broker.reset();     // answers what waits, so before the node
}

void ServerCore::begin()
{
    auto site = makeSite(m_options);
    if (!site)
        return fail(site.error());
    const net::TlsFiles &files = m_options.tls;
    if (!files.certificate.isEmpty()) {
        auto identity = net::TlsIdentity::open(files);
        if (!identity)
            return fail(identity.error());
        m_tls = std::move(identity).value();
    } else if (!files.key.isEmpty()) {
        return fail({ErrorCode::BadOption, QStringLiteral("--tls-key: needs --tls-cert, too")});
    }
    const Limits &limits = m_limits;
    m_registry = std::make_unique<Registry>();
    m_node = std::make_unique<Node>(*m_registry, m_feed, m_options.nodeName, limits);
    joinOthers();
    m_shares = std::make_unique<net::FairShares>(limits, m_node->log());
    m_turnFlush = std::make_unique<net::TurnFlush>(m_feed);
    m_tokenGate = std::make_unique<net::TokenGate>(m_options.authority, m_options.metricsAllowed);
    m_webSockets = std::make_unique<net::WebSocketGateway>(*m_registry, *m_node, *m_shares,
                                                           *m_turnFlush, limits);
    m_gateway = std::make_unique<net::HttpGateway>(
        *m_node, *m_webSockets, *m_tokenGate, *m_shares, std::move(site).value(), m_options.names,
        net::OriginRules(m_options.allowHosts, m_options.allowOrigins), m_options.trustedProxies,
        limits);
    m_gateway->tell(m_options.told);
    m_gateway->setReload([this] { Q_EMIT reloadWanted(); });
    m_plainReads = std::make_unique<net::PlainReads>();
    m_connections.reset(
        new net::HttpConnections{limits, *m_gateway, *m_plainReads, *m_turnFlush, m_node->log()});
    m_connections->trustedProxies = m_options.trustedProxies;
    m_connections->expectsProxyProtocol = m_options.expectsProxyProtocol;
    m_connections->tls = m_tls.get();
    if (!listen())
        return;

    connect(&m_sweepTimer, &QTimer::timeout, this, &ServerCore::sweep);
    m_sweepTimer.setTimerType(Qt::PreciseTimer); // it also measures the loop
    m_sweepTimer.start(sweepInterval(limits));
    m_sinceSweep.start();
    connect(&m_presenceTimer, &QTimer::timeout, this, &ServerCore::logPresence);
    if (m_options.logPresence)
        m_presenceTimer.start(presenceInterval);
    Q_EMIT listening(urlOf(m_options.host, m_listener->serverPort(), m_tls != nullptr));
}

bool ServerCore::listen()
{
    auto listener = std::make_unique<net::Listener>(*m_connections);
    if (!listener->listen(m_options.host, m_options.port)) {
        const bool inUse = listener->serverError() == QAbstractSocket::AddressInUseError;
        fail({inUse ? ErrorCode::AddressInUse : ErrorCode::CannotListen,
              QStringLiteral("cannot listen on %1 port %2: %3")
                  .arg(m_options.host.toString())
                  .arg(m_options.port)
                  .arg(listener->errorString())});
        return false;
    }
    m_listener = listener.release();
    m_plainReads->bind(m_listener,
                       [this](QTcpSocket *socket) { m_listener->handToHttpServer(socket); });
    return true;
}

void ServerCore::joinOthers()
{
    shareCluster();
    if (!m_options.broker)
        return;
    m_broker = m_options.broker->makeBroker(m_options.brokerPrefix, m_options.nodeName);
    m_node->join(*m_broker, m_options.refuseWhenCutOff);
    connect(m_broker.get(), &broker::Broker::linkChanged, this,
            [this](const broker::LinkStatus &status) {
                if (!m_stopping.isValid()) // a link that we end ourselves is not lost
                    qCInfo(clusterLog).noquote()
                        << "broker:" << status.word() << '-' << status.text();
                shareCluster();
            });
    connect(m_broker.get(), &broker::Broker::otherVersionHeard, this,
            [](const QByteArray &node, int version) {
                qCWarning(clusterLog).noquote()
                    << "node" << node << "speaks version" << version
                    << "of what nodes say to each other, not ours: receivers there get nothing "
                       "from here, and senders 503";
            });
    connect(&m_clusterTimer, &QTimer::timeout, this, [this] {
        if (m_feed.isWatched())
            shareCluster();
    });
    m_clusterTimer.start(clusterViewInterval);
    m_broker->start();
}

void ServerCore::setOriginRules(const net::OriginRules &rules)
{
    if (m_gateway)
        m_gateway->setOriginRules(rules);
}

void ServerCore::setKeys(const access::KeySet &keys)
{
    if (!m_gateway)
        return;
    m_tokenGate->setKeys(keys);
    endRevoked();
}

void ServerCore::setRevoked(const access::Revoked &revoked)
{
    if (!m_gateway)
        return;
    m_tokenGate->setRevoked(revoked);
    endRevoked();
}

void ServerCore::endRevoked()
{
    m_webSockets->endBearers([this](const access::Bearer &bearer) {
        return m_tokenGate->isRevoked(bearer) ? "the token was revoked" : nullptr;
    });
}

void ServerCore::tell(const QList<ToldOption> &options)
{
    if (m_gateway)
        m_gateway->tell(options);
}

void ServerCore::finishReload(const Result<QStringList> &read)
{
    m_gateway->finishReload(read);
}

void ServerCore::readCertificateAgain()
{
    if (m_tls)
        m_tls->readAgain();
}

void ServerCore::fail(const Error &error)
{
    Q_EMIT failed(error);
}

void ServerCore::end()
{
    if (m_stopping.isValid())
        return;
    m_stopping.start();
    if (m_listener != nullptr) {
        m_gateway->beginStopping();
        m_listener->stop();
        const Limits &limits = m_limits;
        const bool many = m_webSockets->sessionCount() >= limits.stopSpreadConnectionsMin;
        // Half the time at the most: the last of them needs some, too.
        const auto time = std::min(limits.stopSpreadTime, limits.stopTimeMax / 2);
        m_farewell = std::make_unique<net::SpreadClose>(*m_webSockets, CloseCode::GoingAway,
                                                        "the server is shutting down",
                                                        many ? time : std::chrono::milliseconds(0));
    }
    finishWhenEmpty();
}

void ServerCore::finishWhenEmpty()
{
    const bool empty
        = m_listener == nullptr || (m_webSockets->isEmpty() && m_connections->open.isEmpty());
    if (!empty && m_stopping.elapsed() < m_limits.stopTimeMax.count())
        return;
    m_sweepTimer.stop();
    m_presenceTimer.stop();
    m_clusterTimer.stop();
    if (m_broker)
        m_broker->stop();
    Q_EMIT stopped();
}

void ServerCore::sweep()
{
    const std::chrono::nanoseconds interval = m_sweepTimer.intervalAsDuration();
    const qint64 lagNs = m_sinceSweep.nsecsElapsed() - interval.count();
    m_sinceSweep.start();
    m_feed.counters.countEventLoopLag(std::max<qint64>(lagNs, 0));
    if (m_tls)
        m_tls->poll(m_connections->clock.elapsed());
    m_listener->sweep();
    m_webSockets->sweep();
    if (!m_tokenGate->isOpen()) {
        m_webSockets->endBearers([this](const access::Bearer &bearer) {
            return m_tokenGate->isExpired(bearer) ? "the token has expired" : nullptr;
        });
    }
    m_feed.counters.httpConnectionsOpen.store(quint64(m_connections->open.size()),
                                              std::memory_order_relaxed);
    m_feed.flush();
    const quint64 unknownKeys = m_tokenGate->unknownKeysSeen();
    if (std::exchange(m_unknownKeysTold, unknownKeys) != unknownKeys)
        Q_EMIT unknownKeySeen();
    if (m_stopping.isValid())
        finishWhenEmpty();
}

void ServerCore::publish(quint64 ticket, const Message &message)
{
    if (!m_node || m_listener == nullptr)
        return;
    const Published done = m_node->submit(message);
    if (!done.later) {
        Q_EMIT published(ticket, done.outcome);
        return;
    }
    done.later->then([core = QPointer(this), ticket](const PublishOutcome &outcome) {
        if (core)
            Q_EMIT core->published(ticket, outcome);
    });
}

void ServerCore::disconnectSessions(const QList<quint64> &ids, CloseCode code,
                                    const QString &reason)
{
    if (!m_webSockets)
        return;
    for (const quint64 id : ids)
        m_webSockets->close(id, code, reason.toUtf8());
}

void ServerCore::pingSessions(const QList<quint64> &ids)
{
    if (!m_webSockets)
        return;
    for (const quint64 id : ids)
        m_webSockets->pingSoon(id);
}

void ServerCore::shareConnections()
{
    if (m_webSockets)
        m_feed.publishConnections(m_webSockets->table());
}

void ServerCore::shareCluster()
{
    ClusterView view;
    view.isJoined = m_options.broker.has_value();
    if (view.isJoined)
        view.broker = m_options.broker->text();
    if (m_broker) {
        view.link = m_broker->linkHistory();
        view.nodes = m_broker->nodes();
    }
    m_feed.publishCluster(std::move(view));
}

void ServerCore::probe(quint64 ticket, const Message &message)
{
    if (!m_node || m_listener == nullptr)
        return;
    m_node->probe(message, [core = QPointer(this), ticket](const ProbeOutcome &outcome) {
        if (core)
            Q_EMIT core->probed(ticket, outcome);
    });
}

void ServerCore::logPresence()
{
    QStringList parts;
    for (const auto &entry : m_registry->page({}, presenceNamesMax))
        parts.append(
            QStringLiteral("%1: %2").arg(QString::fromUtf8(entry.name)).arg(entry.connections));
    const qsizetype more = m_registry->nameCount() - parts.size();
    if (more > 0)
        parts.append(QStringLiteral("and %1 more names").arg(more));
    const QString presence = parts.join(QStringLiteral(", "));
    if (presence == m_lastPresence)
        return;
    qCInfo(presenceLog).noquote() << "connections:"
                                  << (presence.isEmpty() ? QStringLiteral("none") : presence);
    m_lastPresence = presence;
}

} // namespace pushpoint
