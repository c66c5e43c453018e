#include "app/command_line_parser.h"
#include "app/limit_options.h"
#include "app/option_table.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::app;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

Result<CommandLine> parse(const QStringList &arguments)
{
    return parseCommandLine(QStringList{u"pushpoint"_s} + arguments);
}

/// Every option as it is written, by its name.
QMap<QString, QString> valuesOf(CommandLine line)
{
    QMap<QString, QString> values;
    for (const Option &option : optionTable(line))
        values.insert(option.name, option.write());
    return values;
}

QString refusalOf(const Result<CommandLine> &line)
{
    return line ? QString() : line.error().text();
}

/// The least and the most that a number may be, by what its refusal says; else nothing.
QStringList boundsOf(const Option &option)
{
    static const QRegularExpression range(u"is no number from (\\d+) to (\\d+)$"_s);
    const auto match = range.match(option.read(u"?"_s).value_or(QString()));
    return match.hasMatch() ? match.capturedTexts().sliced(1) : QStringList();
}

} // namespace

/// The options of the server, one by one as its table has them, without starting it.
class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasOneEffectHereAndThere_data();
    void hasOneEffectHereAndThere();
    void takesNothingBeyondItsBounds_data() { numbers(); }
    void takesNothingBeyondItsBounds();
    void differentValuesAreWrittenDifferently();
    void isTheOnlyOneThatChanges_data() { hasOneEffectHereAndThere_data(); }
    void isTheOnlyOneThatChanges();
    void wrongValuesAreRefusedByName_data();
    void wrongValuesAreRefusedByName();
    void whatIsNoOptionIsRefused_data();
    void whatIsNoOptionIsRefused();
    void unknownNamesAreRefusedAndNothingElseIsNamed_data();
    void unknownNamesAreRefusedAndNothingElseIsNamed();
    void listsAddUpAndNamesDoNot();
    void helpNamesEachWithItsDefault();
    void theWindowShowsEachWithItsDefault();
    void readmeNamesEachWithItsDefault();

private:
    static void numbers();
    QStringList examplesOf(const Option &option) const;
    QString besides(const QString &name) const;
    QString writeKeys() const;
    Result<CommandLine> parseHere(const QString &name, const QString &text) const;
    QString write(const QByteArray &text, const QString &name = u"options.conf"_s) const;
    Result<CommandLine> parseFile(const QString &name, const QString &value) const;

    QTemporaryDir m_folder;
};

QString TestOptions::write(const QByteArray &text, const QString &name) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write the file");
    return file.fileName();
}

Result<CommandLine> TestOptions::parseFile(const QString &name, const QString &value) const
{
    return parse({u"--config"_s, write(u"%1 = %2\n%3"_s.arg(name, value, besides(name)).toUtf8())});
}

Result<CommandLine> TestOptions::parseHere(const QString &name, const QString &text) const
{
    CommandLine line;
    const bool isSwitch = findOption(optionTable(line), name)->isSwitch();
    const QString beside = besides(name).trimmed().remove(u' ');
    return parse(QStringList{isSwitch ? u"--"_s + name : u"--%1=%2"_s.arg(name, text)}
                 + (beside.isEmpty() ? QStringList() : QStringList{u"--"_s + beside}));
}

QString TestOptions::besides(const QString &name) const
{
    static const QMap<QString, QString> lines{{u"host"_s, u"open"_s},
                                              {u"proxy-protocol"_s, u"trusted-proxy = ::2"_s}};
    const bool wantsKeys = name == "revoked"_L1 || name.startsWith("auth-"_L1);
    return wantsKeys ? u"auth = "_s + writeKeys() : lines.value(name);
}

QString TestOptions::writeKeys() const
{
    const QString path = write("{\"keys\":[{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\""
                                   + QByteArray(43, 'A') + "\"}]}",
                               u"keys.json"_s);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return path;
}

