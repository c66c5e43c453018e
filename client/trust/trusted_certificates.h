#pragma once

#include "client/trust/fingerprint.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace pushpoint::client {

/// Which certificate the user trusts for which server: one fingerprint for each host and port, kept
/// in a file that all accounts of a data folder share. Not thread-safe; owned by a ServerTrust.
/// Never decides anything.
class TrustedCertificates
{
public:
    /// An empty path keeps it in memory only.
    explicit TrustedCertificates(const QString &path = {}) : m_path(path) { }

    /// As it stands in the file at this moment: another account may just have written it.
    std::optional<Fingerprint> of(const QString &hostAndPort) const;
    /// In the place of the one before. Where the file cannot be written it is trusted until the
    /// program ends.
    void set(const QString &hostAndPort, const Fingerprint &fingerprint);
    /// No certificate is trusted for it any more, but by the authorities that the computer knows.
    void remove(const QString &hostAndPort);
    /// Host and port of all that there are, in order.
    QStringList servers() const;

private:
    QString m_path;
    QHash<QString, Fingerprint> m_unwritten;
};

/// Its file in a data folder: one for all accounts there, for certificates are trusted by server
/// and not by name. Empty where the folder is.
QString trustFileIn(const QString &dataFolder);

} // namespace pushpoint::client
