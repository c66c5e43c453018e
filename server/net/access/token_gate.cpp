#include "server/net/access/token_gate.h"

#include "server/net/access/bearer_token.h"

#include <utility>

namespace pushpoint::net {

namespace {

std::optional<Error> checkRights(const access::Bearer &bearer, const Needs &needs)
{
    const bool isTheirs = needs.name && bearer.mayBe(needs.name->utf8());
    if (needs.isNameEnough && isTheirs)
        return {};
    if (!bearer.rights.testFlags(needs.rights))
        return Error{ErrorCode::NotAllowed, {}};
    if (needs.isNameTheirs && needs.name && !isTheirs)
        return Error{ErrorCode::NotAllowed, QStringLiteral("the token is not one of this name")};
    return {};
}

} // namespace

TokenGate::TokenGate(const std::optional<access::Authority> &authority, AddressRanges watchers)
    : m_watchers(std::move(watchers))
{
    if (!authority)
        return;
    m_verifier.emplace(authority->keys, authority->rules);
    m_verifier->setRevoked(authority->revoked);
    m_clock = authority->clock;
}

Result<access::BearerPointer> TokenGate::letIn(const HttpRequest &request, const Needs &needs,
                                               const QHostAddress &client)
{
    if (isOpen() || !needs.rights || (needs.isForWatchers && m_watchers.contains(client)))
        return access::BearerPointer();
    const auto token = findToken(request, needs.isUpgrade);
    if (!token)
        return token.error();
    if (!*token)
        return ErrorCode::TokenMissing;
    auto bearer = m_verifier->verify(**token, m_clock());
    if (!bearer)
        return bearer;
    if (auto error = checkRights(**bearer, needs))
        return *std::move(error);
    return bearer;
}

bool TokenGate::isExpired(const access::Bearer &bearer) const
{
    return m_clock() >= bearer.expiresAt + m_verifier->rules().leeway;
}

bool TokenGate::isRevoked(const access::Bearer &bearer) const
{
    return m_verifier->isRevoked(bearer);
}

void TokenGate::setKeys(access::KeySet keys)
{
    if (m_verifier)
        m_verifier->setKeys(std::move(keys));
}

void TokenGate::setRevoked(access::Revoked revoked)
{
    if (m_verifier)
        m_verifier->setRevoked(std::move(revoked));
}

} // namespace pushpoint::net
