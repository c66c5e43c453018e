#pragma once

#include "client/trust/untrusted_certificate.h"

namespace pushpoint::client {

/// Why the server's certificate is refused, its fingerprint, and how to pin it. One line, fit for a
/// terminal.
QString untrustedAsText(const UntrustedCertificate &certificate);

} // namespace pushpoint::client
