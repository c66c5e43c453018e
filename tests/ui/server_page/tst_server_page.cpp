#include "ui/server_page/log_model.h"
#include "ui/server_page/qr_code.h"
#include "ui/server_page/server_page.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QRandomGenerator>
#include <QTest>
#include <QTreeWidget>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

class TestServerPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void qrCodeIsBlackOnWhiteWithItsQuietZone();
    void drawsNoCodeOfNothing();
    void saysHowPhonesGetIn();
    void optionsThatDifferComeFirst();
    void logKeepsTheNewestLines();
    void logShowsWhatIsGraveEnough();
    void logFollowsAnySequence();
};

void TestServerPage::qrCodeIsBlackOnWhiteWithItsQuietZone()
{
    const QImage code = qrCode(u"http://192.168.1.20:3000"_s);
    QVERIFY(code.width() >= 21 + 8); // the smallest version, and four modules on each side
    QCOMPARE(code.width(), code.height());
    for (int i = 0; i < code.width(); ++i) {
        for (int border = 0; border < 4; ++border)
            QCOMPARE(code.pixel(i, border), qRgb(255, 255, 255));
    }
    // The finder pattern in the corner: seven dark modules, then a light one.
    for (int x = 4; x < 11; ++x)
        QCOMPARE(code.pixel(x, 4), qRgb(0, 0, 0));
    QCOMPARE(code.pixel(11, 4), qRgb(255, 255, 255));
    QVERIFY(code != qrCode(u"http://192.168.1.21:3000"_s));
}

void TestServerPage::drawsNoCodeOfNothing()
{
    QVERIFY(qrCode({}).isNull());
    QVERIFY(qrCode(QString(5000, u'x')).isNull());
}

void TestServerPage::saysHowPhonesGetIn()
{
    ServerPage page;
    page.show();
    auto *text = page.findChild<QLabel *>(u"phoneText"_s);
    auto *code = page.findChild<QrCode *>(u"qrCode"_s);
    QVERIFY(text->text().contains(u"not running"_s));
    page.showListening({});
    QVERIFY(text->text().contains(u"--host 0.0.0.0"_s));
    QVERIFY(!code->isVisible());
    page.showListening(QUrl(u"http://192.168.1.20:3000"_s));
    QVERIFY(text->text().contains(u"http://192.168.1.20:3000"_s));
    QVERIFY(code->isVisible());
    page.showStopped();
    QVERIFY(!code->isVisible());
}

void TestServerPage::optionsThatDifferComeFirst()
{
    ServerPage page;
    page.showOptions(
        {{u"host"_s, u"127.0.0.1"_s, u"127.0.0.1"_s, {}}, {u"port"_s, u"4000"_s, u"3000"_s, {}}});
    const auto *tree = page.findChild<QTreeWidget *>(u"options"_s);
    QCOMPARE(tree->topLevelItem(0)->text(0), u"port"_s);
    QVERIFY(tree->topLevelItem(0)->font(1).bold());
    QVERIFY(!tree->topLevelItem(1)->font(1).bold());
}

void TestServerPage::logKeepsTheNewestLines()
{
    LogModel model;
    for (size_t i = 0; i < LogModel::linesMax + 10; ++i)
        model.append({0, QtInfoMsg, {}, QString::number(i)});
    QCOMPARE(model.rowCount(), int(LogModel::linesMax));
    QCOMPARE(model.index(0, LogModel::Text).data().toString(), u"10"_s);
}

void TestServerPage::logShowsWhatIsGraveEnough()
{
    LogModel model;
    model.append({0, QtDebugMsg, {}, u"d"_s});
    model.append({0, QtWarningMsg, {}, u"w"_s});
    model.append({0, QtInfoMsg, {}, u"i\u202E"_s}); // info is less than a warning
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(2, LogModel::Text).data().toString(), u"i[U+202E]"_s);
    model.setGravityMin(gravity(QtWarningMsg));
    QCOMPARE(model.rowCount(), 1);
    model.append({0, QtCriticalMsg, {}, u"c"_s});
    model.append({0, QtInfoMsg, {}, u"i"_s});
    QCOMPARE(model.rowCount(), 2);
    model.setGravityMin(0);
    QCOMPARE(model.rowCount(), 5);
}

void TestServerPage::logFollowsAnySequence()
{
    LogModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(7);
    const QtMsgType types[]{QtDebugMsg, QtInfoMsg, QtWarningMsg, QtCriticalMsg};
    for (int step = 0; step < 2300; ++step) {
        model.append({0, types[random.bounded(4)], {}, QString::number(step)});
        if (step % 397 == 0)
            model.setGravityMin(random.bounded(4));
        if (step == 2200)
            model.clear();
    }
    QVERIFY(model.rowCount() <= int(LogModel::linesMax));
    QVERIFY(model.rowCount() > 0);
}

QTEST_MAIN(TestServerPage)
#include "tst_server_page.moc"
