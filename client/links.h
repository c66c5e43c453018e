#pragma once

#include <QUrl>

#include <optional>

namespace pushpoint {

/// The http or https address that a text has at this position. None for any other scheme, and none
/// for what could show one host and lead to another.
std::optional<QUrl> linkAt(const QString &text, qsizetype position);

} // namespace pushpoint
