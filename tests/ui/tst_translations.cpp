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

/// Every text of the window can be read in Chinese. The sources are read anew, so that a text that
/// was added and not translated is found here. To mend: build pushpoint_ui_lupdate, then translate
/// what is marked "unfinished" in resources/translations/ui_zh_CN.ts.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTextIsTranslated();
    void placeholdersAreKept();
    void theProgramCarriesThem();

private:
    QTemporaryDir m_folder;
    QList<Text> m_texts;
};

void TestTranslations::initTestCase()
{
    QVERIFY(m_folder.isValid());
    const QString root = QStringLiteral(PUSHPOINT_SOURCE_FOLDER);
    const QString copy = m_folder.filePath(u"ui_zh_CN.ts"_s);
    QVERIFY(QFile::copy(root + u"/resources/translations/ui_zh_CN.ts"_s, copy));
    QProcess lupdate;
    lupdate.start(QStringLiteral(PUSHPOINT_LUPDATE),
                  {u"-no-obsolete"_s, u"-locations"_s, u"none"_s, u"-I"_s, root, root + u"/ui"_s,
                   u"-ts"_s, copy});
    QVERIFY(lupdate.waitForFinished(60'000));
    QCOMPARE(lupdate.exitCode(), 0);
    m_texts = readCatalogue(copy);
    QVERIFY(m_texts.size() > 100);
}

void TestTranslations::everyTextIsTranslated()
{
    QStringList missing;
    for (const Text &text : std::as_const(m_texts)) {
        if (!text.finished || text.translations.join(QString()).trimmed().isEmpty())
            missing += text.context + u": "_s + text.source;
    }
    QVERIFY2(missing.isEmpty(), qPrintable(u"not translated:\n"_s + missing.join(u'\n')));
}

void TestTranslations::placeholdersAreKept()
{
    for (const Text &text : std::as_const(m_texts))
        QCOMPARE(placeholders(text.translations.join(QString())), placeholders(text.source));
}

void TestTranslations::theProgramCarriesThem()
{
    QTranslator translator;
    QVERIFY(translator.load(u":/i18n/ui_zh_CN.qm"_s));
    QCOMPARE(translator.translate("pushpoint::WindowMenu", "&Language"), u"语言(&L)"_s);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
