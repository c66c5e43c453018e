#pragma once

#include "server/access/claims.h"
#include "server/protocol/error.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace pushpoint::access {

/// A token, and what becomes of it.
struct TokenCase
{
    QByteArray name;
    QByteArray token;
    std::optional<ErrorCode> refusal; ///< nothing: it is good
    TokenRules rules;                 ///< that it is checked by
};

/// The key set that all of them are checked by.
QByteArray caseKeySet();
/// Every way we know in which a token can be good or bad. @param now of whoever checks them
QList<TokenCase> tokenCases(std::chrono::sys_seconds now);
/// `{"exp":<in an hour>,"sub":"Alice"` and what is given, each behind a comma.
QByteArray goodClaims(std::chrono::sys_seconds now, const QByteArray &more = {});
/// A good token of Alice's by one of the keys: "hs", "rs", "ps", "rsa", "es" or "ed".
QByteArray goodToken(const QByteArray &kid, std::chrono::sys_seconds now);

} // namespace pushpoint::access
