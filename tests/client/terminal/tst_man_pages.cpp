#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

/// docs/man: without a fault in their markup, and with every option that a program has.
class TestManPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void markupIsWithoutFault_data() { pages(); }
    void markupIsWithoutFault()
    {
        QFETCH(QString, page);
        if (QStandardPaths::findExecutable(u"groff"_s).isEmpty())
            QSKIP("groff is not here");
        QProcess groff;
        groff.start(u"groff"_s, {u"-ww"_s, u"-man"_s, u"-z"_s, u"-Kutf8"_s, u"-Tutf8"_s, page});
        QVERIFY(groff.waitForFinished());
        QCOMPARE(groff.exitCode(), 0);
        QCOMPARE(QString::fromUtf8(groff.readAllStandardError()), QString());
    }

    void defaultsOfTheServerStandInIt()
    {
        QFile file(QStringLiteral(PUSHPOINT_SOURCE_DIR) + u"/docs/man/pushpoint.1"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList paragraphs
            = QString::fromUtf8(file.readAll()).replace(u"\\-"_s, u"-"_s).split(u"\n.TP\n"_s);
        QProcess process;
        process.start(QStringLiteral(PUSHPOINT_PROGRAM), {u"--help"_s});
        QVERIFY(process.waitForFinished());
        static const QRegularExpression option(
            u"(--[a-z-]+) <[^>]*>((?:(?! --).)*?) \\(default: (\\S+)\\)"_s);
        auto found
            = option.globalMatch(QString::fromUtf8(process.readAllStandardOutput()).simplified());
        QVERIFY(found.hasNext());
        while (found.hasNext()) {
            const auto match = found.next();
            const QRegularExpression name(u"(?<![-\\w])%1(?![-\\w])"_s.arg(match.captured(1)));
            const QRegularExpression value(
                u"(?<![\\w.])%1(?!\\w)"_s.arg(QRegularExpression::escape(match.captured(3))));
            const bool stands = std::ranges::any_of(paragraphs, [&](const QString &paragraph) {
                return paragraph.section(u'\n', 0, 0).contains(name) && paragraph.contains(value);
            });
            QVERIFY2(stands, qPrintable(match.captured()));
        }
    }

    void everyOptionStandsInIt_data() { pages(); }
    void everyOptionStandsInIt()
    {
        QFETCH(QString, page);
        QFETCH(QString, program);
        QFETCH(QStringList, commands);
        QFile file(page);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll()).replace(u"\\-"_s, u"-"_s);
        for (const QString &command : commands) {
            QProcess process;
            process.start(program,
                          command.isEmpty() ? QStringList{u"--help"_s}
                                            : QStringList{command, u"--help"_s});
            QVERIFY(process.waitForFinished());
            static const QRegularExpression option(u"^  (?:-., )?(--[a-z-]+)"_s,
                                                   QRegularExpression::MultilineOption);
            auto found = option.globalMatch(QString::fromUtf8(process.readAllStandardOutput()));
            QVERIFY(found.hasNext());
            while (found.hasNext()) {
                const QString name = found.next().captured(1);
                const QRegularExpression word(u"(?<![-\\w])%1(?![-\\w])"_s.arg(name));
                QVERIFY2(text.contains(word), qPrintable(u"%1 %2"_s.arg(command, name)));
            }
        }
    }

private:
    static void pages()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("commands");
        const QString folder = QStringLiteral(PUSHPOINT_SOURCE_DIR) + u"/docs/man/"_s;
        QTest::newRow("pushpoint") << folder + u"pushpoint.1"_s << QStringLiteral(PUSHPOINT_PROGRAM)
                                   << QStringList{u""_s, u"keys"_s, u"token"_s};
        QTest::newRow("pushpoint-client")
            << folder + u"pushpoint-client.1"_s << QStringLiteral(CLIENT_PROGRAM)
            << QStringList{u""_s, u"send"_s, u"listen"_s, u"who"_s};
        QTest::newRow("pushpoint-bench") << folder + u"pushpoint-bench.1"_s
                                         << QStringLiteral(BENCH_PROGRAM) << QStringList{u""_s};
    }
};

QTEST_GUILESS_MAIN(TestManPages)
#include "tst_man_pages.moc"
