#pragma once

#include "tests/tidy/source_file.h"

namespace pushpoint::tidy {

/// All files with text in them below app, server, client, ui, resources and tests, but for what npm
/// brought. Empty where there is no such tree, or where a file cannot be read.
QList<SourceFile> readSourceTree(const QString &root);

} // namespace pushpoint::tidy
