#pragma once

#include <QtGlobal>

#if defined(Q_OS_LINUX) && defined(__GLIBC__)
#include <malloc.h>
#endif

namespace pushpoint::net {

/// Gives memory that is free inside the heap back to the system. After a burst of connects, whose
/// handshakes were all under way at once, that is a few KiB for each of them. Takes milliseconds
/// for a large heap, so call it when a burst is over, not in it. Nothing where the C library
/// cannot.
inline void trimHeap()
{
#if defined(Q_OS_LINUX) && defined(__GLIBC__)
    ::malloc_trim(0);
#endif
}

} // namespace pushpoint::net
