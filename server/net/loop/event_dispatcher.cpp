#include "server/net/loop/event_dispatcher.h"

#ifdef Q_OS_LINUX
#include "server/net/loop/epoll_dispatcher.h"
#endif

namespace pushpoint::net {

std::unique_ptr<QAbstractEventDispatcher> makeServerDispatcher()
{
#ifdef Q_OS_LINUX
    return EpollDispatcher::create();
#else
    return nullptr;
#endif
}

} // namespace pushpoint::net
