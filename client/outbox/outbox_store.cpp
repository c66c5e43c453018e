#include "client/outbox/outbox_store.h"

#include <QSqlError>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

/// The window stands still meanwhile.
constexpr std::chrono::milliseconds lockWaitMax{300};

QStringList schema()
{
    return {u"CREATE TABLE IF NOT EXISTS outbox (ticket INTEGER PRIMARY KEY AUTOINCREMENT, "
            "account TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL, "
            "content TEXT NOT NULL, sender_id TEXT NOT NULL, written_ms INTEGER NOT NULL, "
            "state INTEGER NOT NULL, reason TEXT NOT NULL)"_s,
            u"CREATE INDEX IF NOT EXISTS outbox_by_account ON outbox (account, ticket)"_s};
}

} // namespace

OutboxStore::OutboxStore(const QString &path, const QString &account) : m_account(account)
{
    openFile(path);
    if (m_file)
        return;
    m_fileProblem = m_problem;
    openFile({});
    m_problem = m_fileProblem;
}

void OutboxStore::openFile(const QString &path)
{
    auto opened = SqliteFile::open(path, lockWaitMax);
    m_problem = opened.problem;
    if (!opened.file)
        return;
    // What is typed must survive the computer's end as well as the program's.
    opened.file->run(u"PRAGMA synchronous=FULL"_s);
    m_problem = sqliteProblem(opened.file->runAll(schema()));
    if (m_problem.isEmpty())
        m_file = std::move(opened.file);
}

void OutboxStore::add(OutboxItem &item)
{
    if (m_file) {
        const QSqlQuery query = m_file->run(
            u"INSERT INTO outbox (account, sender, receiver, content, sender_id, written_ms, "
            "state, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {m_account, item.from.text(), item.to.text(), item.text, item.senderId,
             item.writtenAt.toMSecsSinceEpoch(), int(item.state), item.reason});
        note(query);
        if (query.isActive()) {
            item.ticket = m_lastTicket = query.lastInsertId().toULongLong();
            return;
        }
    }
    item.ticket = ++m_lastTicket; // still sent, from memory
}

void OutboxStore::setState(const OutboxItem &item)
{
    if (m_file) {
        note(m_file->run(u"UPDATE outbox SET state = ?, reason = ? WHERE ticket = ?"_s,
                         {int(item.state), item.reason, item.ticket}));
    }
}

void OutboxStore::remove(quint64 ticket)
{
    if (m_file)
        note(m_file->run(u"DELETE FROM outbox WHERE ticket = ?"_s, {ticket}));
}

QList<OutboxItem> OutboxStore::items()
{
    QList<OutboxItem> items;
    if (!m_file)
        return items;
    QSqlQuery query = m_file->run(
        u"SELECT ticket, sender, receiver, content, sender_id, written_ms, state, reason "
        "FROM outbox WHERE account = ? ORDER BY ticket"_s,
        {m_account});
    note(query);
    while (query.next()) {
        const auto from = UserName::parse(QStringView(query.value(1).toString()));
        const auto to = UserName::parse(QStringView(query.value(2).toString()));
        if (!from || !to)
            continue;
        items.append({query.value(0).toULongLong(), *from, *to, query.value(3).toString(),
                      query.value(4).toString(),
                      QDateTime::fromMSecsSinceEpoch(query.value(5).toLongLong()),
                      OutboxState(query.value(6).toInt()), query.value(7).toString()});
    }
    return items;
}

quint64 OutboxStore::lastTicket()
{
    if (m_file) {
        QSqlQuery query = m_file->run(u"SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"_s);
        if (query.next())
            m_lastTicket = std::max(m_lastTicket, query.value(0).toULongLong());
    }
    return m_lastTicket;
}

void OutboxStore::note(const QSqlQuery &query)
{
    m_problem = query.isActive() ? m_fileProblem : sqliteProblem(query.lastError());
}

} // namespace pushpoint
