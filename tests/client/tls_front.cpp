#include "tests/client/tls_front.h"

#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QStringList newKey{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                         u"-nodes"_s};

} // namespace

Identity CertificateMaker::selfSigned(const QString &subject, const QString &names)
{
    const QString name = QString::number(++m_count);
    run(QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"30"_s, u"-utf8"_s, u"-subj"_s, subject,
                    u"-addext"_s, u"subjectAltName="_s + names, u"-keyout"_s, name + u".key"_s,
                    u"-out"_s, name + u".pem"_s}
        + newKey);
    return read(name);
}

Identity CertificateMaker::signedByAuthority(const QString &subject, const QString &names)
{
    const QSslCertificate known = authority();
    Q_ASSERT(!known.isNull());
    const QString name = QString::number(++m_count);
    run(QStringList{u"req"_s, u"-utf8"_s, u"-subj"_s, subject, u"-keyout"_s, name + u".key"_s,
                    u"-out"_s, name + u".csr"_s}
        + newKey);
    QFile extensions(m_folder.filePath(name + u".ext"_s));
    if (extensions.open(QIODevice::WriteOnly))
        extensions.write("subjectAltName=" + names.toUtf8() + '\n');
    extensions.close();
    run({u"x509"_s, u"-req"_s, u"-days"_s, u"30"_s, u"-in"_s, name + u".csr"_s, u"-CA"_s,
         u"authority.pem"_s, u"-CAkey"_s, u"authority.key"_s, u"-CAcreateserial"_s, u"-extfile"_s,
         name + u".ext"_s, u"-out"_s, name + u".pem"_s});
    return read(name);
}

QSslCertificate CertificateMaker::authority()
{
    if (!QFile::exists(m_folder.filePath(u"authority.pem"_s))) {
        run(QStringList{u"req"_s, u"-x509"_s, u"-days"_s, u"30"_s, u"-subj"_s, u"/CN=Authority"_s,
                        u"-keyout"_s, u"authority.key"_s, u"-out"_s, u"authority.pem"_s}
            + newKey);
    }
    return read(u"authority"_s).certificate;
}

QString CertificateMaker::run(const QStringList &arguments)
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.start(u"openssl"_s, arguments);
    if (!openssl.waitForFinished(20'000) || openssl.exitCode() != 0)
        qWarning("openssl: %s", openssl.readAllStandardError().constData());
    return m_folder.path();
}

Identity CertificateMaker::read(const QString &name) const
{
    return {QSslCertificate(contentOf(m_folder.filePath(name + u".pem"_s))),
            QSslKey(contentOf(m_folder.filePath(name + u".key"_s)), QSsl::Ec)};
}

bool TlsFront::listen(const Identity &identity, const QString &server, quint16 port)
{
    m_listener = std::make_unique<QSslServer>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(identity.certificate);
    configuration.setPrivateKey(identity.key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_listener->setSslConfiguration(configuration);
    connect(m_listener.get(), &QSslServer::startedEncryptionHandshake, this,
            [this] { ++m_handshakes; });
    const auto serverPort = quint16(QUrl(server).port());
    connect(m_listener.get(), &QTcpServer::pendingConnectionAvailable, this,
            [this, serverPort] { onConnection(serverPort); });
    const bool isListening = m_listener->listen(QHostAddress::LocalHost, port);
    m_port = m_listener->serverPort();
    return isListening;
}

void TlsFront::cut()
{
    m_listener.reset(); // the connections are its children
}

void TlsFront::onConnection(quint16 serverPort)
{
    QTcpSocket *client = m_listener->nextPendingConnection();
    auto *server = new QTcpSocket(client);
    server->connectToHost(QHostAddress::LocalHost, serverPort);
    const auto toServer = [this, client, server] {
        const QByteArray bytes = client->readAll();
        m_received += bytes;
        server->write(bytes);
    };
    connect(client, &QTcpSocket::readyRead, this, toServer);
    connect(server, &QTcpSocket::readyRead, client,
            [client, server] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    toServer(); // what came with the end of the handshake
}
