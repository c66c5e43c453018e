#include "tests/tidy/room_plan.h"

#include "tests/tidy/cpp_text.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

namespace {

const QString planPath = u"packaging/rooms.txt"_s;

// A test may look at whatever it tests.
bool hasWalls(const SourceFile &file)
{
    return file.isCpp() && !file.isTest();
}

} // namespace

RoomPlan::RoomPlan(const QString &text)
{
    const auto rooms
        = [](const QString &list) { return list.simplified().split(u' ', Qt::SkipEmptyParts); };
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty() || line.startsWith(u'#'))
            continue;
        const QString room = line.section(u':', 0, 0);
        const QString arrows = line.section(u':', 1);
        const Arrows included{rooms(arrows.section(u'|', 0, 0)), rooms(arrows.section(u'|', 1))};
        for (const QString &one : included.ofHeaders + included.ofSources) {
            if (!m_mayInclude.contains(one))
                m_findings.append(
                    {planPath, number, u"%1 is not planned before %2"_s.arg(one, room)});
        }
        if (m_mayInclude.contains(room))
            m_findings.append({planPath, number, u"%1 is planned twice"_s.arg(room)});
        m_mayInclude.insert(room, included);
    }
}

Findings RoomPlan::findForbiddenRooms(const SourceFile &file) const
{
    if (!hasWalls(file))
        return {};
    const QString room = roomOf(file.path);
    const auto allowed = m_mayInclude.constFind(room);
    if (allowed == m_mayInclude.cend())
        return {{file.path, 0, u"the folder %1 is no room of %2"_s.arg(room, planPath)}};
    Findings findings;
    for (const IncludeLine &include : ownIncludes(file.text)) {
        const QString included = roomOf(include.path);
        if (included != room && !allowed->ofHeaders.contains(included)
            && (file.isHeader() || !allowed->ofSources.contains(included)))
            findings.append(
                {file.path, include.line, u"%1 must not include %2"_s.arg(room, include.path)});
    }
    return findings;
}

Findings RoomPlan::findUnused(const QList<SourceFile> &files) const
{
    QHash<QString, QSet<QString>> byHeaders;
    QHash<QString, QSet<QString>> byAny;
    for (const SourceFile &file : files) {
        if (!hasWalls(file))
            continue;
        const QString room = roomOf(file.path);
        byAny[room].insert(room); // it is there
        for (const IncludeLine &include : ownIncludes(file.text)) {
            byAny[room].insert(roomOf(include.path));
            if (file.isHeader())
                byHeaders[room].insert(roomOf(include.path));
        }
    }
    Findings findings;
    for (auto room = m_mayInclude.cbegin(); room != m_mayInclude.cend(); ++room) {
        if (!byAny.contains(room.key())) {
            findings.append({planPath, 0, u"there is no %1"_s.arg(room.key())});
            continue;
        }
        for (const QString &included : room->ofHeaders) {
            if (!byHeaders.value(room.key()).contains(included))
                findings.append({planPath, 0,
                                 u"no header of %1 includes %2 any more: it belongs behind the |, "
                                 "or nowhere"_s.arg(room.key(), included)});
        }
        for (const QString &included : room->ofSources) {
            if (!byAny.value(room.key()).contains(included))
                findings.append(
                    {planPath, 0, u"%1 does not include %2 any more"_s.arg(room.key(), included)});
        }
    }
    return findings;
}

} // namespace pushpoint::tidy
