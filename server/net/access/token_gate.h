#pragma once

#include "server/access/authority.h"
#include "server/access/token_verifier.h"
#include "server/net/http/http_message.h"
#include "server/net/peer/address_ranges.h"
#include "server/protocol/user_name.h"

#include <optional>

namespace pushpoint::net {

/// What a path asks of whoever wants it. A value.
struct Needs
{
    access::Rights rights;          ///< none: free for all
    std::optional<UserName> name{}; ///< that it is about
    bool isNameTheirs = false;      ///< it has to be one of theirs
    bool isNameEnough = false;      ///< one of theirs stands for the rights
    bool isForWatchers = false;     ///< of how the server runs: --metrics-allow opens it
    bool isUpgrade = false;         ///< the token may stand where browsers can put it
};

/// Lets in who bears a token that says so; in open mode, everyone. Server thread.
class TokenGate
{
public:
    /// @param authority nothing: open mode, in which nobody is a bearer.
    /// @param watchers who are let in without a token where needs.isForWatchers.
    explicit TokenGate(const std::optional<access::Authority> &authority = {},
                       AddressRanges watchers = {});

    /// Errors: BadRequest (two tokens), TokenMissing, TokenInvalid, TokenExpired, NotAllowed. An
    /// empty pointer where no token is needed.
    Result<access::BearerPointer> letIn(const HttpRequest &request, const Needs &needs,
                                        const QHostAddress &client);

    bool isOpen() const { return !m_verifier; }
    /// Whether the token of one who was let in has run out since. Not in open mode.
    bool isExpired(const access::Bearer &bearer) const;
    /// Whether it, or its key, is one no longer. Not in open mode.
    bool isRevoked(const access::Bearer &bearer) const;
    /// How often a token named a key that is not there: perhaps its issuer has a new one. Only
    /// grows; zero in open mode.
    quint64 unknownKeysSeen() const { return m_verifier ? m_verifier->unknownKeysSeen() : 0; }
    /// Tokens are held against these from now on. Nothing in open mode.
    void setKeys(access::KeySet keys);
    void setRevoked(access::Revoked revoked);

private:
    std::optional<access::TokenVerifier> m_verifier;
    const AddressRanges m_watchers;
    access::Authority::Clock m_clock = nullptr; ///< where there is a verifier
};

} // namespace pushpoint::net
