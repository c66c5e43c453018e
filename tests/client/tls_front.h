#pragma once

#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>

/// A certificate and its key.
struct Identity
{
    QSslCertificate certificate;
    QSslKey key;

    /// As openssl writes it.
    QString fingerprint() const
    {
        return QString::fromLatin1(
            certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
    }
};

/// Makes certificates by the program openssl, in a folder of its own.
class CertificateMaker
{
public:
    /// One that nobody but itself vouches for. `names` as openssl writes them: "IP:127.0.0.1".
    Identity selfSigned(const QString &subject, const QString &names);
    /// One that an authority of ours vouches for, the same one each time.
    Identity signedByAuthority(const QString &subject, const QString &names);
    QSslCertificate authority();

private:
    QString run(const QStringList &arguments);
    Identity read(const QString &name) const;

    QTemporaryDir m_folder;
    int m_count = 0;
};

/// What stands in front of a server that is reached by https: takes TLS off and hands the bytes to
/// and fro. On the test's thread, on loopback.
class TlsFront : public QObject
{
    Q_OBJECT

public:
    /// Port 0 picks one.
    bool listen(const Identity &identity, const QString &server, quint16 port = 0);
    /// Stops listening and cuts every connection.
    void cut();

    quint16 port() const { return m_port; }
    QString url() const { return QStringLiteral("https://127.0.0.1:%1").arg(m_port); }
    QString hostAndPort() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    /// Clients who began to speak TLS, whether or not they liked the answer.
    int handshakes() const { return m_handshakes; }
    /// All that clients sent under TLS.
    const QByteArray &received() const { return m_received; }

private:
    void onConnection(quint16 serverPort);

    std::unique_ptr<QSslServer> m_listener;
    quint16 m_port = 0;
    int m_handshakes = 0;
    QByteArray m_received;
};
