#include "server/net/system/process_facts.h"

#include <QDateTime>
#include <QFile>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <ctime>
#endif

namespace pushpoint::net {

namespace {

#ifdef Q_OS_UNIX
double secondsOf(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}
#endif

#ifdef Q_OS_LINUX
QByteArray fileOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// proc(5): field 22 of stat is the start in clock ticks since the boot. The second field, the
// program's name in parentheses, may hold anything, so counting begins behind it.
double startTime()
{
    const QByteArray stat = fileOf(QStringLiteral("/proc/self/stat"));
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    timespec sinceBoot{};
    if (fields.size() < 20 || ::clock_gettime(CLOCK_BOOTTIME, &sinceBoot) != 0)
        return 0;
    const double started = fields[19].toDouble() / double(::sysconf(_SC_CLK_TCK));
    const double age = double(sinceBoot.tv_sec) + double(sinceBoot.tv_nsec) / 1e9 - started;
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000 - age;
}

qint64 residentSize()
{
    const QByteArrayList pages = fileOf(QStringLiteral("/proc/self/statm")).split(' ');
    return pages.size() < 2 ? 0 : pages[1].toLongLong() * ::sysconf(_SC_PAGESIZE);
}
#else
double startTime()
{
    return double(QDateTime::currentMSecsSinceEpoch()) / 1000; // of the first look
}

qint64 residentSize()
{
    return 0;
}
#endif

} // namespace

ProcessFacts readProcessFacts()
{
    // Once: worked out anew it would differ by a hair each time, and look like a restart.
    static const double startTimeSeconds = startTime();
    ProcessFacts facts;
    facts.startTimeSeconds = startTimeSeconds;
    facts.residentBytes = residentSize();
#ifdef Q_OS_UNIX
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0)
        facts.cpuSeconds = secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
#endif
    return facts;
}

} // namespace pushpoint::net
