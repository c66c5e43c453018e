#pragma once

#include "app/command_line.h"

#include <QFileInfo>
#include <QObject>
#include <QTimer>

#include <functional>

namespace pushpoint::app {

/// Looks twice a second whether the files with keys and with what was revoked are others than they
/// were: written anew or replaced, which watchers of the system miss, or on another machine's disk.
/// One that cannot be used is told of, and the last good one stays. Main thread.
class AccessFiles : public QObject
{
    Q_OBJECT

public:
    /// @param line says which files, and gets what is in them. It must outlive this.
    explicit AccessFiles(CommandLine &line);

    /// Looks at once, whether they seem to be others or not.
    void readAgain();

Q_SIGNALS:
    void keysRead(const pushpoint::access::KeySet &keys);
    void revokedRead(const pushpoint::access::Revoked &revoked);
    /// One line for people.
    void told(const QString &text);

private:
    /// By which a file is known to be another one.
    struct Look
    {
        QDateTime modified;
        qint64 bytes = -1;
        auto operator==(const Look &) const -> bool = default;
    };
    static Look lookAt(const QString &path);
    void lookAgain();
    void readKeysAgain();
    void readRevokedAgain();

    CommandLine &m_line;
    QTimer m_timer;
    Look m_keys;
    Look m_revoked;
};

} // namespace pushpoint::app
