#include "tests/tidy/tree_rules.h"

#include "tests/tidy/cpp_text.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <functional>

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

Findings findIncludeCycles(const QList<SourceFile> &files)
{
    // A header and its source are one component: a circle through both is as hard to take apart as
    // one through headers.
    QHash<QString, QStringList> includes;
    for (const SourceFile &file : files) {
        if (!file.isCpp())
            continue;
        for (const IncludeLine &include : includeLines(file.text)) {
            const QString next = componentOf(include.path);
            if (!include.angled && next != componentOf(file.path))
                includes[componentOf(file.path)].append(next);
        }
    }
    Findings findings;
    QSet<QString> done;
    QStringList way;
    const std::function<void(const QString &)> visit = [&](const QString &path) {
        if (done.contains(path))
            return;
        const qsizetype before = way.indexOf(path);
        if (before >= 0) {
            const QStringList circle = way.mid(before) + QStringList{path};
            findings.append({path, 0, u"includes itself: "_s + circle.join(u" → "_s)});
            return;
        }
        way.append(path);
        for (const QString &next : includes.value(path))
            visit(next);
        way.removeLast();
        done.insert(path);
    };
    for (const SourceFile &file : files)
        visit(componentOf(file.path));
    return findings;
}

Findings findDeadFiles(const QList<SourceFile> &files)
{
    QSet<QString> included;
    QHash<QString, QString> lists; // CMakeLists.txt and what it includes, by folder
    for (const SourceFile &file : files) {
        const QString folder = file.path.left(file.path.lastIndexOf(u'/') + 1);
        if (file.path.endsWith("CMakeLists.txt"_L1) || file.path.endsWith(".cmake"_L1))
            lists[folder] += file.text;
        if (!file.isCpp())
            continue;
        for (const IncludeLine &include : includeLines(file.text)) {
            // Its own .cpp does not count: somebody else has to want it.
            if (include.path.chopped(2) != file.path.chopped(4))
                included.insert(include.path);
        }
    }
    Findings findings;
    for (const SourceFile &file : files) {
        const qsizetype slash = file.path.lastIndexOf(u'/');
        const QString name = file.path.mid(slash + 1);
        // pushpoint_test(tst_name) adds .cpp itself.
        const QString listed = name.startsWith("tst_"_L1) ? name.chopped(4) : name;
        if (file.path.endsWith(".h"_L1) && !included.contains(file.path))
            findings.append({file.path, 0, u"nobody includes it"_s});
        else if (file.path.endsWith(".cpp"_L1)
                 && !lists.value(file.path.left(slash + 1)).contains(listed))
            findings.append({file.path, 0, u"its CMakeLists.txt does not name it"_s});
    }
    return findings;
}

Findings findTwins(const QList<SourceFile> &files)
{
    // What begins a line stands in the namespace opened last, and in nothing else.
    static const QRegularExpression opening(
        u"^(?:namespace\\s+([\\w:]+)|(?:class|struct|enum|enum class)\\s+(\\w+)(?: final)?"
        u"\\s*(?::[^;{]*)?\\{)"_s,
        QRegularExpression::MultilineOption);
    QHash<QString, QString> homes;
    Findings findings;
    for (const SourceFile &file : files) {
        if (!file.path.endsWith(".h"_L1) || file.isTest())
            continue;
        QString around;
        const QString text = blanked(file.text);
        for (auto matches = opening.globalMatch(text); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            if (match.hasCaptured(1)) {
                around = match.captured(1);
                continue;
            }
            const QString name = around + u"::"_s + match.captured(2);
            const QString home = homes.value(name, file.path);
            if (home != file.path)
                findings.append({file.path, 0, name + u" is there already: "_s + home});
            homes.insert(name, home);
        }
    }
    return findings;
}

} // namespace pushpoint::tidy
