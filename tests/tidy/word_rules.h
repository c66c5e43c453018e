#pragma once

#include "tests/tidy/source_file.h"

namespace pushpoint::tidy {

// Pure functions over one file; each leaves alone the files that it is not about. A line that has
// to break one of them says so and why: `// tidy: allowed, <reason>`.

/// Classes or files called Manager, Helper, Util or Data: words that say nothing.
Findings findEmptyNames(const SourceFile &file);
/// `#if QT_VERSION` anywhere but in server/net/door/qt_compat.h.
Findings findQtVersionChecks(const SourceFile &file);
/// SIGNAL() and SLOT(): connects that only fail when run.
Findings findStringConnects(const SourceFile &file);
/// Singletons by the usual name, `static … instance()`.
Findings findSingletons(const SourceFile &file);
/// Tests that wait for a time instead of a condition.
Findings findSleepsInTests(const SourceFile &file);
/// Ways in the page by which text of others would become markup or code.
Findings findMarkupFromText(const SourceFile &file);
/// A file of the product whose namespace is not its house's: `pushpoint::client`, `::ui`, `::net`,
/// `::broker`, `::app`, and `pushpoint` for what all of them speak of.
Findings findForeignNamespace(const SourceFile &file);
/// Tabs, spaces at the end of lines, carriage returns, a last line without its end.
Findings findBadWhitespace(const SourceFile &file);
/// A header without #pragma once.
Findings findUnguardedHeader(const SourceFile &file);

} // namespace pushpoint::tidy
