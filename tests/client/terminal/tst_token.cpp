#include "tests/client/terminal/client_process.h"
#include "tests/server/token_kit.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

/// The commands at a server that wants tokens.
class TestToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoHasOneIsLetIn();
    void standsInTheEnvironment();
    void withoutOneEachCommandEndsAtOnce_data();
    void withoutOneEachCommandEndsAtOnce();
    void theEndOfATokenEndsListening();
    void aFileThatHoldsNoneIsRefusedUnread_data();
    void aFileThatHoldsNoneIsRefusedUnread();

private:
    QString url() const { return u"http://127.0.0.1:%1"_s.arg(m_server.port()); }
    QString write(const QByteArray &text) const
    {
        QFile file(m_folder.filePath(u"token"_s));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }

    LiveServer m_server{tokenOptions()};
    QTemporaryDir m_folder;
    const QStringList m_send{u"send"_s, u"--to"_s, u"Alice"_s, u"a text"_s};
};

void TestToken::whoHasOneIsLetIn()
{
    const QString mine = write(tokenOf("Alice", "connect publish read") + '\n');
    ClientProcess ear(url());
    ear.start(
        {u"listen"_s, u"--name"_s, u"Alice"_s, u"--count"_s, u"1"_s, u"--token-file"_s, mine});
    QVERIFY2(ear.waitForErr("listening as Alice"), ear.err().constData());
    const auto who = runClient(url(), {u"who"_s, u"--token-file"_s, mine});
    QVERIFY2(who.exitCode == 0 && who.out.contains("Alice"), who.err.constData());
    const auto sent = runClient(url(), m_send + QStringList{u"--token-file"_s, mine});
    QVERIFY2(sent.exitCode == 0, sent.err.constData());
    const auto heard = ear.end();
    QCOMPARE(heard.exitCode, 0);
    QVERIFY(heard.out.contains("a text"));
}

void TestToken::standsInTheEnvironment()
{
    for (const bool isGood : {true, false}) {
        ClientProcess sender(url());
        sender.setVariable(u"PUSHPOINT_TOKEN"_s,
                           isGood ? QString::fromLatin1(tokenOf("Bob", "publish"))
                                  : u"two words"_s);
        sender.start(m_send);
        const auto ending = sender.end();
        QCOMPARE(ending.exitCode, isGood ? 3 : 2); // nobody is there
        QVERIFY(!ending.err.contains("two words"));
    }
}

void TestToken::withoutOneEachCommandEndsAtOnce_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("send") << m_send;
    QTest::newRow("send --wait") << m_send + QStringList{u"--wait"_s, u"1h"_s};
    QTest::newRow("listen") << QStringList{u"listen"_s, u"--name"_s, u"Alice"_s};
    QTest::newRow("who") << QStringList{u"who"_s};
    QTest::newRow("who --watch") << QStringList{u"who"_s, u"--watch"_s};
}

void TestToken::withoutOneEachCommandEndsAtOnce()
{
    QFETCH(const QStringList, command);
    const auto ending = runClient(url(), command);
    QVERIFY2(ending.exitCode == 4, ending.err.constData());
    QVERIFY2(ending.err.contains("token"), ending.err.constData());
    QCOMPARE(ending.err.count('\n'), 1);
}

void TestToken::theEndOfATokenEndsListening()
{
    LiveServer server(tokenOptions());
    ClientProcess ear(u"http://127.0.0.1:%1"_s.arg(server.port()));
    const QString mine = write(tokenOf("Alice", "connect", ",\"jti\":\"lost\""));
    ear.start({u"listen"_s, u"--name"_s, u"Alice"_s, u"--token-file"_s, mine});
    QVERIFY2(ear.waitForErr("listening as Alice"), ear.err().constData());
    server.server().setRevoked(access::Revoked::parse("lost\n"));
    const auto ending = ear.end();
    QCOMPARE(ending.exitCode, 4);
    QVERIFY2(ending.err.contains("the token was revoked"), ending.err.constData());
}

void TestToken::aFileThatHoldsNoneIsRefusedUnread_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blank lines") << QByteArray("\n\n");
    QTest::newRow("two lines") << QByteArray("SECRET\nSECRET\n");
    QTest::newRow("a header in it") << QByteArray("SECRET\r\nX-Evil: 1");
    QTest::newRow("too long") << QByteArray(9000, 'S');
    QTest::newRow("other characters") << QByteArray("SECRET\xc3\xa4");
}

void TestToken::aFileThatHoldsNoneIsRefusedUnread()
{
    QFETCH(const QByteArray, text);
    const auto ending = runClient(url(), m_send + QStringList{u"--token-file"_s, write(text)});
    QCOMPARE(ending.exitCode, 2);
    QVERIFY2(!ending.err.contains("SSS") && !ending.err.contains("SECRET"), ending.err.constData());
    QVERIFY(runClient(url(), m_send + QStringList{u"--token-file"_s, u"/none"_s}).exitCode == 2);
}

QTEST_GUILESS_MAIN(TestToken)
#include "tst_token.moc"
