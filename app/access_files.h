#pragma once

#include "app/command_line.h"
#include "app/keys/key_fetch.h"

#include <QFileInfo>
#include <QObject>
#include <QTimer>

#include <memory>

namespace pushpoint::app {

/// Follows what tokens are held against: gives each change to the line, and tells of it. Keys at an
/// address are fetched. At files it looks twice a second whether they are others than they were:
/// written anew or replaced, which watchers of the system miss, or on another machine's disk.
/// One that cannot be used is told of, and the last good one stays. Main thread.
class AccessFiles : public QObject
{
    Q_OBJECT

public:
    /// @param line says which files, and gets what is in them. It must outlive this.
    explicit AccessFiles(CommandLine &line);

    /// Whether there are no keys yet, as the first answer is awaited: fetchEnded() follows.
    bool isAwaitingKeys() const { return m_isAwaitingKeys; }
    /// Looks at once, whether they seem to be others or not.
    void readAgain();
    /// A token named a key that is not there: looks soon where keys are fetched.
    void noteUnknownKey();

Q_SIGNALS:
    void keysRead(const pushpoint::access::KeySet &keys);
    void revokedRead(const pushpoint::access::Revoked &revoked);
    /// The first answer with keys has come, or none has; once, where they are fetched.
    void fetchEnded();
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
    void endFirstFetch();
    void takeKeys(const access::KeySet &keys);
    void readKeysAgain();
    void readRevokedAgain();

    CommandLine &m_line;
    QTimer m_timer;
    std::unique_ptr<KeyFetch> m_fetch; ///< null: there is no address
    Look m_keys;
    Look m_revoked;
    bool m_isAwaitingKeys = false;
};

} // namespace pushpoint::app
