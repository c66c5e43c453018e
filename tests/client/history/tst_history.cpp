#include "tests/client/history_lines.h"
#include "tests/measured.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

QStringList found(HistoryStore &store, const QString &text, const QString &self = u"Bob"_s)
{
    QList<ConversationEntry> lines;
    const QString problem = store.search(self, text, 300, lines);
    return problem.isEmpty() ? texts(lines) : QStringList{u"problem: "_s + problem};
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsPartsOfWordsInAnyScript()
    {
        const QTemporaryDir folder;
        HistoryStore store(folder.filePath(u"sub/h.sqlite"_s));
        ConversationEntry secret = line(u"secret"_s);
        secret.self = u"Jack"_s;
        QCOMPARE(store.write({line(u"good morning"_s), line(u"今天天气很好"_s),
                              line(u"100% of a_b \"quoted\" back\\slash"_s), secret}),
                 QString());
        QCOMPARE(found(store, u"MORN"_s), QStringList{u"good morning"_s});
        QCOMPARE(found(store, u"od mor"_s), QStringList{u"good morning"_s});
        QCOMPARE(found(store, u"morn goo"_s), QStringList{u"good morning"_s});
        QCOMPARE(found(store, u"go"_s), QStringList{u"good morning"_s});
        QCOMPARE(found(store, u"天气"_s), QStringList{u"今天天气很好"_s});
        QCOMPARE(found(store, u"很好"_s), QStringList{u"今天天气很好"_s}); // at the end
        QCOMPARE(found(store, u"明天"_s), QStringList());
        QCOMPARE(found(store, u"天天气"_s), QStringList{u"今天天气很好"_s});
        QCOMPARE(found(store, u"好 天天气"_s), QStringList{u"今天天气很好"_s});
        for (const QString &odd : {u"0%"_s, u"a_b"_s, u"\"quoted\""_s, u"k\\"_s, u"k\\sl"_s})
            QCOMPARE(found(store, odd).size(), 1);
        QCOMPARE(found(store, u"_%"_s), QStringList());
        QCOMPARE(found(store, u"secret"_s), QStringList()); // another name's
        QCOMPARE(found(store, u"secret"_s, u"Jack"_s).size(), 1);
    }

    void searchesAHundredThousandMessagesWithinFiftyMilliseconds()
    {
        const QTemporaryDir folder;
        HistoryStore store(folder.filePath(u"h.sqlite"_s));
        constexpr int count = 100'000;
        QList<ConversationEntry> lines;
        for (int i = 0; i < count; ++i) {
            lines.append(
                lineFrom(u"peer%1"_s.arg(i % 50),
                         u"message number %1 about the weather in town 今天的消息第%1条"_s.arg(i)));
        }
        QCOMPARE(store.write(lines), QString());
        // Rare, common, absent; long, short, Chinese.
        for (const QString &text : {u"number 77777"_s, u"weather"_s, u"nowhere"_s, u"消息"_s,
                                    u"q"_s, u"明天"_s, u"第4242条"_s, u"weather town zz"_s}) {
            std::vector<qint64> times;
            for (int i = 0; i < 5; ++i) {
                QElapsedTimer timer;
                timer.start();
                (void)found(store, text);
                times.push_back(timer.elapsed());
            }
            const qint64 best = *std::ranges::min_element(times); // others' work only adds
            QVERIFY(isWithin(best, 50, qPrintable(text)));
        }
        QCOMPARE(found(store, u"第4242条"_s).size(), 1);
    }

    void keepsWhatBecameOfAMessage()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"h.sqlite"_s);
        {
            History history(path);
            ConversationEntry entry = line(u"hello"_s);
            entry.direction = Direction::Outgoing;
            entry.delivery = Delivery::Sending;
            entry.senderId = u"id1"_s;
            history.append(entry);
            history.append(line(u"and back"_s));
            history.setDelivery(u"id1"_s, Delivery::Offline, u"away"_s);
        }
        History history(path);
        const auto lines = recentOf(history);
        QCOMPARE(texts(lines), QStringList({u"hello"_s, u"and back"_s}));
        QCOMPARE(lines[0].delivery, Delivery::Offline);
        QCOMPARE(lines[0].deliveryText, u"away"_s);
        QCOMPARE(lines[0].direction, Direction::Outgoing);
        history.setDelivery(u"id1"_s, Delivery::Delivered, {});
        QCOMPARE(recentOf(history)[0].delivery, Delivery::Delivered);
    }

    void onlyTheLastOfSearchesTypedQuicklyMustBeAnswered()
    {
        History history({});
        history.append(line(u"hello"_s));
        const QSignalSpy answers(&history, &History::searchFinished);
        for (const QString &typed : {u"h"_s, u"he"_s, u"hel"_s, u"hell"_s, u"hello"_s})
            history.search(u"Bob"_s, typed);
        QTRY_VERIFY(!answers.isEmpty() && answers.constLast()[0].toString() == u"hello"_s);
        QCOMPARE(answers.constLast()[1].value<QList<ConversationEntry>>().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
