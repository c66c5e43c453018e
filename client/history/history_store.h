#pragma once

#include "client/history/history_limits.h"
#include "client/history/history_page.h"
#include "client/storage/sqlite_file.h"

#include <optional>

namespace pushpoint::client {

/// What was said, in a SQLite file that can be searched for any part of a text, Chinese included.
/// Blocks; to be used on one thread. Owned by a History. Each call returns why it failed, for
/// people, or an empty text.
class HistoryStore
{
public:
    explicit HistoryStore(QString path) : m_path(std::move(path)) { }

    /// Adds lines, notes what became of lines, and keeps drafts, all or none. Of an outgoing line
    /// that is there already, only what became of it is noted. A line without an id is given one.
    QString write(const QList<ConversationEntry> &lines, const QList<DeliveryChange> &changes = {},
                  const QList<Draft> &drafts = {});
    /// A page in the order of time.
    QString readPage(const PageRequest &page, QList<ConversationEntry> &lines);
    /// The last line with each peer of this name, the newest first.
    QString readPeers(const QString &self, QList<ConversationEntry> &lines);
    QString readDrafts(QList<Draft> &drafts);
    /// The lines that hold every word of the text, the newest first.
    QString search(const QString &self, const QString &text, int linesMax,
                   QList<ConversationEntry> &lines);
    /// How many lines there are with this peer.
    QString count(const QString &self, const QString &peer, qint64 &lines);
    /// Does a part of what the limits ask for, and says whether there is more to do.
    QString forget(const HistoryLimits &limits, const QDateTime &now, bool &isDone);
    /// The size of what is in use; the rest of the file waits to be used again.
    qint64 bytesInUse() const;

    /// True once the file has shown to be damaged.
    bool isDamaged() const { return m_isDamaged; }
    /// Renames the file, so that the next call begins a new one. `name`: what it is called now.
    QString setAside(const QDateTime &now, QString &name);

private:
    QString open();
    QSqlError bringUpToDate(const SqliteFile &file) const;
    QString problemOf(const QSqlQuery &query);
    QString addLines(const QList<ConversationEntry> &lines);
    QString noteChange(const DeliveryChange &change, bool &isThere);
    QString keepDrafts(const QList<Draft> &drafts);
    /// A search for all trigrams that begin with these one or two characters, in lower case: covers
    /// short words, Chinese above all, without reading every line. Empty where there are none,
    /// absent where they are too many.
    std::optional<QString> phrasesOfPart(const QString &part);
    QString read(const QString &rest, const QVariantList &values, QList<ConversationEntry> &lines);
    /// The id up to which lines are too many; 0 where they are not.
    quint64 lastToForget(const HistoryLimits &limits) const;
    QString mergeIndex(bool &isDone);
    qint64 number(const QString &question, const QVariantList &values = {}) const;

    const QString m_path;
    std::unique_ptr<SqliteFile> m_file; ///< null until it could be opened
    bool m_isDamaged = false;
    // Forgetting goes on over several calls: lines first, then their traces in the index.
    bool m_isForgetting = false;
    quint64 m_forgetUpTo = 0;
    bool m_mustMerge = false;
    bool m_isMerging = false;
};

} // namespace pushpoint::client
