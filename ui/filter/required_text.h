#pragma once

#include <QString>

namespace pushpoint::ui {

/// A text without which the regular expression matches nowhere, as long as can be told at a glance;
/// empty: none can. To look for it first is many times quicker than to match everywhere. Pure; any
/// thread.
QString requiredText(const QString &pattern);

} // namespace pushpoint::ui
