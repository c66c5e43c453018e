#pragma once

#include <QString>

namespace pushpoint {

/// The folder of the built-in page inside the program: index.html and what it loads, all of it made
/// for a Content-Security-Policy of 'self' without inline script or style. Any thread.
QString webFolder();

/// The application's icon, an SVG; for windows that needs Qt's SVG icon plugin. Any thread.
QString iconFile();

} // namespace pushpoint
