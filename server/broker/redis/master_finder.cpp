#include "server/broker/redis/master_finder.h"

using namespace Qt::StringLiterals;

namespace pushpoint::broker {

namespace {

// As the Sentinels know us, and as they are to prove who they are.
RedisAddress sentinelLogin(const RedisAddress &address)
{
    RedisAddress login;
    login.user = address.sentinelUser;
    login.password = address.sentinelPassword;
    login.isTls = address.isTls;
    login.tlsFiles = address.tlsFiles;
    return login;
}

} // namespace

MasterFinder::MasterFinder(const RedisAddress &address, QObject *parent)
    : QObject(parent), m_sentinels(address.sentinels), m_masterName(address.masterName),
      m_link(sentinelLogin(address), this), m_answerTimer(this)
{
    Q_ASSERT(!m_sentinels.empty());
    m_answerTimer.setSingleShot(true);
    connect(&m_answerTimer, &QTimer::timeout, this, [this] {
        m_link.close();
        giveUp(u"no answer in time"_s);
    });
    connect(&m_link, &RedisLink::ready, this, &MasterFinder::ask);
    connect(&m_link, &RedisLink::failed, this, &MasterFinder::giveUp);
}

void MasterFinder::find()
{
    if (std::exchange(m_isAsking, true))
        return;
    m_tried = 0;
    if (m_link.isReady())
        ask();
    else
        openNext();
}

void MasterFinder::close()
{
    m_isAsking = false;
    m_answerTimer.stop();
    m_link.close();
}

void MasterFinder::openNext()
{
    const RedisAddress::Place &sentinel = m_sentinels[m_next];
    m_link.setTarget(sentinel.host, sentinel.port);
    m_link.open();
}

void MasterFinder::ask()
{
    m_answerTimer.start(answerTimeMax);
    m_link.send({"SENTINEL", "get-master-addr-by-name", m_masterName},
                [this](const RedisReply *reply) {
                    if (reply != nullptr)
                        take(*reply);
                });
}

void MasterFinder::take(const RedisReply &reply)
{
    m_answerTimer.stop();
    const auto port = reply.size() == 2 ? reply.at(1).number() : std::nullopt;
    if (!port || *port < 1 || *port > 65'535 || reply.at(0).view().isEmpty()) {
        const QString why = reply.isError()
            ? QString::fromUtf8(reply.text())
            : u"it knows no master \"%1\""_s.arg(QString::fromUtf8(m_masterName));
        // Not inside the reply of the very link that ends.
        QMetaObject::invokeMethod(
            this,
            [this, why] {
                m_link.close();
                giveUp(why);
            },
            Qt::QueuedConnection);
        return;
    }
    m_isAsking = false;
    Q_EMIT found(QString::fromUtf8(reply.at(0).text()), quint16(*port));
}

// The link is closed by now: the next one is asked, or all were.
void MasterFinder::giveUp(const QString &why)
{
    m_answerTimer.stop();
    if (!m_isAsking)
        return; // a link that was kept is gone; the next find() opens another
    const RedisAddress::Place asked = m_sentinels[m_next];
    m_next = (m_next + 1) % m_sentinels.size();
    if (++m_tried < m_sentinels.size()) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_isAsking && !m_link.isOpen())
                    openNext();
            },
            Qt::QueuedConnection);
        return;
    }
    m_isAsking = false;
    Q_EMIT failed(u"Sentinel %1:%2: %3"_s.arg(asked.host).arg(asked.port).arg(why));
}

} // namespace pushpoint::broker
