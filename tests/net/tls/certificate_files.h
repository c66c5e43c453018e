#pragma once

#include "server/net/tls/certificate_maker.h"
#include "server/net/tls/tls_context.h"

#include <QFile>
#include <QTemporaryDir>

/// A folder with a certificate of loopback and its key, made when the test began.
class CertificateFiles
{
public:
    explicit CertificateFiles(const QDateTime &now = QDateTime::currentDateTimeUtc())
    {
        renew(now);
    }

    const pushpoint::net::TlsFiles &files() const { return m_files; }
    const QByteArray &fingerprint() const { return m_fingerprint; }
    /// Writes another certificate, with another key, over the files.
    void renew(const QDateTime &now = QDateTime::currentDateTimeUtc())
    {
        const auto made = pushpoint::net::makeSelfSigned(
            {QStringLiteral("localhost"), QStringLiteral("127.0.0.1")}, now);
        write(m_files.certificate, made.certificate);
        write(m_files.key, made.key);
        QFile::setPermissions(m_files.key, QFile::ReadOwner | QFile::WriteOwner);
        m_fingerprint = made.fingerprint;
    }
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    pushpoint::net::TlsFiles m_files{path(QStringLiteral("cert.pem")),
                                     path(QStringLiteral("key.pem"))};
    QByteArray m_fingerprint;
};
