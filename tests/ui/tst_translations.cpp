#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    QString context;
    QString source;
    QStringList translations; ///< one, or one for each plural form
    bool finished = true;
};

Text readText(QXmlStreamReader &xml, const QString &context)
{
    Text text{context, {}, {}, true};
    while (xml.readNextStartElement()) {
        if (xml.name() == "source"_L1) {
            text.source = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            text.finished = xml.attributes().value("type"_L1).isEmpty();
            // With plurals the text is in elements of their own.
            text.translations
                = xml.readElementText(QXmlStreamReader::IncludeChildElements).split(u'\0');
        } else {
            xml.skipCurrentElement();
        }
    }
    return text;
}

QList<Text> readCatalogue(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Text> texts;
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNext() || !xml.isStartElement())
            continue;
        if (xml.name() == "name"_L1)
            context = xml.readElementText();
        else if (xml.name() == "message"_L1)
            texts += readText(xml, context);
    }
    return texts;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression expression(u"%(?:\\d+|n)|\\{\\{\\w+\\}\\}"_s);
    QStringList found;
    auto matches = expression.globalMatch(text);
    while (matches.hasNext())
        found += matches.next().captured();
    found.sort();
    found.removeDuplicates();
    return found;
}

} // namespace

/// Every text of the windows can be read in Chinese. The sources are read anew, so that a text that
/// was added and not translated is found here. To mend: build ui_lupdate and the like, then
/// translate what is marked "unfinished" in resources/translations.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void placeholdersAreKept_data() { everyTextIsTranslated_data(); }
    void placeholdersAreKept();
    void theProgramCarriesThem();

private:
    QList<Text> textsOf(const QString &catalogue, const QStringList &folders);

    QTemporaryDir m_folder;
    QHash<QString, QList<Text>> m_texts; ///< by catalogue
};

QList<Text> TestTranslations::textsOf(const QString &catalogue, const QStringList &folders)
{
    const QString root = QStringLiteral(PUSHPOINT_SOURCE_FOLDER);
    const QString name = catalogue + u"_zh_CN.ts"_s;
    const QString copy = m_folder.filePath(name);
    if (!QFile::copy(root + u"/resources/translations/"_s + name, copy))
        return {};
    QStringList arguments{
        u"-no-obsolete"_s, u"-no-recursive"_s, u"-locations"_s, u"none"_s, u"-I"_s, root};
    for (const QString &folder : folders)
        arguments += root + u'/' + folder;
    QProcess lupdate;
    lupdate.start(QStringLiteral(PUSHPOINT_LUPDATE), arguments + QStringList{u"-ts"_s, copy});
    if (!lupdate.waitForFinished(60'000) || lupdate.exitCode() != 0)
        return {};
    return readCatalogue(copy);
}

void TestTranslations::initTestCase()
{
    QVERIFY(m_folder.isValid());
    const QDir root(QStringLiteral(PUSHPOINT_SOURCE_FOLDER));
    for (const auto &[catalogue, folder] :
         {std::pair(u"ui"_s, u"ui"_s), {u"client"_s, u"client"_s}, {u"options"_s, u"app"_s}}) {
        QStringList folders{folder};
        QDirIterator below(root.filePath(folder), QDir::Dirs | QDir::NoDotAndDotDot,
                           QDirIterator::Subdirectories);
        while (below.hasNext())
            folders += root.relativeFilePath(below.next());
        folders.removeIf([](const QString &one) {
            return one.startsWith("client/terminal"_L1); // which speaks English, as scripts expect
        });
        m_texts.insert(catalogue, textsOf(catalogue, folders));
        QVERIFY(m_texts.value(catalogue).size() > 30);
    }
}

void TestTranslations::everyTextIsTranslated_data()
{
    QTest::addColumn<QString>("catalogue");
    QTest::newRow("the server's window") << u"ui"_s;
    QTest::newRow("the chat client's") << u"client"_s;
    QTest::newRow("the options of the server") << u"options"_s;
}

void TestTranslations::everyTextIsTranslated()
{
    QFETCH(QString, catalogue);
    QStringList missing;
    for (const Text &text : m_texts.value(catalogue)) {
        if (!text.finished || text.translations.join(QString()).trimmed().isEmpty())
            missing += text.context + u": "_s + text.source;
    }
    QVERIFY2(missing.isEmpty(), qPrintable(u"not translated:\n"_s + missing.join(u'\n')));
}

void TestTranslations::placeholdersAreKept()
{
    QFETCH(QString, catalogue);
    for (const Text &text : m_texts.value(catalogue))
        QCOMPARE(placeholders(text.translations.join(QString())), placeholders(text.source));
}

void TestTranslations::theProgramCarriesThem()
{
    QTranslator translator;
    QVERIFY(translator.load(u":/i18n/ui_zh_CN.qm"_s));
    QCOMPARE(translator.translate("pushpoint::ui::WindowMenu", "&Language"), u"语言(&L)"_s);
    QVERIFY(translator.load(u":/i18n/client_zh_CN.qm"_s));
    QCOMPARE(translator.translate("pushpoint::client::Composer", "&Send"), u"发送(&S)"_s);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
