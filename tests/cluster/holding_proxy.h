#pragma once

#include <QThread>

#include <memory>

namespace pushpoint::kit {

class HoldingProxyWorker;

/// Stands between a node and its Redis and misbehaves as told. It works on a thread of its own, so
/// a test that waits does not stop it; all calls return when the thing is done. Its links are TCP:
/// what is held back arrives in the end, as after a network that was parted is mended.
class HoldingProxy
{
public:
    explicit HoldingProxy(quint16 targetPort);
    ~HoldingProxy();
    Q_DISABLE_COPY_MOVE(HoldingProxy)

    QString url() const;
    /// Ends all links, and refuses new ones until mend().
    void cut();
    /// Ends all links once, by RST.
    void reset();
    /// Bytes of this way go no further until mend().
    void holdToRedis();
    void holdToNode();
    /// Every byte comes so much later, either way.
    void setDelay(int delayMs);
    void mend();

private:
    QThread m_thread;
    HoldingProxyWorker *m_worker = nullptr; ///< lives on m_thread
    quint16 m_port = 0;
};

} // namespace pushpoint::kit
