#pragma once

#include <QString>

namespace pushpoint {

/// Why a server closed the socket, as a sentence without a full stop. `reason` is the server's own
/// words and may be empty.
QString closeText(int closeCode, const QString &reason);

/// QWebSocket's words for a connection that did not come about, made fit for a user.
QString connectErrorText(const QString &errorString);

} // namespace pushpoint
