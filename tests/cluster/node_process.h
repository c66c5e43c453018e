#pragma once

#include "tests/server/kit.h"

#include <QProcess>

namespace pushpoint::kit {

/// The program itself, headless, on a free port, joined to others by a broker. Ended with this
/// object. Waits by itself.
class NodeProcess
{
public:
    NodeProcess(const QString &brokerUrl, const QString &name, const QStringList &arguments = {});
    ~NodeProcess() { kill(); }
    Q_DISABLE_COPY_MOVE(NodeProcess)

    quint16 port() const { return m_port; }
    /// As by kill -9.
    void kill();
    /// Asks it to end, and waits; true where it ended well.
    bool endCleanly();
    void freeze();
    void thaw();
    Reply publish(const QByteArray &to, const QByteArray &contentJson = "1") const;
    /// It answers, for certain, about one whom nobody has: linked, and the Redis old enough.
    bool isSureInTime() const;

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace pushpoint::kit
