#pragma once

#include <QApplication>

#include <memory>

namespace pushpoint {

/// True where the environment names a display. Ask before making a QApplication, which ends the
/// process without one.
bool isDisplayNamed();

/// Makes the application. If the named display cannot be opened, prints one line on standard error,
/// which begins with the application's name, and exits with 1 instead of Qt's core dump. Only for
/// main(), after setApplicationName().
std::unique_ptr<QApplication> makeApplication(int &argc, char **argv);

} // namespace pushpoint
