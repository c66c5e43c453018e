#include "client/history/history_store.h"

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// Nobody waits for it but the history's own thread.
constexpr std::chrono::milliseconds lockWaitMax{1'000};
/// The shortest text that SQLite's trigram index can look up.
constexpr qsizetype indexedCharsMin = 3;

/// A text as a phrase of FTS5, or as the middle of a LIKE pattern.
QString phrase(QString word)
{
    return u'"' + word.replace(u'"', u"\"\""_s) + u'"';
}

QString likePattern(QString word)
{
    word.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + word + u'%';
}

ConversationEntry entryOf(const QSqlQuery &query)
{
    ConversationEntry entry;
    entry.id = query.value(0).toULongLong();
    entry.self = query.value(1).toString();
    entry.peer = query.value(2).toString();
    entry.direction = Direction(std::clamp(query.value(3).toInt(), 0, int(Direction::Notice)));
    entry.at = QDateTime::fromMSecsSinceEpoch(query.value(4).toLongLong());
    entry.text = query.value(5).toString();
    entry.senderId = query.value(6).toString();
    entry.delivery = Delivery(std::clamp(query.value(7).toInt(), 0, int(Delivery::Unreachable)));
    entry.deliveryText = query.value(8).toString();
    return entry;
}

} // namespace

QString HistoryStore::open()
{
    if (m_file)
        return {};
    auto opened = SqliteFile::open(m_path, lockWaitMax);
    m_isDamaged = m_isDamaged || opened.isDamaged;
    if (!opened.file)
        return opened.problem;
    // A power cut may take the last lines of a history, never its sense.
    opened.file->run(u"PRAGMA synchronous=NORMAL"_s);
    const QSqlError error = bringUpToDate(*opened.file);
    m_isDamaged = m_isDamaged || isSqliteDamage(error);
    if (error.isValid())
        return sqliteProblem(error);
    m_file = std::move(opened.file);
    return {};
}

QString HistoryStore::problemOf(const QSqlQuery &query)
{
    if (query.isActive() && !query.lastError().isValid())
        return {};
    m_isDamaged = m_isDamaged || isSqliteDamage(query.lastError());
    return sqliteProblem(query.lastError());
}

QString HistoryStore::write(const QList<ConversationEntry> &lines,
                            const QList<DeliveryChange> &changes, const QList<Draft> &drafts)
{
    if (const QString problem = open(); !problem.isEmpty())
        return problem;
    if (const auto begun = m_file->run(u"BEGIN IMMEDIATE"_s); !begun.isActive())
        return problemOf(begun);
    QString problem = addLines(lines);
    bool isThere = false;
    for (qsizetype i = 0; problem.isEmpty() && i < changes.size(); ++i)
        problem = noteChange(changes[i], isThere);
    if (problem.isEmpty())
        problem = keepDrafts(drafts);
    const auto ended = m_file->run(problem.isEmpty() ? u"COMMIT"_s : u"ROLLBACK"_s);
    return problem.isEmpty() ? problemOf(ended) : problem;
}

QString HistoryStore::addLines(const QList<ConversationEntry> &lines)
{
    QSqlQuery query(m_file->database());
    if (!query.prepare(
            u"INSERT INTO lines (number, self, peer, direction, at_ms, text, sender_id, delivery, "
            "reason) VALUES (coalesce(nullif(?, 0), (SELECT coalesce(max(id), 0) + 1 FROM lines)), "
            "?, ?, ?, ?, ?, ?, ?, ?)"_s))
        return problemOf(query);
    for (const ConversationEntry &line : lines) {
        bool isThere = false;
        const QString why = noteChange({line.senderId, line.delivery, line.deliveryText}, isThere);
        if (!why.isEmpty())
            return why;
        if (isThere)
            continue;
        int at = 0;
        const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
        query.bindValue(at++, qint64(line.id)); // unsigned ones are bound as text
        query.bindValue(at++, text(line.self));
        query.bindValue(at++, text(line.peer));
        query.bindValue(at++, int(line.direction));
        query.bindValue(at++, line.at.toMSecsSinceEpoch());
        query.bindValue(at++, text(line.text));
        query.bindValue(at++, text(line.senderId));
        query.bindValue(at++, int(line.delivery));
        query.bindValue(at++, text(line.deliveryText));
        if (!query.exec())
            return problemOf(query);
    }
    return {};
}

QString HistoryStore::noteChange(const DeliveryChange &change, bool &isThere)
{
    isThere = false;
    if (change.senderId.isEmpty())
        return {};
    const auto query = m_file->run(
        u"UPDATE lines SET delivery = ?, reason = ? WHERE sender_id = ? AND sender_id <> ''"_s,
        {int(change.delivery), change.text, change.senderId});
    isThere = query.numRowsAffected() > 0;
    return problemOf(query);
}

QString HistoryStore::keepDrafts(const QList<Draft> &drafts)
{
    for (const Draft &draft : drafts) {
        const auto query = draft.text.isEmpty()
            ? m_file->run(u"DELETE FROM drafts WHERE self = ? AND peer = ?"_s,
                          {draft.self, draft.peer})
            : m_file->run(u"INSERT OR REPLACE INTO drafts (self, peer, text) VALUES (?, ?, ?)"_s,
                          {draft.self, draft.peer, draft.text});
        if (!query.isActive())
            return problemOf(query);
    }
    return {};
}

