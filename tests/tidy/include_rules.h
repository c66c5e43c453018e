#pragma once

#include "tests/tidy/source_file.h"

namespace pushpoint::tidy {

// Pure functions over one C++ file.

/// Includes that are not written from the root, with the room's path in them.
Findings findRelativeIncludes(const SourceFile &file);
/// Includes of Qt in rooms that must not know that part of it.
Findings findForbiddenQt(const SourceFile &file);

} // namespace pushpoint::tidy
