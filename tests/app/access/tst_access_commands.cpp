#include "server/access/token_verifier.h"
#include "server/protocol/invitation.h"
#include "tests/app/program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace pushpoint::access;
using namespace pushpoint::kit;
using namespace Qt::StringLiterals;

namespace {

constexpr auto ownersOnly = QFile::ReadOwner | QFile::WriteOwner;

std::chrono::sys_seconds clockNow()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes,
           QFile::Permissions permissions = ownersOnly)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.setPermissions(permissions);
}

bool isOwnersOnly(const QString &path)
{
    // The system shows the rights of whoever asks as well.
    constexpr auto others
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    return (QFile::permissions(path) & others) == 0;
}

} // namespace

class AccessCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"keys.json"_s);
    }

    void createsAFileForItsOwnerAlone()
    {
        const Ended made = keys({u"create"_s, m_file});
        QCOMPARE(made.exitCode, 0);
        QVERIFY(made.err.isEmpty());
        QVERIFY(isOwnersOnly(m_file));
        const auto set = KeySet::parse(contentsOf(m_file));
        QVERIFY(set.ok() && set->holdsSecret());
        const VerificationKey *key = set->find({});
        QCOMPARE(key->algorithms, QList{Algorithm::EdDsa});
        QVERIFY(made.out.contains(key->id));
    }

    void neverMakesOneOverAnother()
    {
        QCOMPARE(keys({u"create"_s, m_file}).exitCode, 0);
        const QByteArray before = contentsOf(m_file);
        const Ended again = keys({u"create"_s, m_file});
        QCOMPARE(again.exitCode, 1);
        QVERIFY(again.complainsInOneLine() && again.err.contains("is there already"));
        QCOMPARE(contentsOf(m_file), before);
        QVERIFY(QFile::link(m_folder->filePath(u"nowhere"_s), m_folder->filePath(u"link"_s)));
        QCOMPARE(keys({u"create"_s, m_folder->filePath(u"link"_s)}).exitCode, 1);
        QVERIFY(!QFile::exists(m_folder->filePath(u"nowhere"_s)));
        const Ended nowhere = keys({u"create"_s, m_folder->filePath(u"no/such/keys.json"_s)});
        QCOMPARE(nowhere.exitCode, 1);
        QVERIFY(nowhere.complainsInOneLine());
    }

    void makesTheAlgorithmThatIsAskedFor()
    {
        QCOMPARE(keys({u"create"_s, u"--alg"_s, u"HS256"_s, m_file}).exitCode, 0);
        QCOMPARE(KeySet::parse(contentsOf(m_file))->find({})->algorithms, QList{Algorithm::Hs256});
        QCOMPARE(keys({u"rotate"_s, u"--alg=ES256"_s, m_file}).exitCode, 0);
        QCOMPARE(KeySet::parse(contentsOf(m_file))->size(), 2);
        QCOMPARE(keys({u"create"_s, u"--alg"_s, u"none"_s, m_file + u'2'}).exitCode, 2);
    }

    void rotatesAndRetires()
    {
        QCOMPARE(keys({u"create"_s, m_file}).exitCode, 0);
        const QByteArray old = KeySet::parse(contentsOf(m_file))->find({})->id;
        const QByteArray byOld = token({u"--name"_s, u"Alice"_s}).out.trimmed();
        const Ended rotated = keys({u"rotate"_s, m_file});
        QCOMPARE(rotated.exitCode, 0);
        QVERIFY(rotated.out.contains(" signs from now on") && rotated.out.contains(old));
        QVERIFY(isOwnersOnly(m_file));
        const QByteArray byNew = token({u"--name"_s, u"Alice"_s}).out.trimmed();
        QVERIFY(isTaken(byOld) && isTaken(byNew));
        const Ended which = keys({u"retire"_s, m_file});
        QCOMPARE(which.exitCode, 2);
        QVERIFY(which.complainsInOneLine() && which.err.contains(old));
        QCOMPARE(keys({u"retire"_s, m_file, u"nobody"_s}).exitCode, 1);
        QCOMPARE(keys({u"retire"_s, m_file, QString::fromLatin1(old)}).exitCode, 0);
        QVERIFY(!isTaken(byOld) && isTaken(byNew));
        const QByteArray last = KeySet::parse(contentsOf(m_file))->find({})->id;
        QCOMPARE(keys({u"retire"_s, m_file, QString::fromLatin1(last)}).exitCode, 1);
        QVERIFY(isTaken(byNew));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
                 QStringList{u"keys.json"_s}); // nothing lies about
    }

    void refusesKeysThatOthersCanRead()
    {
        QCOMPARE(keys({u"create"_s, m_file}).exitCode, 0);
        QFile::setPermissions(m_file, ownersOnly | QFile::ReadGroup);
        const Ended ended = token({u"--name"_s, u"Alice"_s});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY(ended.complainsInOneLine() && ended.err.contains("chmod 600"));
        QCOMPARE(keys({u"rotate"_s, m_file}).exitCode, 1);
    }

    void printsATokenThatIsGood()
    {
        QCOMPARE(keys({u"create"_s, m_file}).exitCode, 0);
        const Ended ended = token({u"--name"_s, u"李雷"_s});
        QCOMPARE(ended.exitCode, 0);
        QVERIFY(ended.err.isEmpty());
        QVERIFY(ended.out.endsWith('\n') && ended.out.count('\n') == 1);
        const auto bearer = bearerOf(ended.out.trimmed());
        QCOMPARE(bearer->subject, "李雷");
        QCOMPARE(bearer->names, QList<QByteArray>{"李雷"});
        QCOMPARE(bearer->rights, Rights(Right::Connect | Right::Publish | Right::Read));
        QVERIFY(!bearer->tokenId.isEmpty());
        const auto lasts = bearer->expiresAt - clockNow();
        QVERIFY(lasts <= std::chrono::days(30) && lasts > std::chrono::days(29));
        QVERIFY(token({u"--name"_s, u"李雷"_s}).out != ended.out); // each can be revoked alone
    }

    void saysWhatWasAskedFor()
    {
        QCOMPARE(keys({u"create"_s, m_file}).exitCode, 0);
        const auto robot = bearerOf(token({u"--name"_s, u"dev-*"_s, u"--name"_s, u"Bob"_s,
                                           u"--scope"_s, u"publish, admin"_s, u"--days"_s, u"1"_s})
                                        .out.trimmed());
        QCOMPARE(robot->subject, "Bob");
        QCOMPARE(robot->names, (QList<QByteArray>{"dev-*", "Bob"}));
        QCOMPARE(robot->rights, Rights(Right::Publish | Right::Admin));
        QVERIFY(robot->expiresAt <= clockNow() + std::chrono::days(1));
        const auto nobody = bearerOf(token({u"--scope"_s, u"admin"_s}).out.trimmed());
        QVERIFY(nobody->subject.isEmpty() && nobody->names.isEmpty());
        const QByteArray forUs = token({u"--name"_s, u"Bob"_s, u"--auth-audience"_s, u"us"_s,
                                        u"--auth-issuer"_s, u"me"_s})
                                     .out.trimmed();
        QVERIFY(isTaken(forUs, {"us", "me"}));
        QVERIFY(!isTaken(forUs, {"us", "you"}) && !isTaken(forUs, {"them", "me"}));
    }

    void aSecretIsGoodForAYear()
    {
        QCOMPARE(keys({u"create"_s, u"--alg"_s, u"HS256"_s, m_file}).exitCode, 0);
        QCOMPARE(token({u"--name"_s, u"A"_s, u"--days"_s, u"366"_s}).exitCode, 0);
        const Ended longer = token({u"--name"_s, u"A"_s, u"--days"_s, u"367"_s});
        QCOMPARE(longer.exitCode, 1);
        QVERIFY(longer.complainsInOneLine() && longer.err.contains("a year"));
    }

    void invitesByTwoLinks()
    {
        QCOMPARE(keys({u"create"_s, m_file}).exitCode, 0);
        const QString pin = QString(64, u'b');
        const Ended ended = token({u"--name"_s, u"Alice"_s, u"--invite"_s,
                                   u"https://192.168.1.20:3000"_s, u"--pin"_s, pin});
        QCOMPARE(ended.exitCode, 0);
        const QList<QByteArray> lines = ended.out.split('\n');
        QCOMPARE(lines.size(), 3); // and no code where nobody looks
        QVERIFY(lines[0].startsWith("https://192.168.1.20:3000/#token="));
        QVERIFY(lines[1].startsWith("pushpoint://192.168.1.20:3000/#token="));
        const auto page = Invitation::parse(QString::fromUtf8(lines[0]));
        const auto client = Invitation::parse(QString::fromUtf8(lines[1]));
        QVERIFY(page.ok() && client.ok());
        QCOMPARE(page->token, client->token);
        QCOMPARE(client->pin, pin.toLatin1());
        QVERIFY(isTaken(page->token));
    }

    void commandLinesThatAreWrongEndWith2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row
            = [](const QString &line) { QTest::newRow(qPrintable(line)) << line.split(u' '); };
        row(u"keys"_s);
        row(u"keys make FILE"_s);
        row(u"keys create"_s);
        row(u"keys create FILE more"_s);
        row(u"keys create FILE more still"_s);
        row(u"keys create FILE --days 3"_s);
        row(u"token"_s);
        row(u"token --name Alice"_s);
        row(u"token --auth FILE"_s);
        row(u"token --auth FILE --name Al*ce"_s);
        row(u"token --auth FILE --name Alice --scope all"_s);
        row(u"token --auth FILE --name Alice --scope connect,,read"_s);
        row(u"token --auth FILE --name Alice --days 0"_s);
        row(u"token --auth FILE --name Alice --days x"_s);
        row(u"token --auth FILE --name Alice --invite 192.168.1.20:3000"_s);
        row(u"token --auth FILE --name Alice --invite http://u:p@host/"_s);
        row(u"token --auth FILE --name Alice --invite http://host --pin 12"_s);
        row(u"token --auth FILE --name Alice --pin aa"_s);
        row(u"token --auth FILE --name Alice Bob"_s);
        row(u"token --auth FILE --nobody"_s);
    }
    void commandLinesThatAreWrongEndWith2()
    {
        QFETCH(QStringList, arguments);
        const Ended ended = run(arguments.replaceInStrings(u"FILE"_s, m_file));
        QCOMPARE(ended.exitCode, 2);
        QVERIFY2(ended.complainsInOneLine(), ended.err.constData());
        QVERIFY(ended.err.startsWith("pushpoint: " + arguments.first().toUtf8() + ": "));
        QVERIFY(!QFile::exists(m_file));
    }

    void filesThatAreNoKeysEndWith1_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a PEM") << QByteArray("-----BEGIN PRIVATE KEY-----\nMC4CAQsecret\n");
        QTest::newRow("a public key alone")
            << QByteArray("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
                          "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}");
        QTest::newRow("much") << QByteArray(1024 * 1024, ' ');
    }
    void filesThatAreNoKeysEndWith1()
    {
        QFETCH(QByteArray, bytes);
        write(m_file, bytes);
        const Ended ended = token({u"--name"_s, u"Alice"_s});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY2(ended.complainsInOneLine(), ended.err.constData());
        QVERIFY(!ended.err.contains("secret"));
        QCOMPARE(token({u"--name"_s, u"A"_s}, m_folder->filePath(u"none"_s)).exitCode, 1);
        QCOMPARE(token({u"--name"_s, u"A"_s}, m_folder->path()).exitCode, 1);
    }

    void helpNamesTheOptions()
    {
        const Ended keysHelp = run({u"keys"_s, u"--help"_s});
        QCOMPARE(keysHelp.exitCode, 0);
        QVERIFY(keysHelp.out.startsWith("Usage: pushpoint keys") && keysHelp.out.contains("--alg"));
        const Ended tokenHelp = run({u"token"_s, u"-h"_s});
        QCOMPARE(tokenHelp.exitCode, 0);
        for (const char *word : {"--auth", "--name", "--scope", "--days", "--invite", "--pin"})
            QVERIFY2(tokenHelp.out.contains(word), word);
    }

private:
    static Ended keys(const QStringList &arguments)
    {
        return run(QStringList{u"keys"_s} + arguments);
    }
    Ended token(const QStringList &arguments, const QString &file = {}) const
    {
        return run(QStringList{u"token"_s, u"--auth"_s, file.isEmpty() ? m_file : file}
                   + arguments);
    }
    Result<BearerPointer> verify(const QByteArray &token, const TokenRules &rules = {}) const
    {
        return TokenVerifier(KeySet::parse(contentsOf(m_file)).value(), rules)
            .verify(token, clockNow());
    }
    bool isTaken(const QByteArray &token, const TokenRules &rules = {}) const
    {
        return verify(token, rules).ok();
    }
    BearerPointer bearerOf(const QByteArray &token) const { return verify(token).value(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(AccessCommandsTest)
#include "tst_access_commands.moc"
