#pragma once

#include "client/storage/sqlite_file.h"
#include "server/protocol/user_name.h"

#include <QDateTime>

namespace pushpoint {

enum class OutboxState {
    Waiting = 0, ///< to be sent, or under way
    Offline = 1, ///< nobody was there; waits for the user
    Failed = 2,  ///< the server will not have it; waits for the user
};

/// One message that has not arrived yet. A value.
struct OutboxItem
{
    quint64 ticket = 0; ///< its place in the order; given by the store, never given twice
    UserName from;
    UserName to;
    QString text;
    QString senderId; ///< made once and kept over all attempts, so that none of them doubles it
    QDateTime writtenAt;
    OutboxState state = OutboxState::Waiting;
    QString reason; ///< why it has not arrived, for people
};

/// The unsent messages of one account on disk, in a file that all accounts share; a message is on
/// the disk itself before add() returns. Without a usable file it works in memory and says so by
/// problem(). GUI thread: each call is one small transaction. Owned by an Outbox.
class OutboxStore
{
public:
    /// An empty path is memory, without a problem.
    OutboxStore(const QString &path, const QString &account);

    /// Fills in the ticket.
    void add(OutboxItem &item);
    void setState(const OutboxItem &item);
    void remove(quint64 ticket);
    /// What was left over, in order.
    QList<OutboxItem> items();
    /// The newest ticket there ever was; 0 before the first.
    quint64 lastTicket();

    /// Why messages would not survive a restart; empty while they do.
    QString problem() const { return m_problem; }

private:
    void openFile(const QString &path);
    void note(const QSqlQuery &query);

    const QString m_account;
    std::unique_ptr<SqliteFile> m_file;
    QString m_fileProblem; ///< why it is kept in memory instead; empty where it is not
    QString m_problem;
    quint64 m_lastTicket = 0;
};

} // namespace pushpoint
