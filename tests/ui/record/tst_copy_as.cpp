#include "server/protocol/json/json_text.h"
#include "server/protocol/message_parser.h"
#include "ui/record/copy_as.h"
#include "ui/ring/whole_message.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::ui;
using namespace Qt::StringLiterals;

namespace {

const QUrl server(u"http://localhost:3000/"_s);

Message messageWith(const QByteArray &contentJson, const QString &from = u"Bob"_s,
                    const QString &to = u"Alice"_s)
{
    return {UserName::parse(from).value(), UserName::parse(to).value(), contentJson, {}};
}

QByteArray asciiControls()
{
    QString all;
    for (char16_t c = 1; c < 0xA0; ++c)
        all += QChar(c);
    return jsonQuoted(all);
}

void addTexts()
{
    QTest::addColumn<QByteArray>("contentJson");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *what, const QString &text, const QString &name) {
        QTest::newRow(what) << jsonQuoted(text) << name;
    };
    row("plain", u"hello"_s, u"Bob"_s);
    row("single quotes", u"it's '' 'here'"_s, u"O'Brien"_s);
    row("double quotes", u"say \"hi\" \"\""_s, u"a\"b"_s);
    row("line breaks", u"one\ntwo\r\nthree\n"_s, u"Bob"_s);
    row("dollar", u"$HOME ${PATH} $(id) $((1+1))"_s, u"$USER"_s);
    row("backticks", u"`id` ${`x`}"_s, u"`id`"_s);
    row("backslashes", u"\\ \\\\ \\n \\' C:\\new\\"_s, u"back\\slash"_s);
    row("exclamation marks", u"wow! !! !1 !$ !?x?"_s, u"Yahoo!"_s);
    row("globs and operators", u"* ? [a] ~ ; & | > < # % ^ {a,b}"_s, u"a;b&c|d"_s);
    row("Chinese", u"对方不在线"_s, u"李雷"_s);
    row("emoji", u"👩‍👩‍👧 🇨🇳 😀"_s, u"😀"_s);
    row("line separators", u"a\u2028b\u2029c"_s, u"Bob"_s);
    row("bidi and zero width", u"a\u202Eb\u200Bc\uFEFFd"_s, u"Bob"_s);
    row("looks like an option or a file", u"@/etc/passwd"_s, u"--data"_s);
    row("ends a script", u"</script><!--"_s, u"</script>"_s);
    QTest::newRow("controls") << asciiControls() << u"Bob"_s;
    QTest::newRow("lone surrogate") << QByteArray("\"\\ud800\"") << u"Bob"_s;
    QTest::newRow("between tokens") << QByteArray("{\n\t\"a\" : [1 ,\r\n 2]}") << u"Bob"_s;
    QTest::newRow("exact numbers") << QByteArray("[18446744073709551615,1.0,-0,1e400]") << u"Bob"_s;
}

/// Runs a command line in a shell where curl and wscat only print what they are given.
class Shell
{
public:
    Shell()
    {
        for (const QString &name : {u"curl"_s, u"wscat"_s}) {
            QFile program(m_folder.filePath(name));
            if (!program.open(QIODevice::WriteOnly))
                qFatal("no stand-in program");
            program.write("#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
            program.close();
            program.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        }
    }

    QList<QByteArray> argumentsGiven(const QString &shell, const QStringList &options,
                                     const QString &commandLine, const QByteArray &input = {}) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PATH"_s, m_folder.path() + u':' + environment.value(u"PATH"_s));
        process.setProcessEnvironment(environment);
        process.start(shell, commandLine.isEmpty() ? options : options + QStringList{commandLine});
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished() || process.exitCode() != 0)
            return {"failed", process.readAllStandardError()};
        QList<QByteArray> arguments = process.readAllStandardOutput().split('\0');
        arguments.removeLast(); // behind the last NUL
        return arguments;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class TestCopyAs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void curlGetsBodyAndAddressAsArguments_data() { addTexts(); }
    void curlGetsBodyAndAddressAsArguments()
    {
        QFETCH(QByteArray, contentJson);
        QFETCH(QString, name);
        const Message message = messageWith(contentJson, name);
        const QString line = copyAsCurl(message, server);
        QVERIFY(!line.contains(u'\n'));
        const QList<QByteArray> expected{"-sS",
                                         "-H",
                                         "Content-Type: application/json",
                                         "--data-raw",
                                         jsonOnOneLine(postBody(message)),
                                         "http://localhost:3000/rest/message"};
        const Shell shell;
        QCOMPARE(shell.argumentsGiven(u"sh"_s, {u"-c"_s}, line), expected);
        QCOMPARE(shell.argumentsGiven(u"bash"_s, {u"-c"_s}, line), expected);
        // As if pasted: an interactive bash looks for !, a script does not.
        QCOMPARE(shell.argumentsGiven(u"bash"_s, {u"--norc"_s, u"--noprofile"_s, u"-i"_s}, {},
                                      line.toUtf8() + '\n'),
                 expected);
    }

