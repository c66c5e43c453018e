#include "client/settings/client_options.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestClientOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutOptionsOpensTheWindowAtTheUsualAddress()
    {
        const auto command = parseClientCommand({u"pushpoint-client"_s});
        QVERIFY(command.ok());
        QCOMPARE(command->action, ClientAction::OpenWindow);
        QCOMPARE(command->options.server.text(), u"http://127.0.0.1:3000"_s);
        QVERIFY(!command->options.name);
        QVERIFY(!command->options.to);
    }

    void takesServerAndNames()
    {
        const auto command
            = parseClientCommand({u"pushpoint-client"_s, u"--server"_s, u"https://host/x/"_s,
                                  u"--name"_s, u"李雷"_s, u"--to=a b"_s});
        QVERIFY(command.ok());
        QCOMPARE(command->options.server.text(), u"https://host/x"_s);
        QCOMPARE(command->options.name->text(), u"李雷"_s);
        QCOMPARE(command->options.to->text(), u"a b"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("word");
        QTest::newRow("unknown option") << QStringList{u"--sever"_s, u"x"_s} << u"sever"_s;
        QTest::newRow("missing value") << QStringList{u"--name"_s} << u"--name"_s;
        QTest::newRow("bad server") << QStringList{u"--server"_s, u"ftp://x"_s} << u"--server"_s;
        QTest::newRow("empty name") << QStringList{u"--name="_s} << u"--name"_s;
        QTest::newRow("long name") << QStringList{u"--to"_s, QString(256, u'x')} << u"--to"_s;
        QTest::newRow("stray word") << QStringList{u"Bob"_s} << u"Bob"_s;
    }
    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, word);
        const auto command = parseClientCommand(QStringList{u"pushpoint-client"_s} + arguments);
        QVERIFY(!command.ok());
        QVERIFY2(command.error().text().contains(word), qPrintable(command.error().text()));
        QVERIFY(!command.error().text().contains(u'\n'));
    }

    void helpNamesEveryOption()
    {
        const QString help = clientHelpText();
        for (const QString &option : {u"--server"_s, u"--name"_s, u"--to"_s, u"--version"_s})
            QVERIFY2(help.contains(option), qPrintable(option));
    }
};

QTEST_GUILESS_MAIN(TestClientOptions)
#include "tst_client_options.moc"
