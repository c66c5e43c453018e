// One conversation, page by page out of a long history.
#include "client/conversation/conversation.h"
#include "tests/client/account_log.h"
#include "tests/client/fake_server.h"
#include "tests/client/history_lines.h"

#include <QTemporaryDir>
#include <QWebSocket>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

UserName name(QStringView text)
{
    return *UserName::parse(text);
}

/// Numbered lines of Frank and Dave to Bob: of every hundred, one is Dave's.
QList<ConversationEntry> lifeOf(int count)
{
    QList<ConversationEntry> lines;
    const QDateTime begin({2026, 1, 1}, {0, 0});
    for (int i = 0; i < count; ++i) {
        lines.append(lineFrom(i % 100 == 50 ? u"Dave"_s : u"Frank"_s, QString::number(i)));
        lines.last().at = begin.addSecs(i / 7); // several in the same second
    }
    return lines;
}

} // namespace

class TestConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        { // so that the file is where an account looks for it
            const Account account(m_nowhere, nullptr, {}, storage());
        }
        const QStringList files = QDir(m_folder->path()).entryList({u"history-*.sqlite"_s});
        QCOMPARE(files.size(), 1);
        m_file = m_folder->filePath(files[0]);
    }

    void everyLineIsReachedWithoutAGapOrADouble()
    {
        constexpr int count = 12'000;
        QCOMPARE(HistoryStore(m_file).write(lifeOf(count)), QString());
        Account account(m_nowhere, nullptr, {}, storage());
        Conversation lines(account);
        lines.show(u"Bob"_s, u"Dave"_s);
        QTRY_COMPARE(lines.rowCount(), count / 100); // however much Frank has said since
        lines.show(u"Bob"_s, u"Frank"_s);
        QTRY_COMPARE(lines.rowCount(), Conversation::pageLines);
        QCOMPARE(lines.at(lines.rowCount() - 1).text, QString::number(count - 1));
        // Up to the first line, beyond what is held at a time, and down again.
        QStringList seen = up(lines);
        QCOMPARE(seen.size(), count - count / 100);
        QCOMPARE(seen.constFirst(), u"0"_s);
        QVERIFY(std::ranges::is_sorted(seen, {}, [](const QString &text) { return text.toInt(); }));
        QVERIFY(lines.rowCount() <= ConversationModel::rowsMaxDefault);
        while (lines.canFetchMore({})) {
            const QString last = lines.at(lines.rowCount() - 1).text;
            lines.fetchMore({});
            QTRY_VERIFY(lines.at(lines.rowCount() - 1).text != last || !lines.canFetchMore({}));
            for (int row = 1; row < lines.rowCount(); ++row) {
                const int step = lines.at(row).text.toInt() - lines.at(row - 1).text.toInt();
                QVERIFY2(step == 1 || (step == 2 && lines.at(row).text.toInt() % 100 == 51),
                         qPrintable(lines.at(row).text));
            }
        }
        QCOMPARE(lines.at(lines.rowCount() - 1).text, QString::number(count - 1));
    }

    void whatIsSaidWhileOneReadsFarAboveIsThereOnTheWayDown()
    {
        QCOMPARE(HistoryStore(m_file).write(lifeOf(2'000)), QString());
        Account account(m_nowhere, nullptr, {}, storage());
        account.setName(name(u"Bob"));
        Conversation lines(account, nullptr, 500);
        lines.show(u"Bob"_s, {});
        QTRY_COMPARE(lines.rowCount(), Conversation::pageLines);
        QCOMPARE(up(lines).size(), 2'000);
        QVERIFY(lines.canFetchMore({}));
        Q_EMIT account.inbox().messageArrived(name(u"Bob"), {u"Frank"_s, u"new"_s});
        QCOMPARE(lines.rowCount(), 500);
        QVERIFY(lines.at(499).text != u"new"_s);
        while (lines.canFetchMore({})) {
            lines.fetchMore({});
            QCoreApplication::processEvents();
        }
        QCOMPARE(lines.at(lines.rowCount() - 1).text, u"new"_s);
        Q_EMIT account.inbox().messageArrived(name(u"Bob"), {u"Frank"_s, u"newer"_s});
        QCOMPARE(lines.at(lines.rowCount() - 1).text, u"newer"_s);
        // Who writes sees it, wherever they were.
        (void)up(lines);
        account.send(name(u"Frank"), u"mine"_s);
        QTRY_VERIFY(lines.rowCount() > 0 && lines.at(lines.rowCount() - 1).text == u"mine"_s);
        QVERIFY(!lines.canFetchMore({}));
    }

    void whatFailedStandsWhereItWasWrittenAfterARestartAsWell()
    {
        FakeServer server;
        server.onRequest = [](const auto &) {
            return FakeServer::Answer{200, R"({"succeed":false,"msg":"away"})"};
        };
        QVERIFY(server.listen());
        const auto address = *ServerAddress::parse(server.url());
        QStringList texts;
        {
            Account account(address, nullptr, {}, storage());
            const AccountLog log(account);
            account.setName(name(u"Bob"));
            account.send(name(u"Frank"), u"first"_s);
            QTRY_COMPARE(log.lines.at(0).delivery, Delivery::Offline);
            server.sockets()[0]->sendTextMessage(uR"({"from":"Frank","content":"second"})"_s);
            QTRY_COMPARE(log.count(), 2);
            account.send(name(u"Frank"), u"third"_s);
            QTRY_COMPARE(log.lines.at(2).delivery, Delivery::Offline);
        }
        Account account(address, nullptr, {}, storage());
        Conversation lines(account);
        lines.show(u"Bob"_s, u"Frank"_s);
        QTRY_COMPARE(lines.rowCount(), 3);
        for (int row = 0; row < 3; ++row)
            texts << lines.at(row).text;
        QCOMPARE(texts, QStringList({u"first"_s, u"second"_s, u"third"_s}));
        QVERIFY(lines.index(0).data(ConversationModel::CanSendAgainRole).toBool());
        account.sendAgain(lines.at(0));
        QCOMPARE(lines.at(0).delivery, Delivery::Sending);
        QTRY_COMPARE(lines.at(0).delivery, Delivery::Offline);
        QCOMPARE(lines.at(0).text, u"first"_s);
    }

    void whatWasWrittenJustBeforeAKillIsShown()
    {
        {
            // The outbox has it, and the history was not in time.
            Outbox outbox(m_nowhere, m_folder->filePath(u"outbox.sqlite"_s), u"test"_s);
            (void)outbox.add(name(u"Bob"), name(u"Frank"), u"just so"_s);
        }
        for (int start = 0; start < 2; ++start) {
            Account account(m_nowhere, nullptr, {}, storage());
            const AllOf lines(account, u"Bob"_s);
            QTRY_COMPARE(lines.rowCount(), 1); // and once only
            QCOMPARE(lines.at(0).text, u"just so"_s);
            QVERIFY(lines.at(0).ticket != 0); // and it is still to be sent
        }
    }

    void whatIsForgottenMeanwhileLeavesNoHoleInThePages()
    {
        QCOMPARE(HistoryStore(m_file).write(lifeOf(1'000)), QString());
        Account account(m_nowhere, nullptr, {}, storage());
        Conversation lines(account);
        lines.show(u"Bob"_s, {});
        QTRY_COMPARE(lines.rowCount(), Conversation::pageLines);
        account.history().setLimits({500, 0, 0});
        QTRY_COMPARE(recentOf(account.history()).size(), 500);
        QCOMPARE(up(lines).size(), 500);
    }

private:
    AccountStorage storage() const { return {m_folder->path(), u"test"_s, {}}; }

    /// Loads up to the first line; all that was shown on the way, in the order of time.
    static QStringList up(Conversation &lines)
    {
        QStringList seen;
        for (int row = 0; row < lines.rowCount(); ++row)
            seen.append(lines.at(row).text);
        QSignalSpy loaded(&lines, &Conversation::loaded);
        for (QString first; first != lines.at(0).text;) {
            first = lines.at(0).text;
            lines.loadOlder();
            lines.loadOlder(); // one at a time, however often it is asked for
            if (loaded.isEmpty() && !loaded.wait(1'000))
                break; // there was nothing more to ask for
            loaded.clear();
            QStringList page;
            for (int row = 0; row < lines.rowCount() && lines.at(row).text != first; ++row)
                page.append(lines.at(row).text);
            seen = page + seen;
        }
        return seen;
    }

    const ServerAddress m_nowhere = *ServerAddress::parse(u"http://127.0.0.1:9"_s);
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_MAIN(TestConversation)
#include "tst_conversation.moc"
