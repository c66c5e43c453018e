#include "tests/app/program.h"
#include "tests/app/written_file.h"
#include "tests/broker/redis/redis_server.h"

#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace pushpoint::kit;

/// The program beside a Redis that wants a password.
class TestProgramBroker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void thePasswordMayBeKeptApart_data();
    void thePasswordMayBeKeptApart();

private:
    QString write(const QByteArray &text, bool isForAll = false) const
    {
        return writtenFile(m_folder, u"password"_s, text, isForAll);
    }

    QTemporaryDir m_folder;
};

void TestProgramBroker::initTestCase()
{
    if (!RedisServer::isInstalled())
        QSKIP("redis-server is not here");
}

void TestProgramBroker::thePasswordMayBeKeptApart_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<bool>("isForAll");
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("isWrong");
    QTest::newRow("in a file") << QByteArray("hunter2 \n") << false << QString() << false;
    QTest::newRow("in a file that all can read")
        << QByteArray("hunter2 \r\n") << true << u"default@"_s << false;
    QTest::newRow("in the environment") << QByteArray() << false << u"default@"_s << false;
    QTest::newRow("in the address") << QByteArray() << false << u":hunter2%20@"_s << false;
    QTest::newRow("wrong") << QByteArray("hunter3\n") << false << QString() << true;
}

void TestProgramBroker::thePasswordMayBeKeptApart()
{
    QFETCH(QByteArray, file);
    QFETCH(bool, isForAll);
    QFETCH(QString, user);
    QFETCH(bool, isWrong);
    const RedisServer redis({u"--requirepass"_s, u"hunter2 "_s});
    auto environment = withoutDisplay();
    QStringList arguments{u"--broker"_s, u"redis://%1localhost:%2"_s.arg(user).arg(redis.port())};
    if (!file.isEmpty())
        arguments += {u"--broker-password-file"_s, write(file, isForAll)};
    else if (!user.contains(u':'))
        environment.insert(u"PUSHPOINT_BROKER_PASSWORD"_s, u"hunter2 "_s);
    Running program(arguments, true, environment);
    QVERIFY2(program.port() != 0, program.err().constData());
    const QByteArray word = isWrong ? "wrong_password" : "broker: linked";
    QTRY_VERIFY2_WITH_TIMEOUT(program.err().contains(word), program.err().constData(), patienceMs);
    QCOMPARE(program.err().contains("warning: everybody can read"), isForAll);
    const QByteArray before = program.err();
    QCOMPARE(program.endBy(SIGTERM), 0);
    if (!isWrong)
        QCOMPARE(program.err(), before); // a clean stop loses nothing
    QVERIFY2(!program.err().contains("hunter"), program.err().constData());
}

QTEST_GUILESS_MAIN(TestProgramBroker)
#include "tst_program_broker.moc"