    void wscatConnectsAsTheSender_data() { addTexts(); }
    void wscatConnectsAsTheSender()
    {
        QFETCH(QByteArray, contentJson);
        QFETCH(QString, name);
        const Message message = messageWith(contentJson, name);
        const QList<QByteArray> arguments
            = Shell().argumentsGiven(u"sh"_s, {u"-c"_s}, *copyAsWscat(message, server));
        QCOMPARE(arguments.size(), 4);
        QCOMPARE(arguments[0], "-c");
        const QByteArray prefix = "ws://localhost:3000/ws/";
        QVERIFY(arguments[1].startsWith(prefix));
        QCOMPARE(UserName::parsePathSegment(arguments[1].mid(prefix.size()))->text(), name);
        QCOMPARE(arguments[2], "-x");
        const auto said = parseSocketPublish(arguments[3]);
        if (said)
            QCOMPARE(said->message.to, message.to);
        QCOMPARE(arguments[3], jsonOnOneLine("{\"to\":\"Alice\",\"content\":" + contentJson + '}'));
    }

    void wscatNeedsASender()
    {
        const Message nobody{{}, UserName::parse(u"Alice"_s).value(), "1", {}};
        QVERIFY(!copyAsWscat(nobody, server));
        QVERIFY(copyAsCurl(nobody, server).contains(u"'{\"to\":\"Alice\",\"content\":1}'"_s));
    }

    void secureServersHaveSecureSockets()
    {
        const QUrl secure(u"https://push.example/"_s);
        QVERIFY(copyAsWscat(messageWith("1"), secure)->contains(u"'wss://push.example/ws/Bob'"_s));
        QVERIFY(copyAsCurl(messageWith("1"), secure)
                    .endsWith(u"'https://push.example/rest/message'"_s));
    }

    void fetchPostsTheSameValue_data() { addTexts(); }
    void fetchPostsTheSameValue()
    {
        QFETCH(QByteArray, contentJson);
        QFETCH(QString, name);
        const QString node = QStandardPaths::findExecutable(u"node"_s);
        if (node.isEmpty())
            QSKIP("there is no node here to run JavaScript");
        const Message message = messageWith(contentJson, name);
        const QString script
            = u"const fetch = (url, options) => process.stdout.write(JSON.stringify([url, options]));\n"_s
            + copyAsFetch(message, server) + u";\n"_s;
        QProcess process;
        process.start(node, {u"-"_s});
        process.write(script.toUtf8());
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        const QJsonArray call = QJsonDocument::fromJson(process.readAllStandardOutput()).array();
        QCOMPARE(call[0].toString(), u"http://localhost:3000/rest/message"_s);
        QCOMPARE(call[1][u"method"_s].toString(), u"POST"_s);
        QCOMPARE(call[1][u"headers"_s][u"Content-Type"_s].toString(), u"application/json"_s);
        QCOMPARE(call[1][u"body"_s].toString().toUtf8(), jsonOnOneLine(postBody(message)));
    }

    void jsonIsOneObjectOrAnArray()
    {
        QCOMPARE(copyAsJson({messageWith("[1.0]")}),
                 u"{\"from\":\"Bob\",\"to\":\"Alice\",\"content\":[1.0]}"_s);
        const QString several = copyAsJson({messageWith("1"), messageWith("\"\\n\"")});
        QCOMPARE(several.count(u'\n'), 3);
        QCOMPARE(QJsonDocument::fromJson(several.toUtf8()).array().size(), 2);
        QCOMPARE(copyAsJson({}), u"[\n\n]"_s);
    }

    void aValueOnOneLineIsTheSame_data() { addTexts(); }
    void aValueOnOneLineIsTheSame()
    {
        QFETCH(QByteArray, contentJson);
        const QByteArray safe = jsonOnOneLine(contentJson);
        QCOMPARE(QJsonDocument::fromJson('[' + safe + ']'),
                 QJsonDocument::fromJson('[' + contentJson + ']'));
        const QString text = QString::fromUtf8(safe);
        for (const QChar c : text)
            QVERIFY2(c.unicode() >= 0x20 && !(c.unicode() >= 0x7F && c.unicode() < 0xA0)
                         && c != QChar(0x2028) && c != QChar(0x202E) && c != QChar(0x200B),
                     safe);
    }

    void onlyWholeMessagesCanBeSentAgain()
    {
        TrafficEvent event;
        event.to = "Alice";
        event.preview = "\"hello\"";
        event.sizeBytes = 7;
        QCOMPARE(wholeMessage(event)->contentJson, "\"hello\"");
        event.sizeBytes = 900; // only its beginning is there
        QVERIFY(!wholeMessage(event));
        auto trace = std::make_shared<MessageTrace>();
        trace->contentJson = "\"hello and more\"";
        event.trace = trace;
        QCOMPARE(wholeMessage(event)->contentJson, "\"hello and more\"");
        event.kind = TrafficKind::Closed;
        QVERIFY(!wholeMessage(event));
    }

    void whatWasRefusedAsNoJsonIsNotSentAgain()
    {
        TrafficEvent event;
        event.kind = TrafficKind::Refused;
        event.to = "Alice";
        for (const QByteArray &text : {QByteArray("{\"a\":"), QByteArray("1,\"to\":\"Eve\""),
                                       QByteArray("1}{"), QByteArray("nul")}) {
            event.preview = text;
            event.sizeBytes = text.size();
            QVERIFY2(!wholeMessage(event), text);
        }
    }
};

QTEST_GUILESS_MAIN(TestCopyAs)
#include "tst_copy_as.moc"
