#pragma once

#include "tests/tidy/source_file.h"

#include <QStringList>

namespace pushpoint::tidy {

// Pure functions over one C++ file.

/// Includes among the project's own files: a floor includes only lower ones, rooms of one floor
/// never each other, ui only traffic and protocol, client only protocol.
Findings findForbiddenRooms(const SourceFile &file);
/// Includes that are not written from the root, with the room's path in them.
Findings findRelativeIncludes(const SourceFile &file);
/// Includes of Qt in rooms that must not know that part of it.
Findings findForbiddenQt(const SourceFile &file);

/// The room of a path: its folder, such as "server/net", or empty for a file at the root.
QString roomOf(const QString &path);

} // namespace pushpoint::tidy
