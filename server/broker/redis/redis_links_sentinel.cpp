#include "server/broker/redis/redis_links.h"

using namespace Qt::StringLiterals;

// Which Redis is linked to, where Sentinels know it. They are asked before each try, and at each
// beat: an old master that still runs on the other side of a cut says nothing of it, and a node
// that stayed with it would call everybody elsewhere offline. A beat is well below the time for
// which the others are held to be alive, so none of them is given up meanwhile.

namespace pushpoint::broker {

void RedisLinks::followMaster()
{
    connect(m_finder.get(), &MasterFinder::found, this, &RedisLinks::takeMaster);
    connect(m_finder.get(), &MasterFinder::failed, this, [this](const QString &why) {
        // Who is linked stays: nobody said that the master is another one.
        if (m_started && !(m_commands.isReady() && m_subscriptions.isReady()))
            loseLink({LinkStatus::State::Lost, why});
    });
}

void RedisLinks::takeMaster(const QString &host, quint16 port)
{
    if (!m_started)
        return;
    const RedisAddress::Place master{host, port};
    if (m_master && *m_master != master) {
        // What the old one knew of the nodes may not have reached it.
        m_isMasterNew = true;
        m_master = master;
        if (m_commands.isOpen() || m_subscriptions.isOpen()) {
            leaveRedis(u"the master is %1:%2 by now"_s.arg(host).arg(port));
            return;
        }
    }
    m_master = master;
    for (RedisLink *link : {&m_commands, &m_subscriptions}) {
        if (link->isOpen())
            continue;
        link->setTarget(host, port);
        link->open();
    }
}

// Sentinel may be behind, or its word old by the time it was followed.
void RedisLinks::checkRole()
{
    m_commands.send({"INFO", "replication"}, [this](const RedisReply *reply) {
        if (reply == nullptr || reply->text().contains("\nrole:master\r"))
            return;
        if (reply->isError())
            return noteError(reply->text());
        // Not inside the reply of the very link that ends.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_commands.isReady())
                    leaveRedis(u"this Redis is not the master"_s);
            },
            Qt::QueuedConnection);
    });
}

void RedisLinks::leaveRedis(const QString &why)
{
    m_commands.close();
    m_subscriptions.close();
    m_complete = false;
    Q_EMIT subscriptionsLost();
    takeCommandsEnd(why);
}

} // namespace pushpoint::broker