// Values that differ from the default; none: this test does not know the option.
QStringList TestOptions::examplesOf(const Option &option) const
{
    if (option.isSwitch())
        return {u"true"_s};
    const QMap<QString, QStringList> known{
        {u"host"_s, {u"0.0.0.0"_s, u"::"_s, u"::1"_s, u"192.0.2.7"_s}},
        {u"auth"_s, {writeKeys(), u"https://keys.example/set"_s}},
        {u"auth-audience"_s, {u"pushpoint of 李雷"_s}},
        {u"auth-issuer"_s, {u"https://a.example/"_s}},
        {u"revoked"_s, {write("Alice\n", u"revoked"_s)}},
        {u"static"_s, {u"/srv/a page"_s}},
        {u"names"_s, {u"李雷"_s, u" Rose , a b,Rose"_s}},
        {u"allow-host"_s, {u"one.example"_s, u"*.Two.example:8080 , [fd00::7]"_s}},
        {u"allow-origin"_s, {u"https://one.example"_s, u"app://notes,https://*.two.example"_s}},
        {u"metrics-allow"_s, {u"10.0.0.0/8,::1"_s}},
        {u"trusted-proxy"_s, {u"192.0.2.7"_s, u" ::ffff:10.0.0.0/104 , fd00::/8"_s}},
        {u"node"_s, {u"Knoten 1"_s}},
        {u"tls-cert"_s, {u"/etc/a certificate.pem"_s}},
        {u"tls-key"_s, {u"/etc/a key.pem"_s}},
        {u"broker"_s, {u"redis://192.0.2.1"_s, u"redis+sentinel://192.0.2.1,192.0.2.2:5/main/3"_s}},
        {u"broker-password-file"_s, {write("secret\n", u"password"_s)}},
        {u"broker-prefix"_s, {u"a=b #c:"_s}},
    };
    if (known.contains(option.name))
        return known.value(option.name);
    QStringList words = boundsOf(option) + option.value.split(u'|');
    words.removeAll(u"number"_s);
    words.removeAll(option.write());
    return words;
}

void TestOptions::hasOneEffectHereAndThere_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    CommandLine line;
    for (const Option &option : optionTable(line)) {
        const QStringList examples = examplesOf(option);
        QVERIFY2(!examples.isEmpty(), qPrintable(option.name));
        for (const QString &text : examples)
            QTest::addRow("%s %s", qPrintable(option.name), qPrintable(text))
                << option.name << text;
    }
}

void TestOptions::hasOneEffectHereAndThere()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    const auto here = parseHere(name, text);
    const auto there = parseFile(name, text);
    QVERIFY2(here, qPrintable(refusalOf(here)));
    QVERIFY2(there, qPrintable(refusalOf(there)));
    QCOMPARE(valuesOf(*there), valuesOf(*here));
    // What it writes it reads, and that is the same value.
    const QString written = valuesOf(*here).value(name);
    const auto again = parseFile(name, written);
    QVERIFY2(again, qPrintable(refusalOf(again)));
    QCOMPARE(valuesOf(*again), valuesOf(*here));
}

void TestOptions::differentValuesAreWrittenDifferently()
{
    CommandLine usual;
    for (const Option &option : optionTable(usual)) {
        QStringList written;
        for (const QString &text : examplesOf(option)) {
            const auto line = parseFile(option.name, text);
            QVERIFY2(line, qPrintable(refusalOf(line)));
            written += valuesOf(*line).value(option.name);
        }
        QVERIFY2(written.removeDuplicates() == 0, qPrintable(option.name));
    }
}

void TestOptions::isTheOnlyOneThatChanges()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    const auto line = parseFile(name, text);
    QVERIFY2(line, qPrintable(refusalOf(line)));
    auto values = valuesOf(*line);
    auto usual = valuesOf({});
    QVERIFY(values.take(name) != usual.take(name));
    const QString beside = besides(name).section(u' ', 0, 0);
    QVERIFY(beside.isEmpty() || values.take(beside) != usual.take(beside));
    QCOMPARE(values, usual);
}

void TestOptions::numbers()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("bounds");
    CommandLine line;
    for (const Option &option : optionTable(line)) {
        if (const QStringList bounds = boundsOf(option); !bounds.isEmpty())
            QTest::newRow(qPrintable(option.name)) << option.name << bounds;
    }
}

