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
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty() || line.startsWith(u'#'))
            continue;
        const QString room = line.section(u':', 0, 0);
        const QStringList included = line.section(u':', 1).split(u' ', Qt::SkipEmptyParts);
        for (const QString &one : included) {
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
        if (included != room && !allowed->contains(included))
            findings.append(
                {file.path, include.line, u"%1 must not include %2"_s.arg(room, include.path)});
    }
    return findings;
}

Findings RoomPlan::findUnused(const QList<SourceFile> &files) const
{
    QHash<QString, QSet<QString>> used;
    for (const SourceFile &file : files) {
        if (!hasWalls(file))
            continue;
        QSet<QString> &rooms = used[roomOf(file.path)];
        for (const IncludeLine &include : ownIncludes(file.text))
            rooms.insert(roomOf(include.path));
    }
    Findings findings;
    for (auto room = m_mayInclude.cbegin(); room != m_mayInclude.cend(); ++room) {
        if (!used.contains(room.key())) {
            findings.append({planPath, 0, u"there is no %1"_s.arg(room.key())});
            continue;
        }
        for (const QString &included : *room) {
            if (!used.value(room.key()).contains(included))
                findings.append(
                    {planPath, 0, u"%1 does not include %2 any more"_s.arg(room.key(), included)});
        }
    }
    return findings;
}

} // namespace pushpoint::tidy
