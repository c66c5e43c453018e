// The part of HistoryStore that makes its tables, and brings those of earlier versions up to date.
#include "client/history/history_store.h"

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// Stored in the file: a file of this version can be read without writing to it.
/// Version 1 had no `number` and no drafts, and knew lines only by the order of writing.
constexpr int schemaVersion = 2;

const QStringList &tables()
{
    static const QStringList statements{
        u"CREATE TABLE IF NOT EXISTS lines (id INTEGER PRIMARY KEY, self TEXT NOT NULL, "
        "peer TEXT NOT NULL, direction INTEGER NOT NULL, at_ms INTEGER NOT NULL, "
        "text TEXT NOT NULL, sender_id TEXT NOT NULL, delivery INTEGER NOT NULL, "
        "reason TEXT NOT NULL, number INTEGER NOT NULL DEFAULT 0)"_s,
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
        u"CREATE TABLE IF NOT EXISTS drafts (self TEXT NOT NULL, peer TEXT NOT NULL, "
        "text TEXT NOT NULL, PRIMARY KEY (self, peer)) WITHOUT ROWID"_s,
    };
    return statements;
}

} // namespace

QSqlError HistoryStore::bringUpToDate(const SqliteFile &file) const
{
    QSqlQuery version = file.run(u"PRAGMA user_version"_s);
    if (version.next() && version.value(0).toInt() == schemaVersion)
        return {};
    version.finish();
    QStringList statements = tables();
    QSqlQuery hasNumber
        = file.run(u"SELECT 1 FROM pragma_table_info('lines') WHERE name = 'number'"_s);
    QSqlQuery hasLines = file.run(u"SELECT 1 FROM pragma_table_info('lines')"_s);
    if (hasLines.next() && !hasNumber.next())
        statements << u"ALTER TABLE lines ADD COLUMN number INTEGER NOT NULL DEFAULT 0"_s;
    hasLines.finish();
    hasNumber.finish();
    statements
        << u"UPDATE lines SET number = id WHERE number = 0"_s
        << u"DROP INDEX IF EXISTS lines_by_peer"_s
        << u"CREATE INDEX IF NOT EXISTS lines_by_place ON lines (self, peer, at_ms, number)"_s
        << u"CREATE INDEX IF NOT EXISTS lines_by_time ON lines (self, at_ms, number)"_s
        << u"PRAGMA user_version = %1"_s.arg(schemaVersion);
    return file.runAll(statements);
}

} // namespace pushpoint::client
