#include "app/termination.h"

#include <QSocketNotifier>

#include <csignal>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace pushpoint {

#ifdef Q_OS_UNIX

namespace {

// A handler may do next to nothing (signal-safety(7)); writing a byte to a socket is among it. It
// can be reached by name only, so this is the one variable of the program that all may see.
int wakeDescriptor = -1;

void onSignal(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(wakeDescriptor, &byte, 1);
}

} // namespace

Termination::Termination(QObject *parent) : QObject(parent)
{
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return;
    wakeDescriptor = pair[0];
    auto *notifier = new QSocketNotifier(pair[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, reader = pair[1]] {
        char byte;
        if (::read(reader, &byte, 1) == 1)
            Q_EMIT requested();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART | int(SA_RESETHAND);
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

#else

Termination::Termination(QObject *parent) : QObject(parent) { }

#endif

} // namespace pushpoint