QString HistoryStore::readDrafts(QList<Draft> &drafts)
{
    if (const QString problem = open(); !problem.isEmpty())
        return problem;
    QSqlQuery query = m_file->run(u"SELECT self, peer, text FROM drafts"_s);
    while (query.next()) {
        drafts.append(
            {query.value(0).toString(), query.value(1).toString(), query.value(2).toString()});
    }
    return problemOf(query);
}

QString HistoryStore::readPage(const PageRequest &page, QList<ConversationEntry> &lines)
{
    QString rest = u"FROM lines AS l WHERE self = ?"_s;
    QVariantList values{page.self};
    if (page.peer) {
        rest += u" AND peer = ?"_s;
        values.append(*page.peer);
    }
    const bool isBehind = page.side == PageSide::Behind;
    if (page.side != PageSide::Newest) {
        rest += u" AND (at_ms, number) %1 (?, ?)"_s.arg(isBehind ? u">"_s : u"<"_s);
        values.append(page.from.atMs);
        values.append(qint64(page.from.id));
    }
    rest += u" ORDER BY at_ms %1, number %1 LIMIT ?"_s.arg(isBehind ? u"ASC"_s : u"DESC"_s);
    values.append(page.linesMax);
    const QString problem = read(rest, values, lines);
    if (!isBehind)
        std::ranges::reverse(lines);
    return problem;
}

QString HistoryStore::readPeers(const QString &self, QList<ConversationEntry> &lines)
{
    // From name to name by the index, and of each the last line: nothing else is read.
    return read(
        u"FROM (WITH RECURSIVE peers(peer) AS (SELECT min(peer) FROM lines WHERE self = ? "
        "UNION ALL SELECT (SELECT min(peer) FROM lines WHERE self = ? AND peer > peers.peer) "
        "FROM peers WHERE peer IS NOT NULL) SELECT peer FROM peers WHERE peer IS NOT NULL) AS p "
        "CROSS JOIN lines AS l ON l.id = (SELECT id FROM lines WHERE self = ? AND peer = p.peer "
        "ORDER BY at_ms DESC, number DESC LIMIT 1) ORDER BY l.at_ms DESC, l.number DESC"_s,
        {self, self, self}, lines);
}

bool isOf(const PageRequest &page, const ConversationEntry &line)
{
    if (line.self != page.self || (page.peer && *page.peer != line.peer))
        return false;
    return page.side == PageSide::Newest
        || (page.side == PageSide::Before ? line.place() < page.from : line.place() > page.from);
}

QString HistoryStore::search(const QString &self, const QString &text, int linesMax,
                             QList<ConversationEntry> &lines)
{
    QStringList phrases;
    QStringList conditions{u"+l.self = ?"_s}; // "+": by age, and not by the index of peers
    QVariantList values{self};
    for (const QString &word : text.simplified().split(u' ', Qt::SkipEmptyParts)) {
        if (word.toUcs4().size() >= indexedCharsMin) {
            phrases.append(phrase(word));
        } else if (const auto all = phrasesOfPart(word.toLower()); !all) {
            conditions.append(u"l.text LIKE ? ESCAPE '\\'"_s); // common, so soon found
            values.append(likePattern(word));
        } else if (all->isEmpty()) {
            return {}; // nowhere
        } else {
            phrases.append(*all);
        }
    }
    QString from = u"FROM lines AS l "_s;
    QString order = u"l.id"_s;
    if (!phrases.isEmpty()) {
        from = u"FROM words CROSS JOIN lines AS l ON l.id = words.rowid "_s;
        order = u"words.rowid"_s;
        conditions.append(u"words.text MATCH ?"_s);
        values.append(phrases.join(u" AND "_s));
    }
    values.append(linesMax);
    return read(from + u"WHERE "_s + conditions.join(u" AND "_s) + u" ORDER BY "_s + order
                    + u" DESC LIMIT ?"_s,
                values, lines);
}

std::optional<QString> HistoryStore::phrasesOfPart(const QString &part)
{
    constexpr int trigramsMax = 200;
    if (!open().isEmpty())
        return {};
    QSqlQuery query
        = m_file->run(u"SELECT term FROM trigrams WHERE term >= ? AND term < ? LIMIT ?"_s,
                      {part, QString(part + QString::fromUcs4(U"\U0010FFFF")), trigramsMax + 1});
    QStringList found;
    while (query.next())
        found.append(phrase(query.value(0).toString()));
    if (found.size() > trigramsMax)
        return {};
    return found.isEmpty() ? QString() : u'(' + found.join(u" OR "_s) + u')';
}

QString HistoryStore::count(const QString &self, const QString &peer, qint64 &lines)
{
    if (const QString problem = open(); !problem.isEmpty())
        return problem;
    QSqlQuery query
        = m_file->run(u"SELECT count(*) FROM lines WHERE self = ? AND peer = ?"_s, {self, peer});
    lines = query.next() ? query.value(0).toLongLong() : 0;
    return problemOf(query);
}

QString HistoryStore::read(const QString &rest, const QVariantList &values,
                           QList<ConversationEntry> &lines)
{
    if (const QString problem = open(); !problem.isEmpty())
        return problem;
    QSqlQuery query = m_file->run(
        u"SELECT l.number, l.self, l.peer, l.direction, l.at_ms, l.text, l.sender_id, l.delivery, "
        "l.reason "_s
            + rest,
        values);
    while (query.next())
        lines.append(entryOf(query));
    return problemOf(query);
}

} // namespace pushpoint::client
