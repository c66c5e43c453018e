#include "resources/resources.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace pushpoint {

/// What is inside the program is there without a call from main().
class TestResources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesEveryFileOfThePage_data();
    void carriesEveryFileOfThePage();
    void carriesTheIconOnceDrawn();
};

void TestResources::carriesEveryFileOfThePage_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"index.html", "address.js", "app.css", "app.js", "conversation.js", "names.js",
          "socket.js", "storage.js", "strings.js", "token.js", "favicon.svg"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestResources::carriesEveryFileOfThePage()
{
    QFETCH(QString, name);
    QFile file(webFolder() + u'/' + name);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    QVERIFY(!file.readAll().isEmpty());
}

void TestResources::carriesTheIconOnceDrawn()
{
    QFile icon(iconFile());
    QFile favicon(webFolder() + u"/favicon.svg"_s);
    QVERIFY(icon.open(QIODevice::ReadOnly));
    QVERIFY(favicon.open(QIODevice::ReadOnly));
    QCOMPARE(icon.readAll(), favicon.readAll());
}

} // namespace pushpoint

QTEST_GUILESS_MAIN(pushpoint::TestResources)
#include "tst_resources.moc"
