#pragma once

#include "tests/server/kit.h"

#include <QProcess>

#include <memory>

namespace pushpoint::kit {

/// The program itself, headless, on a free port, joined to a Redis; killed with this object. Waits
/// by itself.
class NodeProcess
{
public:
    /// @param broker the address of the Redis, or of what stands before it.
    NodeProcess(const QString &broker, const QString &name, const QStringList &arguments = {});
    ~NodeProcess() { kill(); }
    Q_DISABLE_COPY_MOVE(NodeProcess)

    quint16 port() const { return m_port; }
    /// SIGKILL.
    void kill();
    /// SIGTERM; true when it ended cleanly and in time.
    bool stop();
    void freeze();
    void thaw();

    /// From Bob, with detail, over a connection of its own.
    Reply publish(const QByteArray &to, const QByteArray &contentJson = "1") const;
    /// "true", "offline", "unknown", or what else was said.
    QByteArray verdict(const QByteArray &to) const;
    /// Until it knows for certain who is not there, which takes a young Redis some seconds.
    bool waitUntilCertain() const;

private:
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace pushpoint::kit