void TestOptions::takesNothingBeyondItsBounds()
{
    QFETCH(QString, name);
    QFETCH(QStringList, bounds);
    const QString below = QString::number(bounds.at(0).toLongLong() - 1);
    const QString above = QString::number(bounds.at(1).toLongLong() + 1);
    for (const QString &text : {below, above, u""_s, u"1k"_s, u"5.0"_s, u"99999999999999999999"_s})
        QCOMPARE(
            refusalOf(parse({u"--%1=%2"_s.arg(name, text)})),
            u"--%1: \"%2\" is no number from %3 to %4"_s.arg(name, text, bounds[0], bounds[1]));
    for (const QString &text : bounds)
        QCOMPARE(refusalOf(parse({u"--%1=%2"_s.arg(name, text)})), QString());
}

void TestOptions::wrongValuesAreRefusedByName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("allowed"); // what the refusal has to say
    const auto rows
        = [](const char *name, const char *allowed, std::initializer_list<const char *> texts) {
              for (const char *text : texts)
                  QTest::addRow("%s %s", name, text)
                      << QString::fromLatin1(name) << QString::fromUtf8(text)
                      << QString::fromLatin1(allowed);
          };
    rows("host", "is no IP address", {"", "nowhere.example", "256.0.0.1"});
    rows("static", "a folder is needed", {""});
    rows("names", "at least one name is needed", {"", ","});
    rows("names", "is no name",
         {"Bob,\u202e"
          "Alice"});
    rows("node", "is no name", {""});
    rows("log-presence", "is neither on nor off", {"", "maybe", "ON"});
    rows("when-cut-off", "is neither accept nor refuse", {"", "on"});
    rows("allow-host", "write example.org, *.example.org or example.org:8080",
         {"https://one.example", "one.example/", "a b", "*", "*.", "*.127.0.0.1", "a..b",
          "one.example:0", "one.example:x", "user@one.example", "o*e.example", "[::1",
          "good.example,?"});
    rows("allow-origin", "write https://example.org or https://*.example.org",
         {"one.example", "null", "*", "https://", "https://one.example/path",
          "https://one.example?", "https://*.", "https://*.1.2.3.4", "https://a b",
          "https://user@one.example", "https://one.example:70000", "://one.example"});
    rows("trusted-proxy", "write 192.0.2.7, 10.0.0.0/8 or fd00::/8",
         {"nowhere.example", "10.0.0.7/8", "10.0.0.0/33", "127.1", "192.0.2.7,*"});
    rows("broker", "expected redis://", {"127.0.0.1", "http://127.0.0.1", "redis://"});
    rows("broker", "use redis:// or redis+sentinel://", {"redis+cluster://127.0.0.1"});
    rows("broker-password-file", "cannot read", {"/does/not/exist"});
    rows("host", "give --auth FILE and they need tokens, or --open", {"0.0.0.0", "::", "1.2.3.4"});
    rows("auth", "cannot be read", {"", "/does/not/exist"});
    rows("auth", "from an https:// address",
         {"http://keys.example/set", "https://u:p@keys.example/set", "https://"});
    rows("auth", "no JWK Set", {"/dev/null"});
}

void TestOptions::wrongValuesAreRefusedByName()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QString, allowed);
    const QString here = refusalOf(parse({u"--%1=%2"_s.arg(name, text)}));
    QVERIFY2(here.startsWith(u"--%1: "_s.arg(name)), qPrintable(here));
    QVERIFY2(here.contains(allowed), qPrintable(here));
    QVERIFY(!here.contains(u'\n'));
    const QString path = write(u"# a\n%1=%2\n"_s.arg(name, text).toUtf8());
    QCOMPARE(refusalOf(parse({u"--config"_s, path})), path + u", line 2: "_s + here);
}

void TestOptions::whatIsNoOptionIsRefused_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *argument, const char *said) {
        QTest::newRow(argument) << QString::fromLatin1(argument) << QString::fromLatin1(said);
    };
    row("-x", "Unknown option 'x'.");
    row("--port", "Missing value after '--port'.");
    row("--config", "Missing value after '--config'.");
    row("--headless=yes", "Unexpected value after '--headless'.");
    row("--config=", "--config: cannot read \"\": No file name specified");
    row("extra", "\"extra\" is no option");
    row("redis://bob:hunter2@host", "an address alone is no option");
}

