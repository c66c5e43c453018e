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
#endif

namespace pushpoint::fuzz {

/// Bytes that are allocated now and not freed; 0 where that cannot be told. Only the sanitizer
/// counts them one by one: glibc's mallinfo2() takes what its caches keep for allocated.
inline qint64 heapInUse()
{
#ifdef PUSHPOINT_ADDRESS_SANITIZER
    return qint64(__sanitizer_get_current_allocated_bytes());
#else
    return 0;
#endif
}

} // namespace pushpoint::fuzz
