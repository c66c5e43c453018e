#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>

namespace pushpoint::kit {

/// Stands between a node and its Redis and does what bad networks do. It has a thread of its own,
/// so that it works while the test waits; what it is told may come from any.
class FaultProxy : public QObject
{
    Q_OBJECT

public:
    explicit FaultProxy(quint16 target);
    ~FaultProxy() override;

    QString url() const;
    /// Each byte comes so much later, both ways.
    void setDelay(int ms) { m_delayMs = ms; }
    /// What goes that way is lost, and the links stay up.
    void swallowToNode(bool on) { m_swallowsToNode = on; }
    void swallowToRedis(bool on) { m_swallowsToRedis = on; }
    /// All links are reset at once; while refusing, new ones are, too.
    void reset();
    void setRefusing(bool on);

private:
    void join();
    void abortAll();
    void carry(QTcpSocket *from, QTcpSocket *to, const std::atomic<bool> &swallows);

    const quint16 m_target;
    QThread m_thread;
    QTcpServer *m_server; ///< a child, on the thread
    const quint16 m_port;
    std::atomic<int> m_delayMs = 0;
    std::atomic<bool> m_swallowsToNode = false;
    std::atomic<bool> m_swallowsToRedis = false;
    std::atomic<bool> m_refusing = false;
};

} // namespace pushpoint::kit
