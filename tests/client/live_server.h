#pragma once

#include "server/server.h"

#include <memory>

/// The real server in the test's own process, on a free port of loopback. On the test's thread;
/// the server brings its own.
class LiveServer : public QObject
{
    Q_OBJECT

public:
    /// Starts it and waits until it listens; on the port of the last time, if there was one.
    bool start();
    /// Stops it and waits for that.
    bool stop();

    /// What happened at the server, where the test looks. There while it runs.
    pushpoint::TrafficFeed &feed() { return m_server->feed(); }

    QString url() const { return m_url; }
    /// GET of a path, waited for.
    QByteArray get(const QString &path);
    /// Closes every connection of this name, as an administrator does.
    bool disconnectName(const QByteArray &name);

private:
    std::unique_ptr<pushpoint::Server> m_server;
    quint16 m_port = 0;
    QString m_url;
};
