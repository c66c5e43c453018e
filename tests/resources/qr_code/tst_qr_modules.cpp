#include "resources/qr_code/qr_modules.h"

#include <QTest>

using namespace pushpoint;

/// That cameras read what is made is seen where a whole window is photographed; here is what a
/// terminal gets.
class QrModulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isASquareWithThreeEyes()
    {
        const auto code = QrModules::encode("http://192.168.1.20:3000/");
        QVERIFY(code.has_value());
        QVERIFY(code->side() >= 21 && code->side() % 4 == 1);
        const int last = code->side() - 1;
        for (const auto &[x, y] :
             {std::pair(0, 0), std::pair(last - 6, 0), std::pair(0, last - 6)}) {
            for (int i = 0; i < 7; ++i)
                QVERIFY(code->isDark(x + i, y) && code->isDark(x, y + i)); // an eye's frame
            QVERIFY(!code->isDark(x + 1, y + 1) && code->isDark(x + 3, y + 3));
        }
        QVERIFY(!code->isDark(-1, 0) && !code->isDark(0, -1) && !code->isDark(last + 1, last));
    }

    void lessCareIsASmallerCode()
    {
        const QByteArray text(300, 'a');
        QVERIFY(QrModules::encode(text, QrCare::Low)->side() < QrModules::encode(text)->side());
    }

    void thereIsNoneOfNothingOrTooMuch()
    {
        QVERIFY(!QrModules::encode(""));
        QVERIFY(!QrModules::encode(QByteArray(3'000, 'a')));
    }

    void aTerminalShowsEveryModule()
    {
        const auto code = QrModules::encode("http://192.168.1.20:3000/");
        QList<QByteArray> lines = qrForTerminal(*code).split('\n');
        QVERIFY(lines.takeLast().isEmpty());
        constexpr int quiet = QrModules::quietModules;
        QCOMPARE(lines.size(), (code->side() + 2 * quiet + 1) / 2);
        for (qsizetype row = 0; row < lines.size(); ++row) {
            QByteArray line = lines[row];
            QVERIFY(line.startsWith("\x1b[30;107m") && line.endsWith("\x1b[0m"));
            const QString shown = QString::fromUtf8(line.sliced(9).chopped(4));
            QCOMPARE(shown.size(), code->side() + 2 * quiet);
            for (int column = 0; column < shown.size(); ++column) {
                const QChar half = shown[column];
                const int y = 2 * int(row) - quiet;
                QCOMPARE(half == u'\u2580' || half == u'\u2588', code->isDark(column - quiet, y));
                QCOMPARE(half == u'\u2584' || half == u'\u2588',
                         code->isDark(column - quiet, y + 1));
            }
        }
    }
};

QTEST_GUILESS_MAIN(QrModulesTest)
#include "tst_qr_modules.moc"
