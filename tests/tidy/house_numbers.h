#pragma once

#include "tests/tidy/source_file.h"

#include <QStringList>

namespace pushpoint::tidy {

/// How the product's C++ is spread over rooms, for comparing one tree with another: a line a room,
/// then sums. Pure.
QStringList houseNumbers(const QList<SourceFile> &files);

} // namespace pushpoint::tidy
