#pragma once

#include "server/access/authority.h"
#include "server/access/token_verifier.h"
#include "server/net/http/http_message.h"
#include "server/protocol/user_name.h"

#include <optional>

namespace pushpoint::net {

/// What a path asks of whoever wants it. A value.
struct Needs
{
    access::Rights rights;          ///< none: free for all
    std::optional<UserName> name{}; ///< that it is about; it has to be one of theirs
    bool isNameEnough = false;      ///< to be of that name stands for the rights
    bool isUpgrade = false;         ///< the token may stand where browsers can put it
};

/// Lets in who bears a token that says so; in open mode, everyone. Server thread.
class TokenGate
{
public:
    /// @param authority nothing: open mode, in which nobody is a bearer.
    explicit TokenGate(const std::optional<access::Authority> &authority = {});

    /// Errors: BadRequest (two tokens), TokenMissing, TokenInvalid, TokenExpired, NotAllowed. An
    /// empty pointer where no token is needed.
    Result<access::BearerPointer> letIn(const HttpRequest &request, const Needs &needs);

    bool isOpen() const { return !m_verifier; }
    /// Whether the token of one who was let in has run out since. Not in open mode.
    bool isExpired(const access::Bearer &bearer) const;
    /// Whether it, or its key, is one no longer. Not in open mode.
    bool isRevoked(const access::Bearer &bearer) const;
    /// Tokens are held against these from now on. Nothing in open mode.
    void setKeys(access::KeySet keys);
    void setRevoked(access::Revoked revoked);

private:
    std::optional<access::TokenVerifier> m_verifier;
    access::Authority::Clock m_clock = nullptr; ///< where there is a verifier
};

} // namespace pushpoint::net