void TestOptions::whatIsNoOptionIsRefused()
{
    QFETCH(QString, argument);
    QFETCH(QString, said);
    QCOMPARE(refusalOf(parse({argument})), said);
}

void TestOptions::unknownNamesAreRefusedAndNothingElseIsNamed_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"nonsense", "ports", "prt", "Port", "x", "broker-password"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestOptions::unknownNamesAreRefusedAndNothingElseIsNamed()
{
    QFETCH(QString, name);
    const QString path = write((name + u"=1\n"_s).toUtf8());
    QCOMPARE(refusalOf(parse({u"--%1=1"_s.arg(name)})), u"Unknown option '%1'."_s.arg(name));
    QCOMPARE(refusalOf(parse({u"--config"_s, path})),
             u"%1, line 1: \"%2\" is no option"_s.arg(path, name));
    QCOMPARE(refusalOf(parse({name})), u"\"%1\" is no option"_s.arg(name));
}

void TestOptions::listsAddUpAndNamesDoNot()
{
    const auto line = parse({u"--allow-host"_s, u" One.Example. , *.two.example"_s,
                             u"--allow-host"_s, u"李雷.example:443"_s, u"--allow-host=fd00::7"_s,
                             u"--names=Bob"_s, u"--names"_s, u"李雷, a b,Rose,Rose"_s});
    QVERIFY2(line, qPrintable(refusalOf(line)));
    const auto values = valuesOf(*line);
    QCOMPARE(values.value(u"allow-host"_s),
             u"one.example,*.two.example,xn--7qvw47h.example,[fd00::7]"_s);
    QCOMPARE(values.value(u"names"_s), u"李雷,a b,Rose"_s);
}

void TestOptions::helpNamesEachWithItsDefault()
{
    const auto line = parse({u"--help"_s});
    QVERIFY(line && line->wish == CommandLine::Wish::ShowHelp);
    const QString help = line->helpText.simplified();
    CommandLine usual;
    for (const Option &option : optionTable(usual)) {
        QString row = u" --"_s + option.name + u' ';
        if (!option.isSwitch()) {
            row += u'<' + option.value + u'>';
            QVERIFY2(option.write().isEmpty()
                         || help.contains(u" (default: %1) "_s.arg(option.write()).simplified()),
                     qPrintable(option.name));
        }
        QVERIFY2(help.contains(row), qPrintable(row));
    }
}

void TestOptions::theWindowShowsEachWithItsDefault()
{
    const auto line = parse({u"--port=0"_s, u"--body-bytes-max=10"_s});
    QVERIFY(line.ok());
    CommandLine usual;
    const QList<Option> table = optionTable(usual);
    const QList<OptionValue> shown = optionValues(*line);
    QCOMPARE(shown.size(), table.size());
    QStringList changed;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        QCOMPARE(shown[i].name, table[i].name);
        QCOMPARE(shown[i].description, table[i].text);
        QCOMPARE(shown[i].defaultValue, table[i].write());
        if (shown[i].differs())
            changed += shown[i].name + u'=' + shown[i].value;
    }
    QCOMPARE(changed, (QStringList{u"port=0"_s, u"body-bytes-max=10"_s}));
}

// All but the limits, which --help and the man page list.
void TestOptions::readmeNamesEachWithItsDefault()
{
    QFile file(QStringLiteral(PUSHPOINT_SOURCE_DIR) + u"/README.md"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    CommandLine line;
    QList<Option> options = optionTable(line);
    options = options.first(options.size() - limitOptions(line.options.limits).size());
    for (const Option &option : std::as_const(options)) {
        const qsizetype at
            = text.indexOf(QRegularExpression(u"\\n\\| `--%1[ `]"_s.arg(option.name)));
        QVERIFY2(at >= 0, qPrintable(option.name));
        const QString row = text.sliced(at + 1).section(u'\n', 0, 0);
        if (!option.isSwitch() && !option.write().isEmpty())
            QVERIFY2(row.endsWith(u"| `%1` |"_s.arg(option.write())), qPrintable(row));
    }
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
