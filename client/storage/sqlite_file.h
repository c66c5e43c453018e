#pragma once

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <memory>

namespace pushpoint::client {

/// One open SQLite file with a connection of its own, closed with this object. To be used on the
/// thread that opened it only. Never shows anything: what goes wrong is returned as text for
/// people.
class SqliteFile
{
public:
    struct Opened;
    /// Opens or makes the file, in WAL mode and with its folders; an empty path is a database in
    /// memory. A lock held by someone else is waited for as long as `lockWaitMax`.
    static Opened open(const QString &path, std::chrono::milliseconds lockWaitMax);
    ~SqliteFile();
    Q_DISABLE_COPY_MOVE(SqliteFile)

    /// Runs one statement; "?" are the values in order. The query tells by isActive() whether it
    /// went well.
    QSqlQuery run(const QString &statement, const QVariantList &values = {}) const;
    /// All or nothing of these statements. Returns why not, or an error that is none.
    QSqlError runAll(const QStringList &statements) const;
    QSqlDatabase database() const { return QSqlDatabase::database(m_connection, false); }

private:
    explicit SqliteFile(QString connection) : m_connection(std::move(connection)) { }

    QString m_connection;
};

struct SqliteFile::Opened
{
    std::unique_ptr<SqliteFile> file; ///< null where it could not be opened
    QString problem;                  ///< why not
    bool isDamaged = false;           ///< it never can be, as it is
    bool isLocked = false;            ///< only because somebody else holds it just now
};

/// The text of an SQLite error, for people; empty if there is no error.
QString sqliteProblem(const QSqlError &error);
/// True if the file itself is at fault, so that trying again does not help.
bool isSqliteDamage(const QSqlError &error);
/// True if another program holds the file: it works once that one lets it go.
bool isSqliteLock(const QSqlError &error);

} // namespace pushpoint::client
