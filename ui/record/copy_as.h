#pragma once

#include "server/protocol/message.h"

#include <QUrl>

#include <optional>
#include <vector>

namespace pushpoint::ui {

// One message as text that does it again elsewhere, or tells of it. Pure functions, any thread. All
// of it is one line a message, and safe to paste: nothing in a name or a content is read as a
// command (see jsonOnOneLine). `server` is the page's address, such as http://localhost:3000/.

/// One word for a POSIX shell, whatever is in it but NUL. Between single quotes nothing is special,
/// not even the ! of an interactive bash.
QString shellQuoted(const QString &word);

/// `curl … 'http://localhost:3000/rest/message'`, for sh, bash and zsh.
QString copyAsCurl(const Message &message, const QUrl &server);

/// `wscat -c 'ws://localhost:3000/ws/Bob' -x '…'`: connects as the sender and says it there.
/// Nothing where the sender did not say a name: who sends by a socket has one.
std::optional<QString> copyAsWscat(const Message &message, const QUrl &server);

/// `fetch("http://localhost:3000/rest/message", …)` as an expression of JavaScript.
QString copyAsFetch(const Message &message, const QUrl &server);

/// `{"from":…,"to":…,"content":…}` for one message, an array of such for several, one a line.
QString copyAsJson(const std::vector<Message> &messages);

} // namespace pushpoint::ui
