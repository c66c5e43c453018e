#include "client/window/window_place.h"

#include <QFile>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

namespace {

struct Window : QWidget
{
    Window() : splitter(new QSplitter(this))
    {
        splitter->addWidget(new QWidget);
        splitter->addWidget(new QWidget);
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(splitter);
        resize(400, 300);
    }
    QSplitter *splitter;
};

} // namespace

class TestWindowPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheSameAfterARestart()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        QList<int> sizes;
        {
            Window window;
            const WindowPlace place(&window, window.splitter, file);
            window.show();
            window.setGeometry(30, 40, 520, 330);
            window.splitter->setSizes({100, 380});
            sizes = window.splitter->sizes();
            QVERIFY(sizes[0] != sizes[1]);
        }
        Window again;
        const WindowPlace place(&again, again.splitter, file);
        again.show();
        QCOMPARE(again.size(), QSize(520, 330));
        QCOMPARE(again.splitter->sizes(), sizes);
    }

    void isKeptWhenTheWindowIsClosed()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        Window window;
        const WindowPlace place(&window, window.splitter, file);
        window.show();
        window.resize(444, 333);
        window.close();
        Window again;
        const WindowPlace other(&again, again.splitter, file);
        QCOMPARE(again.size(), QSize(444, 333));
    }

    void nonsenseInTheFileChangesNothing()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"settings.ini"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[window]\ngeometry=nonsense\nsplitter=@ByteArray(x)\n");
        file.close();
        Window window;
        const WindowPlace place(&window, window.splitter, file.fileName());
        QCOMPARE(window.size(), QSize(400, 300));
    }
};

QTEST_MAIN(TestWindowPlace)
#include "tst_window_place.moc"
