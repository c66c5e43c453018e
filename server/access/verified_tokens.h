#pragma once

#include "server/access/bearer.h"

#include <QByteArray>
#include <QHash>

#include <deque>

namespace pushpoint::access {

/// Tokens that were found good, by their SHA-256, so that a stream of requests pays for one
/// signature. Bounded: the oldest is forgotten first. One thread.
class VerifiedTokens
{
public:
    explicit VerifiedTokens(qsizetype tokensMax) : m_tokensMax(tokensMax) { }

    /// Null: not known.
    BearerPointer find(const QByteArray &hash) const { return m_bearers.value(hash); }
    /// @param hash one that is not known
    void remember(const QByteArray &hash, BearerPointer bearer);
    void forgetAll();

    qsizetype size() const { return m_bearers.size(); }

private:
    const qsizetype m_tokensMax;
    QHash<QByteArray, BearerPointer> m_bearers;
    std::deque<QByteArray> m_inOrder; ///< the oldest first
};

} // namespace pushpoint::access
