#include "server/net/system/descriptor_limit.h"

#include <QtGlobal>

#include <limits>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace pushpoint::net {

#ifdef Q_OS_UNIX

int raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return -1;
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        limit.rlim_cur = before;
    constexpr rlim_t most = std::numeric_limits<int>::max();
    return int(limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > most ? most : limit.rlim_cur);
}

#else

int raiseDescriptorLimit()
{
    return -1;
}

#endif

} // namespace pushpoint::net
