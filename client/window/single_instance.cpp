#include "client/window/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QThread>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// What one may hand over: the longest command line that means anything.
constexpr qint64 tellingBytesMax = 64 * 1024;
constexpr unsigned long betweenTriesMs = 20;
constexpr char taken[] = "taken\n";
/// By which the desktop knows that it was the user who wants a window in front.
/// https://wayland.app/protocols/xdg-activation-v1
constexpr char activationVariable[] = "XDG_ACTIVATION_TOKEN";

/// Where only this user can make sockets, by the folder's name: paths of sockets must be short.
QString socketNameFor(const QString &dataFolder)
{
    const QByteArray hash = QCryptographicHash::hash(QDir(dataFolder).canonicalPath().toUtf8(),
                                                     QCryptographicHash::Sha256);
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString folder = QDir(runtime).exists() && !runtime.isEmpty() ? runtime : dataFolder;
    return QDir(folder).absoluteFilePath(u"pushpoint-client-"_s
                                         + QString::fromLatin1(hash.toHex().left(16)));
}

QString lockFileIn(const QString &dataFolder)
{
    QDir().mkpath(dataFolder);
    return QDir(dataFolder).filePath(u"window.lock"_s);
}

} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent)
    : QObject(parent), m_lock(lockFileIn(dataFolder)), m_socketName(socketNameFor(dataFolder))
{
    m_lock.setStaleLockTime(0); // a window may be open for months; the dead are told by their id
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

SingleInstance::Claim SingleInstance::claim(const QStringList &arguments,
                                            std::chrono::milliseconds answerWaitMax)
{
    // The other may be on its way up, or down: each try may end either way.
    const QDeadlineTimer deadline(answerWaitMax);
    while (!m_lock.tryLock()) {
        if (m_lock.error() != QLockFile::LockFailedError)
            break; // no folder to write into, so nothing that two could write twice
        if (tell(arguments, deadline))
            return Claim::Told;
        if (deadline.hasExpired())
            return Claim::NoAnswer;
        QThread::msleep(betweenTriesMs);
    }
    listen();
    return Claim::First;
}

qint64 SingleInstance::otherProcess() const
{
    qint64 process = 0;
    QString host;
    QString program;
    m_lock.getLockInfo(&process, &host, &program);
    return process;
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_socketName); // of one that was killed: the lock is ours
    m_server.listen(m_socketName);            // without it a later one says that nobody answers
}

bool SingleInstance::tell(const QStringList &arguments, const QDeadlineTimer &deadline) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socketName);
    if (!socket.waitForConnected(int(deadline.remainingTime())))
        return false;
    const QJsonObject what{
        {u"arguments"_s, QJsonArray::fromStringList(arguments)},
        {u"activation"_s, qEnvironmentVariable(activationVariable)},
    };
    socket.write(QJsonDocument(what).toJson(QJsonDocument::Compact) + '\n');
    while (!socket.canReadLine() && socket.waitForReadyRead(int(deadline.remainingTime()))) { }
    return socket.readLine() == taken;
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setReadBufferSize(tellingBytesMax);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() >= tellingBytesMax)
                    socket->abort();
                return;
            }
            const QJsonObject what = QJsonDocument::fromJson(socket->readLine()).object();
            if (const auto token = what["activation"_L1].toString(); !token.isEmpty())
                qputenv(activationVariable, token.toUtf8());
            QStringList arguments;
            for (const auto &argument : what["arguments"_L1].toArray())
                arguments.append(argument.toString());
            socket->write(taken);
            socket->disconnectFromServer();
            Q_EMIT started(arguments);
        });
    }
}

} // namespace pushpoint::client
