#include "client/trust/trusted_certificates.h"

#include "client/storage/private_file.h"

#include <QSettings>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const QString &hostAndPort)
{
    return u"trusted/"_s + hostAndPort;
}

} // namespace

QString trustFileIn(const QString &dataFolder)
{
    return dataFolder.isEmpty() ? QString() : dataFolder + "/certificates.ini"_L1;
}

std::optional<Fingerprint> TrustedCertificates::of(const QString &hostAndPort) const
{
    if (const auto it = m_unwritten.constFind(hostAndPort); it != m_unwritten.cend())
        return *it;
    if (m_path.isEmpty())
        return {};
    const QSettings file(m_path, QSettings::IniFormat);
    const auto kept = Fingerprint::parse(file.value(keyOf(hostAndPort)).toString());
    return kept ? std::optional(*kept) : std::nullopt;
}

void TrustedCertificates::set(const QString &hostAndPort, const Fingerprint &fingerprint)
{
    m_unwritten.insert(hostAndPort, fingerprint);
    if (m_path.isEmpty())
        return;
    makePrivate(m_path);
    QSettings file(m_path, QSettings::IniFormat);
    file.setValue(keyOf(hostAndPort), fingerprint.text());
    file.sync();
    if (file.status() == QSettings::NoError)
        m_unwritten.remove(hostAndPort);
}

void TrustedCertificates::remove(const QString &hostAndPort)
{
    m_unwritten.remove(hostAndPort);
    if (m_path.isEmpty())
        return;
    QSettings file(m_path, QSettings::IniFormat);
    file.remove(keyOf(hostAndPort));
}

QStringList TrustedCertificates::servers() const
{
    QStringList servers = m_unwritten.keys();
    if (!m_path.isEmpty()) {
        QSettings file(m_path, QSettings::IniFormat);
        file.beginGroup(u"trusted"_s);
        servers += file.childKeys();
    }
    servers.removeIf([this](const QString &server) { return !of(server); }); // not written by us
    servers.sort();
    servers.removeDuplicates();
    return servers;
}

} // namespace pushpoint::client
