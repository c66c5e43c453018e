#include "resources/language/utf8_locale.h"

#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

using namespace pushpoint;
using namespace Qt::StringLiterals;

// Which environments give which language. Without an application: it reads them when it is made.
class TestUtf8Locale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theNamedLanguageStays_data();
    void theNamedLanguageStays();
    void qtTakesIt();

public:
    void askQt();

private:
    void clearEnvironment();
    static void set(const char *name, const QByteArray &value);

    QTemporaryDir m_noLocales;
    QLocale m_asked = QLocale::c();
    QStringList m_askedLanguages;
};

// Nothing but C and C.UTF-8, which glibc brings along itself, is installed on this machine.
void TestUtf8Locale::clearEnvironment()
{
    qputenv("LOCPATH", m_noLocales.path().toLocal8Bit());
    for (const char *name : {"LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_TIME", "LANG", "LANGUAGE"})
        qunsetenv(name);
}

void TestUtf8Locale::init()
{
    QVERIFY(m_noLocales.isValid());
    clearEnvironment();
    QLocale::setDefault(QLocale::c());
}

void TestUtf8Locale::askQt()
{
    clearEnvironment();
    set("LANG", "zh_CN.UTF-8");
    useUtf8WithoutLocale();
    m_asked = QLocale::system();
    m_askedLanguages = m_asked.uiLanguages();
}

void TestUtf8Locale::qtTakesIt()
{
    QCOMPARE(m_asked.language(), QLocale::Chinese);
    QVERIFY2(m_askedLanguages.contains(u"zh-CN"_s), qPrintable(m_askedLanguages.join(u' ')));
}

void TestUtf8Locale::set(const char *name, const QByteArray &value)
{
    if (!value.isEmpty())
        qputenv(name, value);
}

void TestUtf8Locale::theNamedLanguageStays_data()
{
    QTest::addColumn<QByteArray>("all");
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QByteArray>("lang");
    QTest::addColumn<QByteArray>("language");  // before
    QTest::addColumn<QByteArray>("languages"); // after
    QTest::addColumn<QByteArray>("allAfter");
    QTest::addColumn<QString>("locale");

    const QByteArray no;
    const QByteArray utf8 = "C.UTF-8";
    const QByteArray zh = "zh_CN.UTF-8";
    QTest::newRow("nothing named") << no << no << no << no << no << utf8 << u"C"_s;
    QTest::newRow("C") << no << no << QByteArray("C") << no << no << utf8 << u"C"_s;
    QTest::newRow("POSIX") << QByteArray("POSIX") << no << zh << no << no << utf8 << u"C"_s;
    QTest::newRow("C.UTF-8") << no << no << utf8 << no << no << no << u"C"_s;
    QTest::newRow("LANG") << no << no << zh << no << QByteArray("zh_CN") << utf8 << u"zh_CN"_s;
    QTest::newRow("no encoding") << no << no << QByteArray("zh_CN") << no << QByteArray("zh_CN")
                                 << utf8 << u"zh_CN"_s;
    QTest::newRow("LC_ALL before LANG")
        << zh << no << QByteArray("de_DE.UTF-8") << no << QByteArray("zh_CN") << utf8 << u"zh_CN"_s;
    QTest::newRow("LC_MESSAGES alone")
        << no << zh << utf8 << no << QByteArray("zh_CN") << utf8 << u"zh_CN"_s;
    QTest::newRow("the user's own list stays")
        << no << no << zh << QByteArray("de:zh_CN") << QByteArray("de:zh_CN") << utf8 << u"zh_CN"_s;
}

void TestUtf8Locale::theNamedLanguageStays()
{
    QFETCH(QByteArray, all);
    QFETCH(QByteArray, messages);
    QFETCH(QByteArray, lang);
    QFETCH(QByteArray, language);
    set("LC_ALL", all);
    set("LC_MESSAGES", messages);
    set("LANG", lang);
    set("LANGUAGE", language);

    useUtf8WithoutLocale();

    QTEST(qgetenv("LANGUAGE"), "languages");
    QTEST(qgetenv("LC_ALL"), "allAfter");
    QTEST(QLocale().name(), "locale");
}

// Once in a process and first of all, as in the programs: Qt keeps what it read first.
int main(int argc, char **argv)
{
    TestUtf8Locale test;
    test.askQt();
    return QTest::qExec(&test, argc, argv);
}

#include "tst_utf8_locale.moc"
