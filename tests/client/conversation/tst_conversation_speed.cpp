#include "tests/client/account_log.h"
#include "tests/client/history_lines.h"
#include "tests/measured.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestConversationSpeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHundredThousandLinesShowTheirEndAtOnce()
    {
        const QTemporaryDir folder;
        const AccountStorage storage{folder.path(), u"test"_s, {}};
        const auto nowhere = *ServerAddress::parse(u"http://127.0.0.1:9"_s);
        Account(nowhere, nullptr, {}, storage); // makes the file
        const QString file
            = folder.filePath(QDir(folder.path()).entryList({u"history-*.sqlite"_s}).value(0));
        QList<ConversationEntry> lines;
        for (int i = 0; i < 100'000; ++i)
            lines.append(lineFrom(u"peer %1"_s.arg(i % 50 ? 0 : i % 1'000), QString::number(i)));
        QCOMPARE(HistoryStore(file).write(lines), QString());
        qint64 first = 1'000'000;
        qint64 peers = first;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            Account account(nowhere, nullptr, {}, storage);
            Conversation shown(account);
            QSignalSpy loaded(&shown, &Conversation::loaded);
            shown.show(u"Bob"_s, u"peer 0"_s);
            QVERIFY(loaded.wait(20'000));             // and not a QTRY_, which looks every 50 ms
            first = std::min(first, timer.elapsed()); // others' work only adds
            QCOMPARE(shown.rowCount(), Conversation::pageLines);
            QCOMPARE(shown.at(shown.rowCount() - 1).text, u"99999"_s);
            QSignalSpy known(&account.history(), &History::peersLoaded);
            timer.start();
            account.history().loadPeers(u"Bob"_s);
            QVERIFY(known.wait(20'000));
            peers = std::min(peers, timer.elapsed());
            QCOMPARE(known[0][1].value<QList<ConversationEntry>>().size(), 20);
        }
        QVERIFY(isWithin(first, 50, "from the start to the first page"));
        QVERIFY(isWithin(peers, 50, "with whom one talked"));
    }
};

QTEST_MAIN(TestConversationSpeed)
#include "tst_conversation_speed.moc"
