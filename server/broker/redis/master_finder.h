#pragma once

#include "server/broker/redis/redis_link.h"

namespace pushpoint::broker {

/// Asks Sentinels which Redis is the master: one after the other, beginning with the one that
/// answered last, until one knows. It keeps that link, so that asking again is cheap. Each has
/// a bounded time. It trusts the answer: the owner has to check that the Redis agrees to be the
/// master. Server thread; owned by the RedisBroker.
class MasterFinder : public QObject
{
    Q_OBJECT

public:
    /// The address must name Sentinels.
    explicit MasterFinder(const RedisAddress &address, QObject *parent = nullptr);

    /// found() or failed() follows, later. Asking while it asks is asking once.
    void find();
    void close();

    static constexpr std::chrono::milliseconds answerTimeMax{1'000};

Q_SIGNALS:
    void found(const QString &host, quint16 port);
    /// None of them could say; the reason is the last one's.
    void failed(const QString &why);

private:
    void ask();
    void openNext();
    void take(const RedisReply &reply);
    void giveUp(const QString &why);

    const std::vector<RedisAddress::Place> m_sentinels;
    const QByteArray m_masterName;
    RedisLink m_link;
    QTimer m_answerTimer;
    size_t m_next = 0;  ///< who is asked now
    size_t m_tried = 0; ///< how many failed since find()
    bool m_isAsking = false;
};

} // namespace pushpoint::broker
