#pragma once

#include "client/settings/client_options.h"
#include "client/trust/fingerprint.h"
#include "client/trust/trusted_certificates.h"

namespace pushpoint::client {

/// Where a command finds what the window's user trusts. With --pin none: that counts for this one
/// run, and must not change what is kept.
inline QString trustFileFor(const std::optional<Fingerprint> &pin)
{
    return pin ? QString() : trustFileIn(defaultDataFolder());
}

} // namespace pushpoint::client
