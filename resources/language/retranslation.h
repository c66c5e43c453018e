#pragma once

#include <functional>

class QWidget;

namespace pushpoint {

/// Sets texts of a widget now, and again whenever the language changes while it lives. The function
/// should do nothing else: it runs at any time. GUI thread.
void keepTranslated(QWidget *widget, std::function<void()> setTexts);

} // namespace pushpoint
