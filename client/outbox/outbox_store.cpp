#include "client/outbox/outbox_store.h"

#include <QThread>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// A locked file is tried again at once, so this only bounds how late a lock is reported. Our own
/// accounts share the file, and on a slow disk each may hold it for a moment.
constexpr std::chrono::milliseconds lockWaitMax{1'000};

} // namespace

/// True to try once more.
bool OutboxStore::goesOnAfter(bool isLocked) const
{
    return isLocked && !QThread::currentThread()->isInterruptionRequested();
}

void OutboxStore::open()
{
    if (m_path.isEmpty())
        return;
    auto opened = SqliteFile::open(m_path, lockWaitMax);
    while (goesOnAfter(opened.isLocked)) {
        note(opened.problem);
        opened = SqliteFile::open(m_path, lockWaitMax);
    }
    note(opened.problem);
    m_file = std::move(opened.file);
    if (!m_file)
        return;
    // What is typed must survive the computer's end as well as the program's.
    run(u"PRAGMA synchronous=FULL"_s, {});
    for (const QString &statement :
         {u"CREATE TABLE IF NOT EXISTS outbox (ticket INTEGER PRIMARY KEY AUTOINCREMENT, "
          "account TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL, "
          "content TEXT NOT NULL, sender_id TEXT NOT NULL, written_ms INTEGER NOT NULL, "
          "state INTEGER NOT NULL, reason TEXT NOT NULL)"_s,
          u"CREATE INDEX IF NOT EXISTS outbox_by_account ON outbox (account, ticket)"_s}) {
        if (run(statement, {}).isActive())
            continue;
        m_file.reset();
        return;
    }
}

void OutboxStore::load()
{
    open();
    QList<OutboxItem> items;
    if (m_file) {
        QSqlQuery query
            = run(u"SELECT ticket, sender, receiver, content, sender_id, written_ms, state, reason "
                  "FROM outbox WHERE account = ? ORDER BY ticket"_s,
                  {m_account});
        while (query.next()) {
            const auto from = UserName::parse(QStringView(query.value(1).toString()));
            const auto to = UserName::parse(QStringView(query.value(2).toString()));
            if (!from || !to)
                continue;
            const QString senderId = query.value(4).toString();
            m_rows.insert(senderId, query.value(0).toLongLong());
            items.append({0, *from, *to, query.value(3).toString(), senderId,
                          QDateTime::fromMSecsSinceEpoch(query.value(5).toLongLong()),
                          OutboxState(query.value(6).toInt()), query.value(7).toString(), true});
        }
    }
    Q_EMIT loaded(items);
}

void OutboxStore::add(const OutboxItem &item)
{
    if (m_file) {
        const QSqlQuery query
            = run(u"INSERT INTO outbox (account, sender, receiver, content, sender_id, written_ms, "
                  "state, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
                  {m_account, item.from.text(), item.to.text(), item.text, item.senderId,
                   item.writtenAt.toMSecsSinceEpoch(), int(item.state), item.reason});
        if (isSqliteLock(query.lastError()))
            return; // the end came first
        if (query.isActive())
            m_rows.insert(item.senderId, query.lastInsertId().toLongLong());
    }
    Q_EMIT saved(item.senderId); // if it could not be saved, it is still sent from memory
}

void OutboxStore::setState(const OutboxItem &item)
{
    if (const qint64 row = m_rows.value(item.senderId); row != 0) {
        run(u"UPDATE outbox SET state = ?, reason = ? WHERE ticket = ?"_s,
            {int(item.state), item.reason, row});
    }
}

void OutboxStore::remove(const QString &senderId)
{
    if (const qint64 row = m_rows.take(senderId); row != 0)
        run(u"DELETE FROM outbox WHERE ticket = ?"_s, {row});
}

void OutboxStore::removeAll()
{
    m_rows.clear();
    if (m_file)
        run(u"DELETE FROM outbox WHERE account = ?"_s, {m_account});
}

QSqlQuery OutboxStore::run(const QString &statement, const QVariantList &values)
{
    for (;;) {
        QSqlQuery query = m_file->run(statement, values);
        const QSqlError error = query.isActive() ? QSqlError() : query.lastError();
        note(sqliteProblem(error));
        if (!goesOnAfter(isSqliteLock(error))) {
            if (isSqliteLock(error)) // nobody waits for one after the other
                m_file->run(u"PRAGMA busy_timeout=0"_s);
            return query;
        }
    }
}

void OutboxStore::note(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged(problem);
}

} // namespace pushpoint::client
