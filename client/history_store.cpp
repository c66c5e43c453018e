#include "client/history_store.h"

#include <algorithm>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

/// Nobody waits for it but the history's own thread.
constexpr std::chrono::milliseconds lockWaitMax{1'000};
/// The shortest text that SQLite's trigram index can look up.
constexpr qsizetype indexedCharsMin = 3;

/// Told by the file itself: where it is there already, nothing need be written to read.
constexpr int schemaVersion = 1;

QStringList schema()
{
    return {
        u"CREATE TABLE IF NOT EXISTS lines (id INTEGER PRIMARY KEY, self TEXT NOT NULL, "
        "peer TEXT NOT NULL, direction INTEGER NOT NULL, at_ms INTEGER NOT NULL, "
        "text TEXT NOT NULL, sender_id TEXT NOT NULL, delivery INTEGER NOT NULL, "
        "reason TEXT NOT NULL)"_s,
        u"CREATE INDEX IF NOT EXISTS lines_by_peer ON lines (self, peer, id)"_s,
        u"CREATE INDEX IF NOT EXISTS lines_by_sender_id ON lines (sender_id) "
        "WHERE sender_id <> ''"_s,
        // Trigrams find parts of words, and Chinese, which has no blanks to split at.
        // Two marks behind each text make each of its characters the beginning of a trigram.
        u"CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, content = 'lines', "
        "content_rowid = 'id', tokenize = 'trigram')"_s,
        u"CREATE TRIGGER IF NOT EXISTS lines_added AFTER INSERT ON lines BEGIN "
        "INSERT INTO words (rowid, text) VALUES (new.id, new.text || char(2, 2)); END"_s,
        u"CREATE TRIGGER IF NOT EXISTS lines_forgotten AFTER DELETE ON lines BEGIN "
        "INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text || char(2, 2)); END"_s,
        u"CREATE VIRTUAL TABLE IF NOT EXISTS trigrams USING fts5vocab (words, row)"_s,
        u"PRAGMA user_version = %1"_s.arg(schemaVersion),
    };
}

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
    QSqlQuery version = opened.file->run(u"PRAGMA user_version"_s);
    if (!version.next() || version.value(0).toInt() != schemaVersion) {
        const QSqlError error = opened.file->runAll(schema());
        m_isDamaged = m_isDamaged || isSqliteDamage(error);
        if (error.isValid())
            return sqliteProblem(error);
    }
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
                            const QList<DeliveryChange> &changes)
{
    if (const QString problem = open(); !problem.isEmpty())
        return problem;
    if (const auto begun = m_file->run(u"BEGIN IMMEDIATE"_s); !begun.isActive())
        return problemOf(begun);
    QString problem = addLines(lines);
    if (problem.isEmpty())
        problem = noteChanges(changes);
    const auto ended = m_file->run(problem.isEmpty() ? u"COMMIT"_s : u"ROLLBACK"_s);
    return problem.isEmpty() ? problemOf(ended) : problem;
}

QString HistoryStore::addLines(const QList<ConversationEntry> &lines)
{
    QSqlQuery query(m_file->database());
    if (!query.prepare(u"INSERT INTO lines (self, peer, direction, at_ms, text, sender_id, "
                       "delivery, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s))
        return problemOf(query);
    for (const ConversationEntry &line : lines) {
        int at = 0;
        const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
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

QString HistoryStore::noteChanges(const QList<DeliveryChange> &changes)
{
    for (const DeliveryChange &change : changes) {
        const auto query = m_file->run(
            u"UPDATE lines SET delivery = ?, reason = ? WHERE sender_id = ? AND sender_id <> ''"_s,
            {int(change.delivery), change.text, change.senderId});
        if (!query.isActive())
            return problemOf(query);
    }
    return {};
}

QString HistoryStore::readRecent(const QString &self, int linesMax, QList<ConversationEntry> &lines)
{
    const QString problem = read(u"FROM lines AS l WHERE self = ? ORDER BY id DESC LIMIT ?"_s,
                                 {self, linesMax}, lines);
    std::ranges::reverse(lines);
    return problem;
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

QString HistoryStore::readPage(const QString &self, const QString &peer, quint64 behindId,
                               int linesMax, QList<ConversationEntry> &lines)
{
    return read(u"FROM lines AS l WHERE self = ? AND peer = ? AND id > ? ORDER BY id LIMIT ?"_s,
                {self, peer, behindId, linesMax}, lines);
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
        u"SELECT l.id, l.self, l.peer, l.direction, l.at_ms, l.text, l.sender_id, l.delivery, "
        "l.reason "_s
            + rest,
        values);
    while (query.next())
        lines.append(entryOf(query));
    return problemOf(query);
}

} // namespace pushpoint
