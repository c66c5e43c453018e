#include "client/storage/sqlite_file.h"

#include "client/storage/private_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client", text);
}

QString folderProblem(const QString &folder)
{
    return tr("the folder %1 cannot be made").arg(folder);
}

} // namespace

SqliteFile::Opened SqliteFile::open(const QString &path, std::chrono::milliseconds lockWaitMax)
{
    if (!path.isEmpty() && !QDir().mkpath(QFileInfo(path).absolutePath()))
        return {nullptr, folderProblem(QFileInfo(path).absolutePath())};
    std::unique_ptr<SqliteFile> file(
        new SqliteFile(QUuid::createUuid().toString(QUuid::WithoutBraces)));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, file->m_connection);
    database.setDatabaseName(path.isEmpty() ? u":memory:"_s : path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(lockWaitMax.count()));
    // Only the owner may read what was said, from the first moment on: SQLite itself would make the
    // file as everybody's, and gives the files beside it the permissions of this one.
    if (!path.isEmpty())
        makePrivate(path);
    if (!database.open()) // a file that is no database shows at the first read
        return {nullptr, sqliteProblem(database.lastError())};
    file->run(u"PRAGMA auto_vacuum=INCREMENTAL"_s); // of a new file: it can become smaller again
    const QSqlQuery mode = file->run(u"PRAGMA journal_mode=WAL"_s);
    if (const QSqlError error = mode.lastError(); !mode.isActive())
        return {nullptr, sqliteProblem(error), isSqliteDamage(error), isSqliteLock(error)};
    return {std::move(file), {}};
}

SqliteFile::~SqliteFile()
{
    database().close();
    QSqlDatabase::removeDatabase(m_connection);
}

QSqlQuery SqliteFile::run(const QString &statement, const QVariantList &values) const
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return query;
    for (const QVariant &value : values) {
        // A null QString is an empty text to us, and NULL to the driver.
        const bool isNoText = value.typeId() == QMetaType::QString && value.toString().isNull();
        query.addBindValue(isNoText ? QVariant(u""_s) : value);
    }
    query.exec();
    return query;
}

QSqlError SqliteFile::runAll(const QStringList &statements) const
{
    QSqlQuery query(database());
    QStringList all{u"BEGIN IMMEDIATE"_s};
    all += statements;
    all += u"COMMIT"_s;
    for (const QString &statement : std::as_const(all)) {
        if (query.exec(statement))
            continue;
        const QSqlError error = query.lastError();
        query.exec(u"ROLLBACK"_s);
        return error;
    }
    return {};
}

bool isSqliteDamage(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff; // without the extended part
    return code == 11 || code == 26;                         // SQLITE_CORRUPT, SQLITE_NOTADB
}

bool isSqliteLock(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == 5 || code == 6; // SQLITE_BUSY, SQLITE_LOCKED
}

QString sqliteProblem(const QSqlError &error)
{
    if (!error.isValid())
        return {};
    switch (error.nativeErrorCode().toInt() & 0xff) { // https://www.sqlite.org/rescode.html
    case 5:                                           // SQLITE_BUSY
    case 6:                                           // SQLITE_LOCKED
        return tr("another program holds the file");
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return tr("the file is damaged");
    case 13: // SQLITE_FULL
        return tr("the disk is full");
    case 8: // SQLITE_READONLY
        return tr("the file cannot be written");
    case 14: // SQLITE_CANTOPEN
        return tr("the file cannot be opened");
    default:
        return error.databaseText().isEmpty() ? error.text() : error.databaseText();
    }
}

} // namespace pushpoint::client
