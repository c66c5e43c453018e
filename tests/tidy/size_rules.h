#pragma once

#include "tests/tidy/source_file.h"

namespace pushpoint::tidy {

/// A file of more lines is two files.
inline constexpr int fileLinesMax = 400;
/// A function of more lines does more than one thing.
inline constexpr int functionLinesMax = 70;
/// Nine files in ten keep below this.
inline constexpr int usualFileLinesMax = 220;

int lineCount(const QString &text);

/// A C++ or web file over fileLinesMax.
Findings findLongFile(const SourceFile &file);
/// C++ functions over functionLinesMax, as functionExtents() counts.
Findings findLongFunctions(const SourceFile &file);
/// Over all C++ and web files of the product (the many short headers of tests would lend room to
/// it, and their tables would take it away): fewer than nine in ten keep below usualFileLinesMax.
Findings findTooManyLongFiles(const QList<SourceFile> &files);

} // namespace pushpoint::tidy
