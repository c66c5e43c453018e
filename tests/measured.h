#pragma once

#include <QtGlobal>

namespace pushpoint {

/// Whether something took no longer than promised, and tells how long it took. Promises of time are
/// for the program as users get it: under the address sanitizer everything takes several times
/// longer, so that the figure is told there, and judged by nobody.
inline bool isWithin(qint64 tookMs, qint64 promisedMs, const char *what)
{
    qInfo("%s: %lld ms, promised: less than %lld", what, static_cast<long long>(tookMs),
          static_cast<long long>(promisedMs));
#ifdef __SANITIZE_ADDRESS__
    return true;
#else
    return tookMs < promisedMs;
#endif
}

} // namespace pushpoint
