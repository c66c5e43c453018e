#include "client/settings/client_settings.h"
#include "client/storage/private_file.h"

#include <QFileInfo>
#include <QNetworkProxy>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestClientSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy); }

    void soundsAreOffUntilSomebodyWantsThem()
    {
        QVERIFY(!ClientSettings().areSoundsOn);
        QVERIFY(ClientSettings().areNotificationsOn);
    }

    void whatIsWrittenIsReadAgain()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        ClientSettings settings;
        settings.areNotificationsOn = false;
        settings.isDoNotDisturbOn = true;
        settings.areSoundsOn = true;
        settings.history = {5'000, 30, 64 * 1024 * 1024};
        settings.proxy = {ProxyChoice::Kind::Given, u"socks5://proxy.example:1080"_s};
        {
            QSettings to(file, QSettings::IniFormat);
            writeSettings(to, settings);
        }
        const QSettings from(file, QSettings::IniFormat);
        QVERIFY(readSettings(from) == settings);
    }

    void onlyItsOwnerReadsWhatIsWritten()
    {
        const QTemporaryDir folder;
        const auto others
            = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        for (const bool isThereBefore : {false, true}) {
            const QString path = folder.filePath(isThereBefore ? u"old.ini"_s : u"a/new.ini"_s);
            if (isThereBefore) {
                QFile before(path);
                QVERIFY(before.open(QFile::WriteOnly));
                before.setPermissions(before.permissions() | QFile::ReadOther);
            }
            makePrivate(path);
            {
                QSettings to(path, QSettings::IniFormat);
                ClientSettings settings;
                settings.proxy = {ProxyChoice::Kind::Given, u"socks5://user:secret@a:1"_s};
                writeSettings(to, settings);
            }
            QVERIFY(QFileInfo(path).size() > 0);
            QCOMPARE(QFileInfo(path).permissions() & others, QFile::Permissions());
        }
    }

    void whatMeansNothingIsAsByDefault()
    {
        const QTemporaryDir folder;
        QSettings file(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        file.setValue("history/daysMax"_L1, u"many"_s);
        file.setValue("history/linesMax"_L1, -1);
        file.setValue("history/bytesMax"_L1, u"99999999999999999999"_s);
        file.setValue("proxy/kind"_L1, u"sometimes"_s);
        QVERIFY(readSettings(file) == ClientSettings());
    }

    void readsAddressesOfProxies_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("http") << u"http://proxy.example:3128"_s << true;
        QTest::newRow("socks") << u"socks5://user:secret@10.0.0.1:1080"_s << true;
        QTest::newRow("no port") << u"http://proxy.example"_s << false;
        QTest::newRow("no scheme") << u"proxy.example:3128"_s << false;
        QTest::newRow("another scheme") << u"ftp://proxy.example:21"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void readsAddressesOfProxies()
    {
        QFETCH(QString, address);
        QFETCH(bool, isGood);
        QCOMPARE(parseProxy(address).ok(), isGood);
    }

    void connectionsGoByTheProxyThatWasGiven()
    {
        useProxy({ProxyChoice::Kind::Given, u"socks5://user:secret@10.0.0.1:1080"_s});
        const QNetworkProxy proxy = QNetworkProxy::applicationProxy();
        QCOMPARE(proxy.type(), QNetworkProxy::Socks5Proxy);
        QCOMPARE(proxy.hostName(), u"10.0.0.1"_s);
        QCOMPARE(proxy.port(), quint16(1080));
        QCOMPARE(proxy.user(), u"user"_s);
        useProxy({ProxyChoice::Kind::None, {}});
        QCOMPARE(QNetworkProxy::applicationProxy().type(), QNetworkProxy::NoProxy);
        QVERIFY(!QNetworkProxyFactory::usesSystemConfiguration());
        useProxy({});
        QVERIFY(QNetworkProxyFactory::usesSystemConfiguration());
    }
};

QTEST_GUILESS_MAIN(TestClientSettings)
#include "tst_client_settings.moc"
