#include "app/termination.h"

#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <span>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace pushpoint::app {

#ifdef Q_OS_UNIX

namespace {

// A handler may do next to nothing (signal-safety(7)); writing a byte to a socket is among it. It
// can be reached by name only, so this is the one variable of the program that all may see.
int wakeDescriptor = -1;

void onSignal(int signal)
{
    const int before = errno;
    const char byte = char(signal);
    [[maybe_unused]] const auto written = ::write(wakeDescriptor, &byte, 1);
    errno = before;
}

} // namespace

Termination::Termination(QObject *parent) : QObject(parent)
{
    // Non-blocking: a flood of signals must not stop the thread that it interrupts.
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        return;
    wakeDescriptor = pair[0];
    auto *notifier = new QSocketNotifier(pair[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this,
            [this, reader = pair[1]] { readSignals(reader); });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    struct sigaction before = {};
    ::sigaction(SIGHUP, nullptr, &before);
    if (before.sa_handler != SIG_IGN)
        ::sigaction(SIGHUP, &action, nullptr);
    action.sa_flags |= int(SA_RESETHAND);
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

void Termination::readSignals(int descriptor)
{
    std::array<char, 256> signals;
    const auto count = ::read(descriptor, signals.data(), signals.size());
    if (count <= 0)
        return;
    const std::span arrived(signals.data(), size_t(count));
    if (std::ranges::count(arrived, char(SIGHUP)) > 0)
        Q_EMIT reloadRequested();
    if (std::ranges::count(arrived, char(SIGHUP)) < std::ssize(arrived))
        Q_EMIT requested();
}

#else

Termination::Termination(QObject *parent) : QObject(parent) { }
void Termination::readSignals(int) { }

#endif

} // namespace pushpoint::app
