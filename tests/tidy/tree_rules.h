#pragma once

#include "tests/tidy/source_file.h"

namespace pushpoint::tidy {

// Pure functions over all files together.

/// A circle of includes, each told once, by the components in it: headers with their sources.
Findings findIncludeCycles(const QList<SourceFile> &files);
/// Dead files: a header that nobody includes, a .cpp that its folder's CMakeLists.txt does not
/// name.
Findings findDeadFiles(const QList<SourceFile> &files);
/// Types of one qualified name in two headers of the product. A program that links both has one of
/// the two in the place of either, and no linker tells.
Findings findTwins(const QList<SourceFile> &files);

} // namespace pushpoint::tidy
