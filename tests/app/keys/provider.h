#pragma once

#include "tests/access/test_signer.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace pushpoint::kit {

inline QByteArray ok(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// Stands in for an identity provider: gives each who asks the same answer.
class Provider : public QTcpServer
{
public:
    explicit Provider(const QByteArray &firstAnswer) : answer(firstAnswer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (!socket->readAll().contains("\r\n\r\n"))
                    return;
                ++asked;
                socket->write(answer);
                if (isHangingUp)
                    socket->disconnectFromHost();
            });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }
    QUrl address() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1/keys").arg(serverPort()));
    }

    QByteArray answer;
    bool isHangingUp = true;
    int asked = 0;
};

} // namespace pushpoint::kit
