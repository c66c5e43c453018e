#include "server/broker/redis/redis_link.h"

#include "server/broker/redis/hiredis.h"

#include <QPointer>
#include <QSocketNotifier>

#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace pushpoint::broker {

/// hiredis' C callbacks; each context's `data` is its link, and nothing once the link let it go.
struct RedisLink::Calls
{
    static RedisLink *linkOf(const redisAsyncContext *context)
    {
        return static_cast<RedisLink *>(context->data);
    }
    static RedisLink *linkOf(void *eventPointer) { return static_cast<RedisLink *>(eventPointer); }

    static void connected(const redisAsyncContext *context, int status)
    {
        RedisLink *link = linkOf(context);
        if (link == nullptr)
            return;
        if (status == REDIS_OK) {
            link->begin();
            return;
        }
        ++link->m_failedConnects;
        const QString why = QString::fromUtf8(context->errstr);
        link->m_context = nullptr; // freed by hiredis
        link->fail(why);
    }
    static void disconnected(const redisAsyncContext *context, int)
    {
        RedisLink *link = linkOf(context);
        if (link == nullptr)
            return;
        const QString why = link->reasonOf(*context);
        link->m_context = nullptr; // freed by hiredis
        link->fail(why);
    }
    // Once per command, with null where the context ends before.
    static void replied(redisAsyncContext *, void *rawReply, void *ownedCallback)
    {
        const std::unique_ptr<Reply> callback(static_cast<Reply *>(ownedCallback));
        if (rawReply == nullptr) {
            (*callback)(nullptr);
            return;
        }
        const RedisReply reply(*static_cast<const redisReply *>(rawReply));
        (*callback)(&reply);
    }
    static void subscribed(redisAsyncContext *context, void *rawReply, void *)
    {
        RedisLink *link = linkOf(context);
        if (link != nullptr && rawReply != nullptr)
            Q_EMIT link->pushed(RedisReply(*static_cast<const redisReply *>(rawReply)));
    }

    static void addRead(void *link) { linkOf(link)->m_reading->setEnabled(true); }
    static void delRead(void *link) { linkOf(link)->m_reading->setEnabled(false); }
    static void addWrite(void *link) { linkOf(link)->wantWriting(); }
    static void delWrite(void *link) { linkOf(link)->m_writing->setEnabled(false); }
    // The descriptor is closed right after. Not deleted here: we may be inside its signal.
    static void cleanup(void *pointer)
    {
        RedisLink *link = linkOf(pointer);
        for (auto *notifier : {&link->m_reading, &link->m_writing}) {
            if (!*notifier)
                continue;
            (*notifier)->setEnabled(false);
            notifier->release()->deleteLater();
        }
    }
};

RedisLink::RedisLink(RedisAddress address, QObject *parent)
    : QObject(parent), m_address(std::move(address)), m_openTimer(this)
{
    m_openTimer.setSingleShot(true);
    connect(&m_openTimer, &QTimer::timeout, this, [this] {
        ++m_failedConnects;
        fail(u"no answer in time"_s);
    });
}

RedisLink::~RedisLink()
{
    release();
}

void RedisLink::setTarget(const QString &host, quint16 port)
{
    m_address.host = host;
    m_address.port = port;
}

void RedisLink::open()
{
    Q_ASSERT(m_context == nullptr);
    m_openTimer.start(openTimeMax);
    QHostAddress literal;
    if (literal.setAddress(m_address.host)) {
        QHostInfo info;
        info.setAddresses({literal});
        connectTo(info);
        return;
    }
    m_lookupId = QHostInfo::lookupHost(m_address.host, this, &RedisLink::connectTo);
}

void RedisLink::connectTo(const QHostInfo &info)
{
    // What was looked up for an open() that was closed since may still come. A literal has -1, too.
    if (info.lookupId() != m_lookupId)
        return;
    m_lookupId = -1;
    if (info.addresses().isEmpty()) {
        fail(info.errorString());
        return;
    }
    // An address and no name: hiredis would look a name up and wait for it.
    const QList<QHostAddress> all = info.addresses();
    const QByteArray address = all[m_failedConnects % all.size()].toString().toLatin1();
    m_context = redisAsyncConnect(address.constData(), m_address.port);
    if (m_context == nullptr || m_context->err != 0) {
        const QString why
            = m_context == nullptr ? u"out of memory"_s : QString::fromUtf8(m_context->errstr);
        // Not inside open(): the owner expects its signals later.
        QMetaObject::invokeMethod(
            this, [this, why] { fail(why); }, Qt::QueuedConnection);
        return;
    }
    m_context->data = this;
    m_reading = std::make_unique<QSocketNotifier>(m_context->c.fd, QSocketNotifier::Read);
    m_writing = std::make_unique<QSocketNotifier>(m_context->c.fd, QSocketNotifier::Write);
    m_reading->setEnabled(false);
    m_writing->setEnabled(false);
    // A context that ends inside the call lets its notifiers go by itself.
    connect(m_reading.get(), &QSocketNotifier::activated, this, &RedisLink::readNow);
    connect(m_writing.get(), &QSocketNotifier::activated, this, &RedisLink::writeNow);
    m_context->ev.data = this;
    m_context->ev.addRead = &Calls::addRead;
    m_context->ev.delRead = &Calls::delRead;
    m_context->ev.addWrite = &Calls::addWrite;
    m_context->ev.delWrite = &Calls::delWrite;
    m_context->ev.cleanup = &Calls::cleanup;
    redisAsyncSetDisconnectCallback(m_context, &Calls::disconnected);
    redisAsyncSetConnectCallback(m_context, &Calls::connected); // switches writing on
}

