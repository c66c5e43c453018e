#include "client/trust/server_trust.h"

#include <QSslCertificate>

#include <utility>

namespace pushpoint::client {

ServerTrust::ServerTrust(const ServerAddress &server, const QString &path, QObject *parent)
    : QObject(parent), m_hostAndPort(server.hostAndPort()), m_host(server.host()), m_trusted(path),
      m_known(pinned())
{ }

QSslConfiguration ServerTrust::configuration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (pinned())
        configuration.setCaCertificates({}); // this also keeps Qt from loading any on demand
    return configuration;
}

QList<QSslError> ServerTrust::judge(const QSslCertificate &certificate,
                                    const QList<QSslError> &errors)
{
    const auto expected = pinned();
    const bool isPinned
        = expected && !certificate.isNull() && *expected == Fingerprint::of(certificate);
    if (isPinned && mayBeOverruled(errors)) {
        if (std::exchange(m_refusal, {}))
            Q_EMIT accepted();
        return errors;
    }
    m_refusal = describeUntrusted(m_hostAndPort, m_host, certificate, errors, expected);
    Q_EMIT refused(*m_refusal);
    return {};
}

void ServerTrust::pin(const Fingerprint &fingerprint)
{
    m_trusted.set(m_hostAndPort, fingerprint);
    m_known = fingerprint;
    m_refusal.reset();
    Q_EMIT changed();
}

void ServerTrust::recheck()
{
    const auto now = pinned();
    if (std::exchange(m_known, now) == now)
        return;
    m_refusal.reset();
    Q_EMIT changed();
}

std::optional<Fingerprint> ServerTrust::pinned() const
{
    return m_trusted.of(m_hostAndPort);
}

} // namespace pushpoint::client
