#pragma once

#include <QApplication>

#include <memory>

namespace pushpoint {

/// True where the environment names a place for windows: asked before a QApplication is made,
/// because that ends the process without one.
bool isDisplayNamed();

/// Makes the application. Where the named display cannot be used, one line goes to stderr and the
/// process exits with 1, in place of Qt's core dump. Only for main().
std::unique_ptr<QApplication> makeApplication(int &argc, char **argv);

} // namespace pushpoint
