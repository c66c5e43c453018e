// The part of HistoryStore that keeps it within its limits.
#include "client/history/history_store.h"

#include <QFile>

#include <limits>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

/// What is done at a time: nothing else is saved or found meanwhile.
constexpr int linesAtATime = 5'000;
constexpr int indexPagesAtATime = 500;
/// Down to this share of the limit, or the next line would be too much again.
constexpr double shareKept = 0.8;

} // namespace

qint64 HistoryStore::number(const QString &question, const QVariantList &values) const
{
    QSqlQuery query = m_file->run(question, values);
    return query.next() ? query.value(0).toLongLong() : 0;
}

qint64 HistoryStore::bytesInUse() const
{
    if (!m_file)
        return 0;
    return (number(u"PRAGMA page_count"_s) - number(u"PRAGMA freelist_count"_s))
        * number(u"PRAGMA page_size"_s);
}

quint64 HistoryStore::lastToForget(const HistoryLimits &limits) const
{
    const qint64 first = number(u"SELECT min(id) FROM lines"_s);
    const qint64 last = number(u"SELECT max(id) FROM lines"_s);
    qint64 forget
        = number(u"SELECT id FROM lines ORDER BY id DESC LIMIT 1 OFFSET ?"_s, {limits.linesMax});
    const qint64 bytes = limits.bytesMax > 0 ? bytesInUse() : 0;
    if (bytes > limits.bytesMax) {
        const double share = 1 - shareKept * double(limits.bytesMax) / double(bytes);
        forget = std::max(forget, first + qint64(double(last - first) * share));
    }
    return quint64(forget);
}

QString HistoryStore::forget(const HistoryLimits &limits, const QDateTime &now, bool &isDone)
{
    isDone = true;
    if (const QString problem = open(); !problem.isEmpty())
        return problem;
    if (!m_isForgetting)
        m_forgetUpTo = lastToForget(limits);
    const qint64 oldest = limits.daysMax > 0 ? now.addDays(-limits.daysMax).toMSecsSinceEpoch()
                                             : std::numeric_limits<qint64>::min();
    // By its own time each: a clock that was wrong for an hour must not cost the years before.
    const auto query = m_file->run(u"DELETE FROM lines WHERE id IN (SELECT id FROM lines "
                                   "WHERE id <= ? OR at_ms < ? ORDER BY id LIMIT ?)"_s,
                                   {m_forgetUpTo, oldest, linesAtATime});
    if (!query.isActive())
        return problemOf(query);
    if (query.numRowsAffected() > 0) {
        isDone = false;
        m_isForgetting = true;
        m_mustMerge = true;
        return {};
    }
    return std::exchange(m_isForgetting, false) || m_isMerging ? mergeIndex(isDone) : QString();
}

QString HistoryStore::mergeIndex(bool &isDone)
{
    // What was deleted is only marked so in the index, until its parts are merged: begun by a
    // negative number, gone on with by others. https://www.sqlite.org/fts5.html#the_merge_command
    const qint64 before = number(u"SELECT total_changes()"_s);
    const auto merged
        = m_file->run(u"INSERT INTO words (words, rank) VALUES ('merge', ?)"_s,
                      {std::exchange(m_mustMerge, false) ? -indexPagesAtATime : indexPagesAtATime});
    if (!merged.isActive())
        return problemOf(merged);
    isDone = number(u"SELECT total_changes()"_s) - before < 2;
    m_isMerging = !isDone;
    if (isDone) {
        QSqlQuery freed = m_file->run(u"PRAGMA incremental_vacuum"_s);
        while (freed.next()) { } // a page at each
    }
    return {};
}

QString HistoryStore::setAside(const QDateTime &now, QString &name)
{
    m_file.reset();
    name = m_path + ".damaged-"_L1 + now.toString(u"yyyyMMdd-HHmmss"_s);
    for (const QLatin1StringView part : {""_L1, "-wal"_L1, "-shm"_L1}) {
        QFile file(m_path + part);
        if (file.exists() && !file.rename(name + part))
            return file.errorString();
    }
    m_isDamaged = false;
    return {};
}

} // namespace pushpoint::client
