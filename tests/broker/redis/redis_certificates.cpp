#include "tests/broker/redis/redis_certificates.h"

#include "server/broker/redis/redis_tls.h"
#include "tests/broker/redis/redis_server.h"

#include <QProcess>
#include <QStandardPaths>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

void openssl(const QStringList &arguments)
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("openssl: %s", process.readAllStandardError().constData());
}

QStringList request(const QString &folder, const QString &who)
{
    const QString base = folder + u'/' + who;
    return {u"req"_s,         u"-x509"_s,      u"-newkey"_s,
            u"ec"_s,          u"-pkeyopt"_s,   u"ec_paramgen_curve:prime256v1"_s,
            u"-nodes"_s,      u"-days"_s,      u"2"_s,
            u"-subj"_s,       u"/CN="_s + who, u"-keyout"_s,
            base + u".key"_s, u"-out"_s,       base + u".pem"_s};
}

} // namespace

bool RedisCertificates::isPossible()
{
    if (!RedisServer::isInstalled())
        return false;
    if (!broker::RedisTls::isAvailable()) {
        std::fprintf(stderr, "skipped: this build's hiredis has no TLS (it came with 1.0)\n");
        return false;
    }
    if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty()) {
        std::fprintf(stderr, "skipped: openssl is not installed (Debian's package of that name)\n");
        return false;
    }
    return true;
}

RedisCertificates::RedisCertificates(const QString &serverNames)
{
    openssl(request(m_folder.path(), u"ca"_s));
    sign(u"server"_s, serverNames);
    sign(u"client"_s, u"DNS:client"_s);
}

void RedisCertificates::sign(const QString &who, const QString &names) const
{
    openssl(request(m_folder.path(), who)
            << u"-CA"_s << path(u"ca.pem"_s) << u"-CAkey"_s << path(u"ca.key"_s) << u"-addext"_s
            << u"subjectAltName="_s + names << u"-addext"_s << u"basicConstraints=CA:FALSE"_s);
}

QStringList RedisCertificates::serverArguments(quint16 tlsPort, bool wantsClientCertificate) const
{
    return {u"--tls-port"_s,         QString::number(tlsPort),
            u"--tls-cert-file"_s,    path(u"server.pem"_s),
            u"--tls-key-file"_s,     path(u"server.key"_s),
            u"--tls-ca-cert-file"_s, path(u"ca.pem"_s),
            u"--tls-auth-clients"_s, wantsClientCertificate ? u"yes"_s : u"no"_s};
}

QString RedisCertificates::options(bool withClientCertificate) const
{
    const QString ca = u"ssl_ca_certs="_s + path(u"ca.pem"_s);
    return withClientCertificate ? ca + u"&ssl_certfile="_s + path(u"client.pem"_s)
            + u"&ssl_keyfile="_s + path(u"client.key"_s)
                                 : ca;
}

} // namespace pushpoint::kit
