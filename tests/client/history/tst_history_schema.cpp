// A history of an earlier version is brought up to date with all that is in it.
#include "tests/client/history_lines.h"

#include <QTemporaryDir>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestHistorySchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAnEarlierVersionKeptIsAllThere()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        makeFirstVersion(path);
        for (int start = 0; start < 2; ++start) {
            HistoryStore store(path);
            QList<ConversationEntry> lines;
            QCOMPARE(store.readPage({u"Bob"_s, u"Alice"_s, PageSide::Newest, {}, 100}, lines),
                     QString());
            // By time, and at the same time by the order in which they came.
            QCOMPARE(texts(lines), QStringList({u"earlier"_s, u"one"_s, u"two"_s, u"three"_s}));
            QList<ConversationEntry> found;
            QCOMPARE(store.search(u"Bob"_s, u"arli"_s, 10, found), QString());
            QCOMPARE(texts(found), QStringList{u"earlier"_s});
        }
    }

    void aFileThatAnEarlierVersionUsedInBetweenIsBroughtUpToDateAgain()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        QCOMPARE(HistoryStore(path).write({line(u"new"_s)}), QString());
        auto opened = SqliteFile::open(path, std::chrono::milliseconds(0));
        QVERIFY(opened.file
                    ->run(u"INSERT INTO lines (self, peer, direction, at_ms, text, "
                          "sender_id, delivery, reason) VALUES ('Bob', 'Alice', 0, 1, "
                          "'by the old one', '', 0, '')"_s)
                    .isActive());
        QVERIFY(opened.file->run(u"PRAGMA user_version = 1"_s).isActive());
        opened.file.reset();
        HistoryStore store(path);
        QList<ConversationEntry> lines;
        QCOMPARE(store.readPage({u"Bob"_s, {}, PageSide::Newest, {}, 100}, lines), QString());
        QCOMPARE(texts(lines), QStringList({u"by the old one"_s, u"new"_s}));
    }

    void pagesAndPeersAreFoundByAnIndex()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        QCOMPARE(HistoryStore(path).write({line(u"one"_s)}), QString());
        const auto opened = SqliteFile::open(path, std::chrono::milliseconds(0));
        for (
            const QString &what :
            {u"WHERE self = ? AND peer = ? AND (at_ms, number) < (?, ?) ORDER BY at_ms DESC, "
             "number DESC LIMIT ?"_s,
             u"WHERE self = ? AND (at_ms, number) > (?, ?) ORDER BY at_ms ASC, number ASC LIMIT ?"_s,
             u"WHERE self = ? AND peer = ? ORDER BY at_ms DESC, number DESC LIMIT ?"_s}) {
            QSqlQuery plan = opened.file->run(u"EXPLAIN QUERY PLAN SELECT * FROM lines "_s + what,
                                              QVariantList(what.count(u'?'), 1));
            QStringList steps;
            while (plan.next())
                steps.append(plan.value(3).toString());
            QCOMPARE(steps.size(), 1); // no sorting
            QVERIFY2(steps[0].startsWith("SEARCH"_L1)
                         && steps[0].contains("USING INDEX lines_by_"_L1),
                     qPrintable(steps[0]));
        }
    }

    void draftsAreKeptOneOfEachConversation()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        {
            History history(path);
            history.setDraft({u"Bob"_s, u"Alice"_s, u"half"_s});
            history.setDraft({u"Bob"_s, u"Jack"_s, u"给杰克"_s});
            history.setDraft({u"Bob"_s, u"Alice"_s, u"half a thou"_s});
            history.setDraft({u"Eve"_s, u"Alice"_s, u"gone"_s});
            history.setDraft({u"Eve"_s, u"Alice"_s, {}});
        }
        QList<Draft> drafts;
        QCOMPARE(HistoryStore(path).readDrafts(drafts), QString());
        QStringList all;
        for (const Draft &draft : drafts)
            all.append(draft.self + u'/' + draft.peer + u'/' + draft.text);
        all.sort();
        QCOMPARE(all, QStringList({u"Bob/Alice/half a thou"_s, u"Bob/Jack/给杰克"_s}));
    }

private:
    static void makeFirstVersion(const QString &path)
    {
        const auto opened = SqliteFile::open(path, std::chrono::milliseconds(0));
        const QString add = u"INSERT INTO lines (self, peer, direction, at_ms, text, sender_id, "
                            "delivery, reason) VALUES ('Bob', 'Alice', 0, %1, '%2', '', 0, '')"_s;
        const QSqlError error = opened.file->runAll({
            u"CREATE TABLE lines (id INTEGER PRIMARY KEY, self TEXT NOT NULL, peer TEXT NOT NULL, "
            "direction INTEGER NOT NULL, at_ms INTEGER NOT NULL, text TEXT NOT NULL, "
            "sender_id TEXT NOT NULL, delivery INTEGER NOT NULL, reason TEXT NOT NULL)"_s,
            u"CREATE INDEX lines_by_peer ON lines (self, peer, id)"_s,
            u"CREATE INDEX lines_by_sender_id ON lines (sender_id) WHERE sender_id <> ''"_s,
            u"CREATE VIRTUAL TABLE words USING fts5 (text, content = 'lines', "
            "content_rowid = 'id', tokenize = 'trigram')"_s,
            u"CREATE TRIGGER lines_added AFTER INSERT ON lines BEGIN "
            "INSERT INTO words (rowid, text) VALUES (new.id, new.text || char(2, 2)); END"_s,
            u"CREATE VIRTUAL TABLE trigrams USING fts5vocab (words, row)"_s,
            add.arg(2'000).arg(u"one"_s),
            add.arg(2'000).arg(u"two"_s),
            add.arg(1'000).arg(u"earlier"_s),
            add.arg(2'000).arg(u"three"_s),
            u"PRAGMA user_version = 1"_s,
        });
        QVERIFY2(!error.isValid(), qPrintable(error.text()));
    }
};

QTEST_GUILESS_MAIN(TestHistorySchema)
#include "tst_history_schema.moc"
