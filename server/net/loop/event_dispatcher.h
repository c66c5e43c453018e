#pragma once

#include <QAbstractEventDispatcher>

#include <memory>

namespace pushpoint::net {

/// The event dispatcher for one run of the server thread, to be given to
/// QThread::setEventDispatcher() before each start: it ends with the thread's run. Null where the
/// system has no epoll or no descriptor left for one; Qt's own then serves.
std::unique_ptr<QAbstractEventDispatcher> makeServerDispatcher();

} // namespace pushpoint::net
