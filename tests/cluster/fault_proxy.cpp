#include "tests/cluster/fault_proxy.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

QTcpServer *listening(QObject *parent)
{
    auto *server = new QTcpServer(parent);
    if (!server->listen(QHostAddress::LocalHost))
        qFatal("the proxy cannot listen");
    return server;
}

} // namespace

FaultProxy::FaultProxy(quint16 target)
    : m_target(target), m_server(listening(this)), m_port(m_server->serverPort())
{
    connect(m_server, &QTcpServer::newConnection, this, &FaultProxy::join);
    moveToThread(&m_thread);
    m_thread.start();
}

FaultProxy::~FaultProxy()
{
    QMetaObject::invokeMethod(
        this, [this] { delete m_server; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QString FaultProxy::url() const
{
    return u"redis://127.0.0.1:%1"_s.arg(m_port);
}

void FaultProxy::reset()
{
    QMetaObject::invokeMethod(this, &FaultProxy::abortAll, Qt::BlockingQueuedConnection);
}

void FaultProxy::abortAll()
{
    const auto sockets = m_server->findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly);
    for (QTcpSocket *socket : sockets)
        socket->abort();
}

void FaultProxy::setRefusing(bool on)
{
    m_refusing = on;
    if (on)
        reset();
}

void FaultProxy::join()
{
    while (QTcpSocket *near = m_server->nextPendingConnection()) {
        connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        if (m_refusing) {
            near->abort();
            continue;
        }
        auto *far = new QTcpSocket(near);
        far->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
        connect(far, &QTcpSocket::disconnected, near, &QTcpSocket::abort);
        connect(far, &QTcpSocket::errorOccurred, near, &QTcpSocket::abort);
        carry(near, far, m_swallowsToRedis);
        carry(far, near, m_swallowsToNode);
    }
}

void FaultProxy::carry(QTcpSocket *from, QTcpSocket *to, const std::atomic<bool> &swallows)
{
    connect(from, &QTcpSocket::readyRead, to, [this, from, to, &swallows] {
        const QByteArray bytes = from->readAll();
        if (swallows)
            return;
        if (m_delayMs == 0) {
            to->write(bytes);
            return;
        }
        QTimer::singleShot(m_delayMs.load(), Qt::PreciseTimer, to,
                           [to, bytes] { to->write(bytes); });
    });
}

} // namespace pushpoint::kit
