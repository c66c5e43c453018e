#include "client/terminal/parts/process_events.h"

#include "client/terminal/parts/console.h"

#include <QSocketNotifier>

#include <csignal>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace pushpoint::client {

ProcessEvents::ProcessEvents(QObject *parent) : ProcessEvents({SIGINT, SIGTERM}, parent) { }

ProcessEvents::ProcessEvents(const QList<int> &signalNumbers, QObject *parent) : QObject(parent)
{
    watchSignals(signalNumbers);
    watchOutput();
}

#ifdef Q_OS_UNIX

namespace {

// A handler may do next to nothing (signal-safety(7)); writing a byte to a socket is among it. It
// can be reached by name only, so this is the one variable of the program that all may see.
int wakeDescriptor = -1;

void onSignal(int signalNumber)
{
    const auto byte = static_cast<char>(signalNumber);
    [[maybe_unused]] const auto written = ::write(wakeDescriptor, &byte, 1);
}

} // namespace

void ProcessEvents::watchSignals(const QList<int> &signalNumbers)
{
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return;
    for (const int descriptor : pair)
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    wakeDescriptor = pair[0];
    auto *notifier = new QSocketNotifier(pair[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, reader = pair[1]] {
        char byte = 0;
        if (::read(reader, &byte, 1) == 1)
            Q_EMIT signalled(byte);
    });
    for (const int signalNumber : signalNumbers) {
        struct sigaction action = {};
        ::sigaction(signalNumber, nullptr, &action);
        if (action.sa_handler == SIG_IGN)
            continue; // as for what a shell starts with & and nohup: whoever did that meant it
        action = {};
        action.sa_handler = onSignal;
        action.sa_flags = SA_RESTART | int(SA_RESETHAND);
        ::sigaction(signalNumber, &action, nullptr);
    }
}

void ProcessEvents::watchOutput()
{
    if (!isOutputPiped())
        return;
    // poll(2) tells of a pipe without a reader by POLLERR, whatever one asked for: so `| head -1`
    // ends a command at once and not with the next line that it has to say.
    auto *notifier = new QSocketNotifier(STDOUT_FILENO, QSocketNotifier::Exception, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        Q_EMIT outputClosed();
    });
}

#else

void ProcessEvents::watchSignals(const QList<int> &) { }
void ProcessEvents::watchOutput() { }

#endif

} // namespace pushpoint::client
