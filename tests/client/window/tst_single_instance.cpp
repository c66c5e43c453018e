#include "client/window/single_instance.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Claim = SingleInstance::Claim;

/// The claim of another start, made on a thread of its own as by another process.
Claim claimOfAnother(const QString &folder, const QStringList &arguments,
                     std::chrono::milliseconds waitMax)
{
    Claim claim = Claim::NoAnswer;
    std::unique_ptr<QThread> thread(
        QThread::create([&] { claim = SingleInstance(folder).claim(arguments, waitMax); }));
    thread->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(thread->isFinished(), 20'000); }();
    return claim;
}

QFileInfoList socketsIn(const QString &folder)
{
    return QDir(folder).entryInfoList({u"pushpoint-client-*"_s}, QDir::System);
}

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_runtime = std::make_unique<QTemporaryDir>();
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", m_runtime->path().toUtf8());
        qunsetenv("XDG_ACTIVATION_TOKEN");
    }

    void theSecondStartHandsOverItsArguments()
    {
        SingleInstance first(m_folder->path());
        QCOMPARE(first.claim({}, 0ms), Claim::First);
        const QSignalSpy started(&first, &SingleInstance::started);
        const QStringList arguments{u"--to=李雷"_s, u"--name=a b\n\"c\""_s};
        QCOMPARE(claimOfAnother(m_folder->path(), arguments, 10'000ms), Claim::Told);
        QCOMPARE(started.size(), 1);
        QCOMPARE(started[0][0].toStringList(), arguments);
        // However the folder is called.
        QCOMPARE(claimOfAnother(m_folder->path() + u"/x/.."_s, {}, 10'000ms), Claim::Told);
        // Another folder is another matter.
        const QTemporaryDir other;
        QCOMPARE(claimOfAnother(other.path(), {}, 0ms), Claim::First);
    }

    void theDesktopsLeaveToComeToTheFrontIsHandedOver()
    {
        SingleInstance first(m_folder->path());
        QCOMPARE(first.claim({}, 0ms), Claim::First);
        QString token;
        connect(&first, &SingleInstance::started, this,
                [&] { token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN"); });
        qputenv("XDG_ACTIVATION_TOKEN", "leave-7");
        QCOMPARE(claimOfAnother(m_folder->path(), {}, 10'000ms), Claim::Told);
        QCOMPARE(token, u"leave-7"_s);
    }

    void onlyItsOwnerMayConnect()
    {
        for (const bool hasRuntime : {true, false}) {
            if (!hasRuntime)
                qunsetenv("XDG_RUNTIME_DIR");
            SingleInstance first(m_folder->path());
            QCOMPARE(first.claim({}, 0ms), Claim::First);
            const auto sockets = socketsIn(hasRuntime ? m_runtime->path() : m_folder->path());
            QCOMPARE(sockets.size(), 1);
            QCOMPARE(
                sockets[0].permissions()
                    & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                QFile::Permissions());
        }
    }

    void theNextOneIsFirstAgain()
    {
        QCOMPARE(SingleInstance(m_folder->path()).claim({}, 0ms), Claim::First);
        QCOMPARE(SingleInstance(m_folder->path()).claim({}, 0ms), Claim::First);
    }

    void oneThatDoesNotAnswerIsTold()
    {
        SingleInstance first(m_folder->path());
        QCOMPARE(first.claim({}, 0ms), Claim::First);
        // Its thread is the test's, and that waits here.
        SingleInstance second(m_folder->path());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(second.claim({}, 200ms), Claim::NoAnswer);
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(second.otherProcess(), QCoreApplication::applicationPid());
    }

    void whatAStrangerSaysIsBounded()
    {
        SingleInstance first(m_folder->path());
        QCOMPARE(first.claim({}, 0ms), Claim::First);
        const QSignalSpy started(&first, &SingleInstance::started);
        QLocalSocket stranger;
        stranger.connectToServer(socketsIn(m_runtime->path())[0].filePath());
        QVERIFY(stranger.waitForConnected());
        const QSignalSpy gone(&stranger, &QLocalSocket::disconnected);
        stranger.write(QByteArray(200'000, 'x'));
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(started.size(), 0);
        // And the next one is heard.
        QCOMPARE(claimOfAnother(m_folder->path(), {u"--to=Bob"_s}, 10'000ms), Claim::Told);
    }

private:
    std::unique_ptr<QTemporaryDir> m_runtime;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
