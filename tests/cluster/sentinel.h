#pragma once

#include <QList>
#include <QProcess>
#include <QTemporaryDir>

namespace pushpoint::kit {

/// A real Sentinel on a loopback port of its own, which watches one master by the name "mymaster"
/// and is quick to give it up; ended with this object. Waits by itself.
class Sentinel
{
public:
    /// @param password that it wants of whoever asks; empty: none.
    explicit Sentinel(quint16 masterPort, const QByteArray &password = {});
    ~Sentinel();
    Q_DISABLE_COPY_MOVE(Sentinel)

    quint16 port() const { return m_port; }
    /// Until it could raise this replica.
    bool waitUntilKnows(quint16 replicaPort) const;
    /// What was said as it came over the wire; the words must hold no blanks.
    QByteArray ask(const QList<QByteArray> &command) const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    const QByteArray m_password;
};

} // namespace pushpoint::kit
