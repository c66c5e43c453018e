#pragma once

#include "tests/tidy/source_file.h"

#include <QMap>
#include <QStringList>

namespace pushpoint::tidy {

/// Which room may include which, as packaging/rooms.txt has it. A value; pure.
class RoomPlan
{
public:
    /// Each line: a room, a colon, and the rooms it may include, all of them on lines before; those
    /// behind a | only in its sources. Blank lines and those that begin with # are none. What is
    /// wrong with the lines is in findings().
    explicit RoomPlan(const QString &text);

    const Findings &findings() const { return m_findings; }
    /// Includes for which there is no arrow, in a file of a room that is planned or not.
    Findings findForbiddenRooms(const SourceFile &file) const;
    /// Rooms without a file, and arrows along which nobody includes anything.
    Findings findUnused(const QList<SourceFile> &files) const;

private:
    struct Arrows
    {
        QStringList ofHeaders; ///< and so of sources
        QStringList ofSources; ///< only
    };
    QMap<QString, Arrows> m_mayInclude; ///< by room
    Findings m_findings;
};

} // namespace pushpoint::tidy
