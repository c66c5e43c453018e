#include "tests/cluster/holding_proxy.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <deque>

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

struct Faults
{
    bool cut = false;
    bool holdToRedis = false;
    bool holdToNode = false;
    int delayMs = 0;
};

// Closing by RST, as a host that has forgotten the link answers.
void resetLink(QTcpSocket &socket)
{
    const linger atOnce{1, 0};
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket.abort();
}

} // namespace

/// One way of one link: bytes with the time at which they may go on.
class FaultyWay : public QObject
{
    Q_OBJECT

public:
    FaultyWay(QTcpSocket *source, QTcpSocket *target, const Faults &faults, bool Faults::*hold,
              QObject *parent)
        : QObject(parent), m_source(source), m_target(target), m_faults(faults), m_hold(hold),
          m_timer(this)
    {
        m_clock.start();
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &FaultyWay::flush);
        connect(m_source, &QTcpSocket::readyRead, this, [this] {
            m_queue.push_back({m_clock.elapsed() + m_faults.delayMs, m_source->readAll()});
            flush();
        });
    }
    void flush()
    {
        if (m_faults.*m_hold)
            return;
        for (; !m_queue.empty() && m_queue.front().dueMs <= m_clock.elapsed(); m_queue.pop_front())
            m_target->write(m_queue.front().bytes);
        if (!m_queue.empty())
            m_timer.start(int(std::max<qint64>(0, m_queue.front().dueMs - m_clock.elapsed())));
    }

private:
    struct Piece
    {
        qint64 dueMs = 0;
        QByteArray bytes;
    };

    QTcpSocket *m_source;
    QTcpSocket *m_target;
    const Faults &m_faults;
    bool Faults::*m_hold;
    QElapsedTimer m_clock;
    QTimer m_timer;
    std::deque<Piece> m_queue;
};

class HoldingProxyWorker : public QObject
{
    Q_OBJECT

public:
    explicit HoldingProxyWorker(quint16 target) : m_target(target), m_server(this)
    {
        connect(&m_server, &QTcpServer::newConnection, this, &HoldingProxyWorker::join);
    }
    quint16 listen()
    {
        m_server.listen(QHostAddress::LocalHost);
        return m_server.serverPort();
    }
    void endLinks()
    {
        const auto sockets = findChildren<QTcpSocket *>();
        for (QTcpSocket *socket : sockets) {
            if (socket->state() == QAbstractSocket::ConnectedState)
                resetLink(*socket);
        }
    }
    void flush()
    {
        const auto ways = findChildren<FaultyWay *>();
        for (FaultyWay *way : ways)
            way->flush();
    }

    Faults faults;

private:
    void join()
    {
        QTcpSocket *near = m_server.nextPendingConnection();
        connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        if (faults.cut) {
            resetLink(*near);
            return;
        }
        auto *far = new QTcpSocket(near);
        far->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
        connect(far, &QTcpSocket::disconnected, near, [near] { resetLink(*near); });
        connect(far, &QTcpSocket::errorOccurred, near, [near] { resetLink(*near); });
        new FaultyWay(near, far, faults, &Faults::holdToRedis, near);
        new FaultyWay(far, near, faults, &Faults::holdToNode, near);
    }

    const quint16 m_target;
    QTcpServer m_server;
};

HoldingProxy::HoldingProxy(quint16 targetPort) : m_worker(new HoldingProxyWorker(targetPort))
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_worker, [this] { m_port = m_worker->listen(); }, Qt::BlockingQueuedConnection);
}

HoldingProxy::~HoldingProxy()
{
    m_thread.quit();
    m_thread.wait();
}

QString HoldingProxy::url() const
{
    return u"redis://127.0.0.1:%1"_s.arg(m_port);
}

void HoldingProxy::cut()
{
    QMetaObject::invokeMethod(
        m_worker,
        [this] {
            m_worker->faults.cut = true;
            m_worker->endLinks();
        },
        Qt::BlockingQueuedConnection);
}

void HoldingProxy::reset()
{
    QMetaObject::invokeMethod(
        m_worker, [this] { m_worker->endLinks(); }, Qt::BlockingQueuedConnection);
}

void HoldingProxy::holdToRedis()
{
    QMetaObject::invokeMethod(
        m_worker, [this] { m_worker->faults.holdToRedis = true; }, Qt::BlockingQueuedConnection);
}

void HoldingProxy::holdToNode()
{
    QMetaObject::invokeMethod(
        m_worker, [this] { m_worker->faults.holdToNode = true; }, Qt::BlockingQueuedConnection);
}

void HoldingProxy::setDelay(int delayMs)
{
    QMetaObject::invokeMethod(
        m_worker, [this, delayMs] { m_worker->faults.delayMs = delayMs; },
        Qt::BlockingQueuedConnection);
}

void HoldingProxy::mend()
{
    QMetaObject::invokeMethod(
        m_worker,
        [this] {
            m_worker->faults = {};
            m_worker->flush();
        },
        Qt::BlockingQueuedConnection);
}

} // namespace pushpoint::kit

#include "holding_proxy.moc"
