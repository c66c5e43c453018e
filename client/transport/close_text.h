#pragma once

#include <QString>

#include <optional>

namespace pushpoint::client {

/// Why a server closed the socket, as a sentence without a full stop. `reason` is the server's own
/// words and may be empty.
QString closeText(int closeCode, const QString &reason);

/// The status of HTTP with which the socket was refused; absent where there was none. From
/// QWebSocket's words, which are all it tells.
std::optional<int> refusalStatus(const QString &errorString);

/// True where QWebSocket's words mean that what answered is no WebSocket server.
bool isOtherProtocol(const QString &errorString);

/// True where these words of Qt's mean that what answered a greeting by TLS did not understand it.
bool isWithoutTls(const QString &errorString);
/// The same, said to people: part of a sentence.
QString withoutTlsText();

/// QWebSocket's words for a connection that did not come about, made fit for a user.
QString connectErrorText(const QString &errorString);

} // namespace pushpoint::client
