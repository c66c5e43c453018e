#pragma once

#include "server/broker/redis/redis_address.h"
#include "server/broker/redis/redis_reply.h"
#include "server/broker/redis/redis_tls.h"

#include <QHostInfo>
#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

class QSocketNotifier;
struct redisAsyncContext;

namespace pushpoint::broker {

/// One connection to a Redis: hiredis' asynchronous API on the event loop of its thread. It
/// connects, begins TLS where the address says so, logs in and says so; what is asked is answered
/// by callbacks in the order of asking. It never blocks (a host name is looked up asynchronously),
/// never tries again by itself, and bounds only the time of connecting: who asks watches over the
/// answers. Server thread; owned by the RedisBroker.
class RedisLink : public QObject
{
    Q_OBJECT

public:
    /// Gets the reply, or null where the link ended before one came.
    using Reply = std::function<void(const RedisReply *reply)>;
    using Command = QList<QByteArray>;

    explicit RedisLink(RedisAddress address, QObject *parent = nullptr);
    ~RedisLink() override;

    /// The next open() goes there, as the same user.
    void setTarget(const QString &host, quint16 port);
    /// Connects and logs in; ready() or failed() follows.
    void open();
    /// Ends at once and without a signal; commands under way get null.
    void close();
    bool isReady() const { return m_ready; }
    /// Also while it connects.
    bool isOpen() const { return m_context != nullptr || m_lookupId >= 0; }
    /// Writes what the kernel takes now; happens by itself at the end of each turn.
    void flush();

    /// Sends a command. False if the link is not up: then the callback is never called.
    bool send(const Command &command, Reply reply = {});
    /// Subscribes or unsubscribes; what arrives is emitted by pushed().
    bool sendSubscription(const Command &command);

    static constexpr std::chrono::milliseconds openTimeMax{2'000};
    /// A long turn hands its commands on in pieces of so many: the Redis works on the first while
    /// the last are made. More is slower for the waiting, fewer for the calls.
    static constexpr int commandsAtOnceMax = 24;

Q_SIGNALS:
    void ready();
    /// The link is down; the owner may open it again, but not inside this signal.
    void failed(const QString &why);
    /// [kind, channel, payload] on a link that subscribed.
    void pushed(const pushpoint::broker::RedisReply &reply);

private:
    struct Calls;
    friend struct Calls;
    void connectTo(const QHostInfo &info);
    void begin();
    void login();
    void forgetOthersErrors();
    void readNow();
    void writeNow();
    QString reasonOf(const redisAsyncContext &context) const;
    void wantWriting();
    void writeBuffer();
    void becomeReady();
    void fail(const QString &why);
    void release();

    RedisAddress m_address;
    redisAsyncContext *m_context = nullptr;
    std::unique_ptr<RedisTls> m_tls; ///< null: none
    std::unique_ptr<QSocketNotifier> m_reading;
    std::unique_ptr<QSocketNotifier> m_writing;
    QTimer m_openTimer;
    int m_lookupId = -1;
    qsizetype m_failedConnects = 0; ///< a name may have several addresses: each in its turn
    bool m_ready = false;
    bool m_flushIsDue = false; ///< what is sent within a turn leaves at its end at the latest
    int m_unwritten = 0;       ///< commands since something was last written
    bool m_isFlushing = false;
};

} // namespace pushpoint::broker
