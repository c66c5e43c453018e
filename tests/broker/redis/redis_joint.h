#pragma once

#include "server/broker/redis/redis_broker.h"
#include "tests/broker/broker_contract.h"
#include "tests/broker/redis/redis_server.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace pushpoint::kit {

/// Between one broker and the Redis: can be cut.
class Wire : public QObject
{
    Q_OBJECT

public:
    explicit Wire(quint16 target) : m_target(target)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, &Wire::join);
    }
    quint16 port() const { return m_server.serverPort(); }
    void setCut(bool cut)
    {
        m_cut = cut;
        if (!cut)
            return;
        const auto sockets = m_server.findChildren<QTcpSocket *>();
        for (QTcpSocket *socket : sockets)
            socket->abort();
    }

private:
    void join()
    {
        QTcpSocket *near = m_server.nextPendingConnection();
        auto *far = new QTcpSocket(near);
        connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        if (m_cut) {
            near->abort();
            return;
        }
        far->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
        connect(far, &QTcpSocket::disconnected, near, &QTcpSocket::abort);
        connect(near, &QTcpSocket::readyRead, far, [=] { far->write(near->readAll()); });
        connect(far, &QTcpSocket::readyRead, near, [=] { near->write(far->readAll()); });
    }

    const quint16 m_target;
    QTcpServer m_server;
    bool m_cut = false;
};

/// Members joined by a Redis, each over a wire of its own.
class RedisJoint : public Joint
{
public:
    /// The URL has the port as "%1": of a wire to this one.
    RedisJoint(RedisServer &redis, quint16 port, const QString &url)
        : m_redis(redis), m_port(port), m_url(url)
    {
        m_redis.ask({"FLUSHALL"}); // nodes of the last test that did not say good-bye
    }
    std::unique_ptr<broker::Broker> make(const QByteArray &nodeName) override
    {
        auto wire = std::make_unique<Wire>(m_port);
        auto broker = std::make_unique<broker::RedisBroker>(
            broker::RedisAddress::parse(m_url.arg(wire->port())).value(), "test:", nodeName);
        broker->start();
        if (!QTest::qWaitFor([&] { return broker->isLinked(); }, 10'000))
            qWarning("no link: %s", qPrintable(broker->linkStatus().text()));
        m_wires[broker.get()] = std::move(wire);
        return broker;
    }
    void inject(const UserName &name, const QByteArray &bytes) override
    {
        m_redis.ask({"PUBLISH", "test:u:" + name.utf8(), bytes});
    }
    void setCut(broker::Broker &broker, bool cut) override { m_wires.at(&broker)->setCut(cut); }

private:
    RedisServer &m_redis;
    const quint16 m_port;
    const QString m_url;
    std::map<broker::Broker *, std::unique_ptr<Wire>> m_wires;
};

} // namespace pushpoint::kit
