#include "resources/options/option.h"

#include <QCommandLineParser>
#include <QTest>

#include <chrono>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

enum class Colour { Red, Green, Blue };

/// A program's values, and the table that fills them.
struct Program
{
    bool isLoud = false;
    int size = 3;
    std::chrono::milliseconds wait{40};
    Colour colour = Colour::Green;
    QString title;
    QStringList parts;

    QList<Option> table()
    {
        Option wanted = numberOption("wait-ms", "how long", 1, 100, wait);
        wanted.needs = u"loud"_s;
        wanted.check
            = [this] { return wait.count() > size ? Refusal(u"more than the size"_s) : Refusal(); };
        Option named = textOption("title", "text", "Its title.", title);
        named.variable = u"TST_OPTION_TITLE"_s;
        const auto addPart = [this](const QString &text) {
            parts += text;
            return Refusal();
        };
        return {
            switchOption("loud", "say more", isLoud),
            wanted,
            named,
            numberOption("size", "how much", 1, 50, size),
            choiceOption<Colour>(
                "colour", "which",
                {{u"red"_s, Colour::Red}, {u"green"_s, Colour::Green}, {u"blue"_s, Colour::Blue}},
                colour),
            {"part", "text", "one of several", addPart}};
    }

    Refusal read(const QStringList &arguments, QList<GivenOption> given = {})
    {
        const QList<Option> options = table();
        QCommandLineParser parser;
        addOptions(parser, options);
        if (!parser.parse(QStringList{u"program"_s} + arguments))
            return parser.errorText();
        return readOptions(options, given + givenOptions(parser, options));
    }
};

} // namespace

/// What the tables of all programs have in common.
class TestOption : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("TST_OPTION_TITLE"); }

    void valuesComeIntoTheirPlaces()
    {
        Program program;
        QCOMPARE(program.read({u"--loud"_s, u"--size=40"_s, u"--wait-ms=7"_s, u"--colour=blue"_s,
                               u"--part=b"_s, u"--part=a"_s, u"--title="_s}),
                 Refusal());
        QVERIFY(program.isLoud);
        QCOMPARE(program.size, 40);
        QCOMPARE(program.wait, std::chrono::milliseconds(7));
        QCOMPARE(program.colour, Colour::Blue);
        QCOMPARE(program.parts, (QStringList{u"b"_s, u"a"_s}));
        QStringList written;
        for (const Option &option : program.table())
            written += option.write ? option.write() : u"-"_s;
        QCOMPARE(written, (QStringList{u"true"_s, u"7"_s, u""_s, u"40"_s, u"blue"_s, u"-"_s}));
    }

    void theVariableStandsInForTheOption()
    {
        qputenv("TST_OPTION_TITLE", "from outside");
        Program program;
        QCOMPARE(program.read({}), Refusal());
        QCOMPARE(program.title, u"from outside"_s);
        QCOMPARE(program.read({u"--title=mine"_s}), Refusal());
        QCOMPARE(program.title, u"mine"_s);
    }

    void oneThatNeedsAnotherIsRefusedAlone()
    {
        QCOMPARE(Program().read({u"--wait-ms=2"_s}), Refusal(u"--wait-ms goes with --loud"_s));
        QCOMPARE(Program().read({u"--wait-ms=2"_s, u"--loud"_s}), Refusal());
        // Wherever the other one stands.
        QCOMPARE(Program().read({u"--wait-ms=2"_s}, {{u"loud"_s, u"true"_s, u"line 1"_s}}),
                 Refusal());
    }

    void valuesAreCheckedBesideEachOther()
    {
        QCOMPARE(Program().read({u"--loud"_s, u"--wait-ms=4"_s}),
                 Refusal(u"--wait-ms: more than the size"_s));
        QCOMPARE(Program().read({u"--wait-ms=4"_s, u"--loud"_s, u"--size=4"_s}), Refusal());
    }

    void aRefusalSaysWhereTheValueStands()
    {
        QCOMPARE(Program().read({u"--colour=pink"_s}),
                 Refusal(u"--colour: \"pink\" is neither red, green nor blue"_s));
        QCOMPARE(Program().read({}, {{u"size"_s, u"51"_s, u"my.conf, line 3: --size"_s}}),
                 Refusal(u"my.conf, line 3: --size: \"51\" is no number from 1 to 50"_s));
    }

    void theHelpNamesDefaults()
    {
        Program program;
        program.title = u"none"_s;
        QCommandLineParser parser;
        addOptions(parser, program.table());
        const QString help = parser.helpText();
        for (const QString &row :
             {u"--loud "_s, u"say more\n"_s, u"--size <number> "_s, u"how much (default: 3)\n"_s,
              u"--colour <red|green|blue>"_s, u"which (default: green)\n"_s, u"one of several\n"_s,
              u"Its title (default: none).\n"_s})
            QVERIFY2(help.contains(row), qPrintable(help));
    }
};

QTEST_GUILESS_MAIN(TestOption)
#include "tst_option.moc"
