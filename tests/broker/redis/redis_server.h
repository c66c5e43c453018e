#pragma once

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace pushpoint::kit {

/// One of loopback's that nobody listens on now.
quint16 freePort();

/// Has a program, before it starts, ended with this one, even where this one is killed.
void endWithUs(QProcess &process);

/// A real redis-server on a loopback port of its own, in a folder of its own, that keeps nothing;
/// ended with this object. Waits by itself.
class RedisServer
{
public:
    /// True where this machine has the program; else says so.
    static bool isInstalled();

    explicit RedisServer(const QStringList &arguments = {});
    ~RedisServer();
    Q_DISABLE_COPY_MOVE(RedisServer)

    quint16 port() const { return m_port; }
    QString url() const;
    /// Asks over a link of its own, and returns what was said as it came over the wire.
    QByteArray ask(const QList<QByteArray> &command);
    /// Ends it at once; start() brings it back on the same port.
    void stop();
    bool start();
    void freeze();
    void thaw();
    /// Until it has run so long that nodes believe it about who is not there.
    bool waitUntilOld();

private:
    QTemporaryDir m_folder;
    const QStringList m_arguments;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};

} // namespace pushpoint::kit
