#pragma once

#include "tests/server/kit.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>

// Clients of a server that has a certificate, whatever that is.

namespace pushpoint::kit {

/// A TLS client that sees what it is presented.
class TlsClient
{
public:
    explicit TlsClient(quint16 port)
    {
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        m_isEncrypted = m_socket.waitForEncrypted(patienceMs);
    }

    bool isEncrypted() const { return m_isEncrypted; }
    QByteArray fingerprint() const
    {
        return m_socket.peerCertificate().digest(QCryptographicHash::Sha256).toHex(':').toUpper();
    }
    /// The answer as it came, to its end.
    QByteArray ask(QByteArrayView request)
    {
        m_socket.write(request.data(), request.size());
        QByteArray answer;
        while (!answer.contains("\r\n\r\n") && m_socket.waitForReadyRead(patienceMs))
            answer += m_socket.readAll();
        return answer;
    }
    QSslSocket &socket() { return m_socket; }

private:
    QSslSocket m_socket;
    bool m_isEncrypted = false;
};

/// A WebSocket client by Qt and TLS, which keeps what it gets.
class SecureReceiver
{
public:
    SecureReceiver(quint16 port, const QString &name)
    {
        using namespace Qt::StringLiterals;
        QSslConfiguration trusting = m_socket.sslConfiguration();
        trusting.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.setSslConfiguration(trusting);
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) { texts.append(text); });
        m_socket.open(QUrl(u"wss://127.0.0.1:%1/ws/%2"_s.arg(port).arg(name)));
        m_isOpen
            = waitUntil([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
    }

    bool isOpen() const { return m_isOpen; }
    QStringList texts;
    QWebSocket &socket() { return m_socket; }

private:
    QWebSocket m_socket;
    bool m_isOpen = false;
};

} // namespace pushpoint::kit
