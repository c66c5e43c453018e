#pragma once

#include <QDeadlineTimer>
#include <QLocalServer>
#include <QLockFile>
#include <QStringList>

namespace pushpoint::client {

/// Sees to it that one data folder has one window: two would write what comes twice, and each over
/// the other's lists. Who comes first holds a lock in the folder and listens for those who come
/// later: they hand over what they were started with, and end. GUI thread; owned by main().
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Claim {
        First,    ///< this is the one; it hears of others by started()
        Told,     ///< another one was there and has taken the arguments
        NoAnswer, ///< another one is there, but does not answer
    };

    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);

    /// Blocks for up to `answerWaitMax` where another one is there.
    /// @param arguments the command line, without the program's name.
    Claim claim(const QStringList &arguments, std::chrono::milliseconds answerWaitMax);
    /// Who has the folder, after NoAnswer; 0 where that is not known.
    qint64 otherProcess() const;

Q_SIGNALS:
    /// The program was started once more, with these arguments.
    void started(const QStringList &arguments);

private:
    void listen();
    void onConnection();
    bool tell(const QStringList &arguments, const QDeadlineTimer &deadline) const;

    QLockFile m_lock;
    QString m_socketName;
    QLocalServer m_server;
};

} // namespace pushpoint::client
