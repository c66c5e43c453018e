#include "tests/tidy/word_rules.h"

#include "tests/tidy/cpp_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

namespace {

bool isAllowed(const QString &line)
{
    static const QRegularExpression mark(u"// tidy: allowed, \\S+"_s);
    return line.contains(mark);
}

/// The lines of `searched` in which the pattern is found; `text` is where the marks are read.
Findings findLines(const SourceFile &file, const QString &searched,
                   const QRegularExpression &pattern, const QString &what)
{
    const QStringList lines = file.text.split(u'\n');
    const QStringList searchedLines = searched.split(u'\n');
    Findings findings;
    for (int i = 0; i < searchedLines.size(); ++i) {
        const QRegularExpressionMatch match = pattern.match(searchedLines[i]);
        if (match.hasMatch() && !isAllowed(lines[i]))
            findings.append({file.path, i + 1, what.arg(match.captured().trimmed())});
    }
    return findings;
}

Findings findInCode(const SourceFile &file, const QRegularExpression &pattern, const QString &what)
{
    return file.isCpp() ? findLines(file, blanked(file.text), pattern, what) : Findings{};
}

} // namespace

Findings findEmptyNames(const SourceFile &file)
{
    // Qt's own, declared ahead, are called as they are called.
    static const QRegularExpression inClass(u"\\b(class|struct|enum|union)\\s+(?!Q[A-Z])\\w*"
                                            u"(Managers?|Helpers?|Utils?|Data)(?![a-z])\\w*"_s);
    static const QRegularExpression inFile(u"(^|_)(manager|helper|util|data)s?(_|\\.)"_s);
    Findings findings = findInCode(file, inClass, u"%1 says nothing about what it is"_s);
    if (file.isCpp() && file.path.mid(file.path.lastIndexOf(u'/') + 1).contains(inFile))
        findings.append({file.path, 0, u"the file's name says nothing about what it is"_s});
    return findings;
}

Findings findQtVersionChecks(const SourceFile &file)
{
    static const QRegularExpression check(u"^\\s*#\\s*(el)?if.*\\bQT_VERSION"_s);
    if (file.path == "server/net/door/qt_compat.h"_L1)
        return {};
    return findInCode(file, check, u"belongs in server/net/door/qt_compat.h: %1"_s);
}

Findings findStringConnects(const SourceFile &file)
{
    static const QRegularExpression names(u"\\b(SIGNAL|SLOT)\\s*\\("_s);
    return findInCode(file, names, u"connect with the function, not with its name: %1"_s);
}

Findings findSingletons(const SourceFile &file)
{
    static const QRegularExpression singleton(u"\\bstatic\\b[^=;]*\\b(instance|self)\\s*\\("_s);
    return findInCode(file, singleton, u"no singletons: %1"_s);
}

Findings findSleepsInTests(const SourceFile &file)
{
    static const QRegularExpression forATime(
        u"\\b(QThread::(m|u)?sleep|QTest::q(Wait|Sleep)|qSleep|sleep_for|sleep_until|u?sleep|"
        u"nanosleep)\\s*\\("_s);
    static const QRegularExpression browserSleep(u"\\bwaitForTimeout\\s*\\("_s);
    if (!file.isTest())
        return {};
    const QString what = u"wait for the condition, not for a time: %1"_s;
    return file.isWeb() ? findLines(file, file.text, browserSleep, what)
                        : findInCode(file, forATime, what);
}

Findings findMarkupFromText(const SourceFile &file)
{
    static const QRegularExpression markup(u"\\b(innerHTML|outerHTML|insertAdjacentHTML|"
                                           u"document\\.write|eval\\(|new Function)"_s);
    if (!file.isBelow("resources/"_L1) || !file.isWeb())
        return {};
    return findLines(file, file.text, markup, u"text of others must stay text: %1"_s);
}

Findings findForeignNamespace(const SourceFile &file)
{
    if (!file.isCpp() || file.isTest())
        return {};
    static const std::pair<QLatin1StringView, QLatin1StringView> houses[] = {
        {"app/"_L1, "pushpoint::app"_L1},
        {"client/"_L1, "pushpoint::client"_L1},
        {"server/access/"_L1, "pushpoint::access"_L1},
        {"server/broker/"_L1, "pushpoint::broker"_L1},
        {"server/net/"_L1, "pushpoint::net"_L1},
        {"ui/"_L1, "pushpoint::ui"_L1},
        {""_L1, "pushpoint"_L1},
    };
    const auto house = std::ranges::find_if(
        houses, [&file](const auto &each) { return file.path.startsWith(each.first); });
    // The last one is what the file is for; what it only names beforehand may be of others.
    static const QRegularExpression opening(u"^namespace (pushpoint[\\w:]*)"_s,
                                            QRegularExpression::MultilineOption);
    QString last = house->second;
    for (auto match = opening.globalMatch(blanked(file.text)); match.hasNext();)
        last = match.next().captured(1);
    if (last == house->second
        || (last.startsWith(house->second + "::"_L1) && !house->first.isEmpty()))
        return {};
    return {{file.path, 0, u"is in %1, its house is %2"_s.arg(last, house->second)}};
}

Findings findBadWhitespace(const SourceFile &file)
{
    static const QRegularExpression bad(u"\\t|[ \\r]+$"_s);
    Findings findings
        = findLines(file, file.text, bad, u"tab, carriage return or space at end%1"_s);
    if (!file.text.isEmpty() && !file.text.endsWith(u'\n'))
        findings.append(
            {file.path, int(file.text.count(u'\n')) + 1, u"the last line has no end"_s});
    return findings;
}

Findings findUnguardedHeader(const SourceFile &file)
{
    if (!file.path.endsWith(".h"_L1) || file.text.contains("#pragma once\n"_L1))
        return {};
    return {{file.path, 1, u"no #pragma once"_s}};
}

} // namespace pushpoint::tidy
