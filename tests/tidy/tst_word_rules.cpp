#include "tests/tidy/word_rules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pushpoint::tidy;

using Rule = Findings (*)(const SourceFile &);
Q_DECLARE_METATYPE(Rule)

class TestWordRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatItIsAbout_data();
    void findsWhatItIsAbout();
    void tellsTheLine();
    void allowsWhatGivesItsReason();
};

namespace {

void addRow(Rule rule, const QString &path, const QString &text, bool allowed)
{
    QTest::addRow("%s: %s", qPrintable(path), qPrintable(text.simplified()))
        << rule << path << text << allowed;
}

void addNames()
{
    const QString path = u"ui/a.h"_s;
    addRow(findEmptyNames, path, u"class Registry;"_s, true);
    addRow(findEmptyNames, path, u"class SessionManager : public QObject"_s, false);
    addRow(findEmptyNames, path, u"struct StringUtils {"_s, false);
    addRow(findEmptyNames, path, u"class HelperThing"_s, false);
    addRow(findEmptyNames, path, u"enum class DataKind"_s, false);
    addRow(findEmptyNames, path, u"class Database;"_s, true);
    addRow(findEmptyNames, path, u"class QNetworkAccessManager;"_s, true);
    addRow(findEmptyNames, path, u"// class Manager"_s, true);
    addRow(findEmptyNames, u"ui/string_utils.h"_s, u""_s, false);
    addRow(findEmptyNames, u"ui/database.h"_s, u""_s, true);
}

void addNamespaces()
{
    const QString named = u"namespace pushpoint {\nclass Message;\n}\n"_s;
    const auto row = [](const QString &path, const QString &text, bool allowed) {
        addRow(findForeignNamespace, path, text, allowed);
    };
    row(u"ui/a/b.h"_s, named + u"namespace pushpoint::ui {\n"_s, true);
    row(u"ui/a/b.h"_s, u"namespace pushpoint::ui::words {\n"_s, true);
    row(u"ui/a/b.h"_s, named, false);
    row(u"ui/a/b.h"_s, u"namespace pushpoint::client {\n"_s, false);
    row(u"server/net/a/b.cpp"_s, u"namespace pushpoint::net {\n"_s, true);
    row(u"server/a/b.cpp"_s, named, true);
    row(u"server/a/b.cpp"_s, u"namespace pushpoint::net {\n"_s, false);
    row(u"app/main.cpp"_s, u"int main()\n"_s, true);
    row(u"tests/ui/a/tst_b.cpp"_s, named, true);
}

void addCode()
{
    const QString path = u"server/net/a.cpp"_s;
    const QString check = u"#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)"_s;
    addRow(findQtVersionChecks, path, check, false);
    addRow(findQtVersionChecks, u"server/net/door/qt_compat.h"_s, check, true);
    addRow(findQtVersionChecks, path, u"#ifdef Q_OS_LINUX"_s, true);
    addRow(findStringConnects, path, u"connect(a, SIGNAL(b()), c, SLOT(d()));"_s, false);
    addRow(findStringConnects, path, u"connect(a, &A::b, c, &C::d);"_s, true);
    addRow(findStringConnects, path, u"private Q_SLOTS:"_s, true);
    addRow(findSingletons, path, u"static Registry &instance();"_s, false);
    addRow(findSingletons, path, u"auto *app = QCoreApplication::instance();"_s, true);
    addRow(findUnguardedHeader, u"ui/a.h"_s, u"class A;\n"_s, false);
    addRow(findUnguardedHeader, u"ui/a.h"_s, u"#pragma once\nclass A;\n"_s, true);
    addRow(findUnguardedHeader, u"ui/a.cpp"_s, u"class A;\n"_s, true);
}

void addSleeps()
{
    const QString path = u"tests/net/a.cpp"_s;
    addRow(findSleepsInTests, path, u"QTest::qWait(50);"_s, false);
    addRow(findSleepsInTests, path, u"QThread::msleep(50);"_s, false);
    addRow(findSleepsInTests, path, u"std::this_thread::sleep_for(50ms);"_s, false);
    addRow(findSleepsInTests, path, u"usleep(50);"_s, false);
    addRow(findSleepsInTests, path, u"QVERIFY(QTest::qWaitFor(done, 50));"_s, true);
    addRow(findSleepsInTests, path, u"QTRY_VERIFY(done);"_s, true);
    addRow(findSleepsInTests, u"server/net/a.cpp"_s, u"QThread::msleep(50);"_s, true);
    addRow(findSleepsInTests, u"tests/browser/a.mjs"_s, u"await page.waitForTimeout(50);"_s, false);
    addRow(findSleepsInTests, u"tests/browser/a.mjs"_s, u"await page.waitForSelector(a);"_s, true);
}

void addText()
{
    const QString path = u"resources/web/a.js"_s;
    addRow(findMarkupFromText, path, u"line.innerHTML = text;"_s, false);
    addRow(findMarkupFromText, path, u"line.insertAdjacentHTML('x', text);"_s, false);
    addRow(findMarkupFromText, path, u"line.textContent = text;"_s, true);
    addRow(findBadWhitespace, path, u"a\n"_s, true);
    addRow(findBadWhitespace, path, u"\ta\n"_s, false);
    addRow(findBadWhitespace, path, u"a \n"_s, false);
    addRow(findBadWhitespace, path, u"a\r\n"_s, false);
    addRow(findBadWhitespace, path, u"a"_s, false);
}

} // namespace

void TestWordRules::findsWhatItIsAbout_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("allowed");
    addNames();
    addNamespaces();
    addCode();
    addSleeps();
    addText();
}

void TestWordRules::findsWhatItIsAbout()
{
    QFETCH(Rule, rule);
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(bool, allowed);
    QCOMPARE(rule({path, text}).isEmpty(), allowed);
}

void TestWordRules::tellsTheLine()
{
    const Findings found = findStringConnects({u"ui/a.cpp"_s, u"a();\n\nc(SLOT(b()));\n"_s});
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().line, 3);
}

void TestWordRules::allowsWhatGivesItsReason()
{
    const QString sleep = u"QThread::sleep(2); // tidy: allowed,"_s;
    QCOMPARE(findSleepsInTests({u"tests/a.cpp"_s, sleep}).size(), 1);
    QVERIFY(findSleepsInTests({u"tests/a.cpp"_s, sleep + u" to freeze is the test"_s}).isEmpty());
}

QTEST_APPLESS_MAIN(TestWordRules)
#include "tst_word_rules.moc"
