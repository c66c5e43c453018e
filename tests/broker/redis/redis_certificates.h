#pragma once

#include <QStringList>
#include <QTemporaryDir>

namespace pushpoint::kit {

/// An authority of its own, made by openssl, and what it signed. The files go with this object.
class RedisCertificates
{
public:
    /// True where everything is there: a build with TLS, redis-server and openssl. Else says what
    /// is not, on stderr.
    static bool isPossible();

    /// The server's certificate is for this, such as "DNS:localhost,IP:127.0.0.1".
    explicit RedisCertificates(const QString &serverNames
                               = QStringLiteral("DNS:localhost,IP:127.0.0.1"));

    /// A redis-server's own, for a port with TLS besides the plain one.
    QStringList serverArguments(quint16 tlsPort, bool wantsClientCertificate = false) const;
    QString path(const QString &file) const { return m_folder.filePath(file); }
    /// "ssl_ca_certs=…", and with a certificate of the client "…&ssl_certfile=…&ssl_keyfile=…".
    QString options(bool withClientCertificate = false) const;

private:
    void sign(const QString &who, const QString &names) const;

    QTemporaryDir m_folder;
};

} // namespace pushpoint::kit
