#pragma once

#include "client/conversation_entry.h"
#include "client/sqlite_file.h"

#include <optional>

namespace pushpoint {

/// How much is kept. What is older, or more, is forgotten.
struct HistoryLimits
{
    int linesMax = 1'000'000;
    int daysMax = 0; ///< 0: however old
};

/// What was said, in a SQLite file that can be searched for any part of a text, Chinese included.
/// Blocks; to be used on one thread. Owned by a History. Each call returns why it failed, for
/// people, or an empty text.
class HistoryStore
{
public:
    explicit HistoryStore(QString path) : m_path(std::move(path)) { }

    /// Adds lines, all or none.
    QString append(const QList<ConversationEntry> &lines);
    /// What became of an outgoing message; nothing where it is not known.
    QString setDelivery(const QString &senderId, Delivery delivery, const QString &text);
    /// The last lines of this name in the order they happened.
    QString readRecent(const QString &self, int linesMax, QList<ConversationEntry> &lines);
    /// The lines that hold every word of the text, the newest first.
    QString search(const QString &self, const QString &text, int linesMax,
                   QList<ConversationEntry> &lines);
    /// All lines with this peer, in the order they happened.
    QString readAll(const QString &self, const QString &peer, QList<ConversationEntry> &lines);
    QString forget(const HistoryLimits &limits, const QDateTime &now);

private:
    QString open();
    /// A search for all trigrams that begin with these one or two characters, in lower case: covers
    /// short words, Chinese above all, without reading every line. Empty where there are none,
    /// absent where they are too many.
    std::optional<QString> phrasesOfPart(const QString &part);
    QString read(const QString &rest, const QVariantList &values, QList<ConversationEntry> &lines);

    const QString m_path;
    std::unique_ptr<SqliteFile> m_file; ///< null until it could be opened
};

} // namespace pushpoint
