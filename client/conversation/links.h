#pragma once

#include <QUrl>

#include <optional>

namespace pushpoint::client {

/// An address in a text. A value.
struct Link
{
    qsizetype start = 0;
    qsizetype size = 0;
    QUrl url;
};

/// The http and https addresses in a text, in their order. None of any other scheme, and none that
/// could show one host and lead to another.
QList<Link> linksIn(const QString &text);

/// The http or https address that a text has at this position. None for any other scheme, and none
/// for what could show one host and lead to another.
std::optional<QUrl> linkAt(const QString &text, qsizetype position);

} // namespace pushpoint::client
