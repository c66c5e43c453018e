#pragma once

#include "client/storage/sqlite_file.h"
#include "server/protocol/user_name.h"

#include <QDateTime>
#include <QHash>
#include <QObject>

namespace pushpoint::client {

enum class OutboxState {
    Waiting = 0, ///< to be sent, or under way
    Offline = 1, ///< nobody was there; waits for the user
    Failed = 2,  ///< the server will not have it; waits for the user
};

/// One message that has not arrived yet. A value.
struct OutboxItem
{
    quint64 ticket = 0; ///< tells it from others of this run; given by the outbox, never 0
    UserName from;
    UserName to;
    QString text;
    QString senderId; ///< made once and kept over all attempts, so that none of them doubles it
    QDateTime writtenAt;
    OutboxState state = OutboxState::Waiting;
    QString reason{};     ///< why it has not arrived, for people
    bool isSaved = false; ///< on the disk, or cannot be there; before, it does not leave
};

/// The unsent messages of one account on disk, in a file that all accounts share. Each call is one
/// small transaction, which is on the disk itself when it returns; while another program holds the
/// file, it waits, unless its thread is interrupted. Where the file is of no use it keeps nothing,
/// and says why. Waits for the disk, so it lives on a thread of its own; owned by an Outbox.
class OutboxStore : public QObject
{
    Q_OBJECT

public:
    /// An empty path keeps nothing, without a problem.
    OutboxStore(QString path, QString account)
        : m_path(std::move(path)), m_account(std::move(account))
    { }

    /// Comes before all others; answers by loaded().
    void load();
    /// Answers by saved().
    void add(const OutboxItem &item);
    void setState(const OutboxItem &item);
    void remove(const QString &senderId);
    /// All of the account.
    void removeAll();

Q_SIGNALS:
    /// What was left over, in order.
    void loaded(const QList<pushpoint::client::OutboxItem> &items);
    /// The message with this id is on the disk, or cannot be for another reason than a lock.
    void saved(const QString &senderId);
    /// Why messages would not survive a restart; empty while they do.
    void problemChanged(const QString &problem);

private:
    void open();
    QSqlQuery run(const QString &statement, const QVariantList &values);
    bool goesOnAfter(bool isLocked) const;
    void note(const QString &problem);

    const QString m_path;
    const QString m_account;
    std::unique_ptr<SqliteFile> m_file; ///< null where nothing can be kept
    QHash<QString, qint64> m_rows;      ///< by the message's id
    QString m_problem;
};

} // namespace pushpoint::client
