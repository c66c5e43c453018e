#include "server/server.h"

#include "server/net/loop/event_dispatcher.h"
#include "server/net/origin/origin_rules.h"
#include "server/server_core.h"

namespace pushpoint {

Server::Server(QObject *parent) : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("server"));
    qRegisterMetaType<pushpoint::Error>();
    qRegisterMetaType<pushpoint::PublishOutcome>();
    qRegisterMetaType<pushpoint::ProbeOutcome>();
}

Server::~Server()
{
    endCore();
}

void Server::start(const ServerOptions &options)
{
    if (isStarted())
        return;
    m_core = new ServerCore(options, m_feed);
    m_core->moveToThread(&m_thread);
    connect(m_core, &ServerCore::listening, this, &Server::listening);
    connect(m_core, &ServerCore::unknownKeySeen, this, &Server::unknownKeySeen);
    connect(m_core, &ServerCore::published, this, &Server::published);
    connect(m_core, &ServerCore::probed, this, &Server::probed);
    connect(m_core, &ServerCore::reloadWanted, this, &Server::reload);
    connect(m_core, &ServerCore::failed, this, [this](const Error &error) {
        endCore();
        Q_EMIT failed(error);
    });
    connect(m_core, &ServerCore::stopped, this, [this] {
        endCore();
        Q_EMIT stopped();
    });
    // A dispatcher ends with its thread's run, so each start needs a fresh one.
    if (auto dispatcher = net::makeServerDispatcher())
        m_thread.setEventDispatcher(dispatcher.release());
    m_thread.start();
    QMetaObject::invokeMethod(m_core, &ServerCore::begin);
}

void Server::stop()
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core, &ServerCore::end);
}

void Server::allow(const QList<net::SitePattern> &hosts, const QList<net::SitePattern> &origins)
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core,
                                  [core = m_core, rules = net::OriginRules(hosts, origins)] {
                                      core->setOriginRules(rules);
                                  });
}

void Server::setKeys(const access::KeySet &keys)
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core, [core = m_core, keys] { core->setKeys(keys); });
}

void Server::setRevoked(const access::Revoked &revoked)
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core, [core = m_core, revoked] { core->setRevoked(revoked); });
}

void Server::readCertificateAgain()
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core, &ServerCore::readCertificateAgain);
}

void Server::tell(const QList<ToldOption> &options)
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core, [core = m_core, options] { core->tell(options); });
}

void Server::reload()
{
    const Result<QStringList> read = m_reload
        ? m_reload()
        : Result<QStringList>(
            Error{ErrorCode::NotFound, QStringLiteral("there is nothing to read again")});
    if (isStarted())
        QMetaObject::invokeMethod(m_core, [core = m_core, read] { core->finishReload(read); });
}

// The core is deleted on its own thread, as the thread's last act.
void Server::endCore()
{
    if (!isStarted())
        return;
    m_core->disconnect(this);
    m_core->deleteLater();
    m_core = nullptr;
    m_thread.quit();
    m_thread.wait();
}

void Server::publish(quint64 ticket, const Message &message)
{
    if (isStarted())
        QMetaObject::invokeMethod(
            m_core, [core = m_core, ticket, message] { core->publish(ticket, message); });
}

void Server::probe(quint64 ticket, const Message &message)
{
    if (isStarted())
        QMetaObject::invokeMethod(
            m_core, [core = m_core, ticket, message] { core->probe(ticket, message); });
}

void Server::disconnectSessions(const QList<quint64> &ids, CloseCode code, const QString &reason)
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core, [core = m_core, ids, code, reason] {
            core->disconnectSessions(ids, code, reason);
        });
}

void Server::pingSessions(const QList<quint64> &ids)
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core, [core = m_core, ids] { core->pingSessions(ids); });
}

void Server::requestConnections()
{
    if (isStarted())
        QMetaObject::invokeMethod(m_core, &ServerCore::shareConnections);
}

} // namespace pushpoint
