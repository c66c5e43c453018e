#pragma once

#include <QtGlobal>

#include <cstddef>

#ifdef __SANITIZE_ADDRESS__ // GCC
#define PUSHPOINT_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) // clang
#define PUSHPOINT_ADDRESS_SANITIZER
#endif
#endif

#ifdef PUSHPOINT_ADDRESS_SANITIZER
// Both compilers' runtimes have this function, but GCC 12 installs no header that declares it.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

namespace pushpoint::fuzz {

/// Bytes that are allocated now and not freed; 0 where that cannot be told.
inline qint64 heapInUse()
{
#ifdef PUSHPOINT_ADDRESS_SANITIZER
    return qint64(__sanitizer_get_current_allocated_bytes());
#elif defined(__GLIBC__)
    return qint64(::mallinfo2().uordblks);
#else
    return 0;
#endif
}

} // namespace pushpoint::fuzz
