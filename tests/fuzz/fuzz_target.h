#pragma once

#include <QByteArrayView>

#include <cstddef>
#include <cstdint>

/// What libFuzzer calls with every input, and the replay with every file of a corpus. Each target
/// is a program of its own that defines it once. Returns 0.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace pushpoint::fuzz {

inline QByteArrayView inputBytes(const uint8_t *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), qsizetype(size)};
}

} // namespace pushpoint::fuzz