void RedisLink::begin()
{
    if (m_address.isTls) {
        m_tls = std::make_unique<RedisTls>();
        if (!m_tls->begin(m_context->c, m_address.host, m_address.tlsFiles)) {
            fail(reasonOf(*m_context));
            return;
        }
    }
    login(); // which waits in hiredis until the other side has proved who it is
}

// Not an error of this link that is yet to be told: it may have come between two turns.
void RedisLink::forgetOthersErrors()
{
    if (m_tls && m_context != nullptr && m_context->c.err == 0)
        m_tls->forgetErrors();
}

void RedisLink::readNow()
{
    forgetOthersErrors();
    if (m_context != nullptr)
        redisAsyncHandleRead(m_context);
}

void RedisLink::writeNow()
{
    forgetOthersErrors();
    if (m_context != nullptr)
        redisAsyncHandleWrite(m_context);
}

// Of TLS, hiredis knows no more than an error number of the system that means nothing there.
QString RedisLink::reasonOf(const redisAsyncContext &context) const
{
    if (const auto why = m_tls ? m_tls->reason() : std::nullopt)
        return m_ready ? *why : u"TLS: %1"_s.arg(*why); // later, it is a link that was lost
    return context.c.err != 0 ? QString::fromUtf8(context.c.errstr) : u"disconnected"_s;
}

void RedisLink::login()
{
    const auto check = [this](const RedisReply *reply) {
        if (reply != nullptr && reply->isError())
            fail(QString::fromUtf8(reply->text()));
    };
    if (!m_address.password.isEmpty()) {
        Command command{"AUTH"};
        if (!m_address.user.isEmpty())
            command.append(m_address.user);
        send(command << m_address.password, check);
    }
    if (m_address.database != 0)
        send({"SELECT", QByteArray::number(m_address.database)}, check);
    // Also where the default user needs a password that was not given, this is told by an error.
    send({"PING"}, [this](const RedisReply *reply) {
        if (reply == nullptr)
            return;
        if (reply->isError())
            fail(QString::fromUtf8(reply->text()));
        else
            becomeReady();
    });
}

void RedisLink::becomeReady()
{
    m_openTimer.stop();
    m_ready = true;
    Q_EMIT ready();
}

bool RedisLink::send(const Command &command, Reply reply)
{
    if (m_context == nullptr)
        return false;
    std::vector<const char *> words;
    std::vector<size_t> sizes;
    for (const QByteArray &word : command) {
        words.push_back(word.constData());
        sizes.push_back(size_t(word.size()));
    }
    auto owned = reply ? std::make_unique<Reply>(std::move(reply)) : nullptr;
    const int status
        = redisAsyncCommandArgv(m_context, owned ? &Calls::replied : nullptr, owned.get(),
                                int(words.size()), words.data(), sizes.data());
    if (status != REDIS_OK)
        return false;
    (void)owned.release(); // the callback's now
    return true;
}

bool RedisLink::sendSubscription(const Command &command)
{
    if (m_context == nullptr)
        return false;
    std::vector<const char *> words;
    std::vector<size_t> sizes;
    for (const QByteArray &word : command) {
        words.push_back(word.constData());
        sizes.push_back(size_t(word.size()));
    }
    return redisAsyncCommandArgv(m_context, &Calls::subscribed, nullptr, int(words.size()),
                                 words.data(), sizes.data())
        == REDIS_OK;
}

// The kernel has room nearly always, so it is not asked whether it has: only what a flush left
// behind waits for its word, and the end of connecting does.
void RedisLink::wantWriting()
{
    if (m_isFlushing || !(m_context->c.flags & REDIS_CONNECTED)) {
        m_writing->setEnabled(true);
        return;
    }
    if (!std::exchange(m_flushIsDue, true))
        QMetaObject::invokeMethod(this, &RedisLink::flush, Qt::QueuedConnection);
    if (++m_unwritten >= commandsAtOnceMax)
        writeBuffer();
}

// Only the buffer, for we may be inside a callback: what goes wrong is met again by the flush at
// the turn's end, where the link may end.
void RedisLink::writeBuffer()
{
    m_unwritten = 0;
    forgetOthersErrors();
    int done = 0;
    (void)redisBufferWrite(&m_context->c, &done);
}

void RedisLink::flush()
{
    m_flushIsDue = false;
    m_unwritten = 0;
    if (m_context == nullptr || !(m_context->c.flags & REDIS_CONNECTED))
        return;
    m_isFlushing = true;
    writeNow(); // may end in failed(), and in another context
    m_isFlushing = false;
}

void RedisLink::close()
{
    m_openTimer.stop();
    release();
}

void RedisLink::fail(const QString &why)
{
    close();
    Q_EMIT failed(why);
}

void RedisLink::release()
{
    m_ready = false;
    m_tls.reset();
    if (m_lookupId >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookupId, -1));
    if (redisAsyncContext *context = std::exchange(m_context, nullptr)) {
        context->data = nullptr;
        redisAsyncFree(context); // inside one of its own callbacks it waits for their end
    }
}

} // namespace pushpoint::broker
