#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QStringList>

namespace pushpoint::net {

/// A certificate that nobody but itself vouches for, and its key. A value.
struct SelfSigned
{
    QByteArray certificate; ///< PEM
    QByteArray key;         ///< PEM, not encrypted
    QByteArray fingerprint; ///< SHA-256, as "AB:CD:…"; tells people that it is this one
};

/// Makes one for a server that is called or addressed by `hosts`, with a new P-256 key. Its first
/// host is its name. Valid for two years from `now`, which is as long as phones put up with.
/// @param hosts at least one; names in ASCII, or addresses.
SelfSigned makeSelfSigned(const QStringList &hosts, const QDateTime &now);

} // namespace pushpoint::net
