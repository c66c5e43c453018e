#include "client/terminal/parts/console.h"

#include "client/terminal/parts/exit_code.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace pushpoint::client {

using namespace Qt::StringLiterals;

void holdStandardStreams()
{
#ifdef Q_OS_UNIX
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // open(2) takes the lowest number that is free, which is this one.
        if (::fcntl(descriptor, F_GETFD) == -1)
            ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
#endif
}

void printLine(const QByteArray &line)
{
    const QByteArray bytes = line + '\n';
    const bool written
        = std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size())
        && std::fflush(stdout) == 0;
    if (written)
        return;
    const int error = errno;
    if (error == EPIPE)
        endByBrokenPipe();
    tell(u"standard output cannot be written: "_s + QString::fromLocal8Bit(std::strerror(error)));
    std::_Exit(exitFailed);
}

void tell(const QString &line)
{
    // One write a line, so that lines of several processes do not mix.
    const QByteArray bytes = "pushpoint-client: " + line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
}

void endByBrokenPipe()
{
#ifdef Q_OS_UNIX
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
#endif
    std::_Exit(exitFailed); // where SIGPIPE is blocked, or not known
}

bool isOutputPiped()
{
#ifdef Q_OS_UNIX
    struct stat status = {};
    return ::fstat(STDOUT_FILENO, &status) == 0
        && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
#else
    return false;
#endif
}

} // namespace pushpoint::client
