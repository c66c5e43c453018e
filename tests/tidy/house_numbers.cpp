#include "tests/tidy/house_numbers.h"

#include "tests/tidy/cpp_text.h"
#include "tests/tidy/size_rules.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

namespace {

/// Who includes whom, among rooms or among components.
using Arrows = QMap<QString, QSet<QString>>;

bool reaches(const Arrows &arrows, const QString &from, const QString &to)
{
    QSet<QString> seen;
    QStringList next{from};
    while (!next.isEmpty()) {
        for (const QString &one : arrows.value(next.takeLast())) {
            if (one == to)
                return true;
            if (!seen.contains(one)) {
                seen.insert(one);
                next.append(one);
            }
        }
    }
    return false;
}

qsizetype inCircles(const Arrows &arrows)
{
    const QStringList all = arrows.keys();
    return std::ranges::count_if(all,
                                 [&](const QString &one) { return reaches(arrows, one, one); });
}

qsizetype arrowCount(const Arrows &arrows)
{
    qsizetype count = 0;
    for (const QSet<QString> &others : arrows)
        count += others.size();
    return count;
}

/// "90 % up to 152, the longest 393".
QString spread(QList<int> lengths)
{
    if (lengths.isEmpty())
        return u"none"_s;
    std::ranges::sort(lengths);
    return u"90 % up to %1, the longest %2"_s.arg(lengths[(lengths.size() - 1) * 9 / 10])
        .arg(lengths.last());
}

} // namespace

QStringList houseNumbers(const QList<SourceFile> &files)
{
    QMap<QString, QSet<QString>> componentsOf; // by room
    Arrows rooms;
    Arrows components;
    QList<int> fileLines;
    QList<int> functionLines;
    for (const SourceFile &file : files) {
        if (!file.isCpp() || file.isTest())
            continue;
        const QString room = roomOf(file.path);
        const QString component = componentOf(file.path);
        componentsOf[room].insert(component);
        QSet<QString> &roomArrows = rooms[room];
        QSet<QString> &componentArrows = components[component];
        for (const IncludeLine &include : ownIncludes(file.text)) {
            if (roomOf(include.path) != room)
                roomArrows.insert(roomOf(include.path));
            if (componentOf(include.path) != component)
                componentArrows.insert(componentOf(include.path));
        }
        fileLines.append(lineCount(file.text));
        for (const FunctionExtent &function : functionExtents(file.text))
            functionLines.append(function.lines);
    }
    QStringList lines;
    for (auto room = componentsOf.cbegin(); room != componentsOf.cend(); ++room)
        lines.append(u"%1  %2 components, includes %3 rooms"_s.arg(room.key(), -22)
                         .arg(room->size(), 2)
                         .arg(rooms.value(room.key()).size(), 2));
    lines.append(u"rooms       %1, of them in circles %2; arrows %3"_s.arg(rooms.size())
                     .arg(inCircles(rooms))
                     .arg(arrowCount(rooms)));
    lines.append(u"components  %1, of them in circles %2; arrows %3"_s.arg(components.size())
                     .arg(inCircles(components))
                     .arg(arrowCount(components)));
    lines.append(u"files       %1 lines in %2; %3"_s
                     .arg(std::accumulate(fileLines.cbegin(), fileLines.cend(), 0))
                     .arg(fileLines.size())
                     .arg(spread(fileLines)));
    lines.append(u"functions   %1; %2"_s.arg(functionLines.size()).arg(spread(functionLines)));
    return lines;
}

} // namespace pushpoint::tidy
