#include "tests/client/live_server.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

using namespace pushpoint;
using namespace Qt::StringLiterals;

bool LiveServer::start()
{
    m_server = std::make_unique<Server>();
    ServerOptions options;
    options.port = m_port;
    for (const char *name : {"Bob", "Alice", "Jack"})
        options.names.append(*UserName::parse(QByteArrayView(name)));
    connect(m_server.get(), &Server::listening, this, [this](const QUrl &url) {
        m_url = url.toString();
        m_port = quint16(url.port());
    });
    QSignalSpy listening(m_server.get(), &Server::listening);
    m_server->start(options);
    return listening.wait(10'000);
}

bool LiveServer::stop()
{
    QSignalSpy stopped(m_server.get(), &Server::stopped);
    m_server->stop();
    return stopped.wait(15'000);
}

QByteArray LiveServer::get(const QString &path)
{
    QNetworkAccessManager network;
    QNetworkReply *reply = network.get(QNetworkRequest(QUrl(m_url + path)));
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished() && !finished.wait(10'000))
        return {};
    return reply->readAll();
}

bool LiveServer::disconnectName(const QByteArray &name)
{
    m_server->requestConnections();
    std::shared_ptr<const ConnectionTable> table;
    if (!QTest::qWaitFor([&] { return (table = m_server->feed().takeConnections()) != nullptr; }))
        return false;
    QList<quint64> ids;
    for (const ConnectionStats &connection : *table) {
        if (connection.name == name)
            ids.append(connection.id);
    }
    m_server->disconnectSessions(ids, CloseCode::ClosedByAdministrator, u"tidying up"_s);
    return !ids.isEmpty();
}
