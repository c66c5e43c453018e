#include "resources/start/standard_descriptors.h"

#include <cerrno>

#include <fcntl.h>

namespace pushpoint {

void openStandardDescriptors()
{
    // open() returns the lowest free number, so ascending order puts each in its place.
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) [[maybe_unused]]
            const int opened = ::open("/dev/null", O_RDWR);
    }
}

} // namespace pushpoint
