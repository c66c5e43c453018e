#include "tests/server/crowd.h"

#include <QDeadlineTimer>
#include <QDir>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

int beginToConnect(quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor < 0)
        qFatal("no socket: %s", std::strerror(errno));
    ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    return descriptor;
}

bool mayWait()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR || errno == ENOTCONN;
}

} // namespace

Crowd::Crowd(quint16 port, int count) : m_members(size_t(count))
{
    for (Member &member : m_members)
        member.descriptor = beginToConnect(port);
}

Crowd::~Crowd()
{
    for (size_t i = 0; i < m_members.size(); ++i)
        close(i);
}

void Crowd::close(size_t member)
{
    int &descriptor = m_members[member].descriptor;
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

void Crowd::send(size_t member, const QByteArray &bytes)
{
    m_members[member].unsent += bytes;
}

bool Crowd::waitUntilAll(const std::function<bool(const Member &)> &condition, int timeMs)
{
    const QDeadlineTimer deadline(timeMs);
    while (!std::ranges::all_of(m_members, condition)) {
        if (deadline.hasExpired())
            return false;
        serve(100);
    }
    return true;
}

size_t Crowd::count(const std::function<bool(const Member &)> &condition) const
{
    return size_t(std::ranges::count_if(m_members, condition));
}

void Crowd::serve(int timeMs)
{
    std::vector<pollfd> waiting;
    std::vector<Member *> whose;
    for (Member &member : m_members) {
        if (member.descriptor < 0 || member.ended)
            continue;
        const bool writes = !member.unsent.isEmpty();
        waiting.push_back({member.descriptor, short(POLLIN | (writes ? POLLOUT : 0)), 0});
        whose.push_back(&member);
    }
    if (::poll(waiting.data(), nfds_t(waiting.size()), timeMs) <= 0)
        return;
    for (size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i].revents != 0)
            serveOne(*whose[i]);
    }
}

void Crowd::serveOne(Member &member)
{
    if (!member.unsent.isEmpty()) {
        const ssize_t sent = ::send(member.descriptor, member.unsent.constData(),
                                    size_t(member.unsent.size()), MSG_NOSIGNAL);
        if (sent > 0)
            member.unsent.remove(0, qsizetype(sent));
    }
    char buffer[16 * 1024];
    for (;;) {
        const ssize_t size = ::recv(member.descriptor, buffer, sizeof buffer, 0);
        if (size > 0) {
            member.received.append(buffer, qsizetype(size));
            continue;
        }
        if (size == 0 || !mayWait()) {
            member.ended = true;
            member.refused = size < 0 && errno == ECONNREFUSED;
        }
        return;
    }
}

qsizetype openDescriptors()
{
    return QDir(u"/proc/self/fd"_s)
        .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)
        .size();
}

bool mayOpen(quint64 descriptors)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return false;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_max >= descriptors;
}

} // namespace pushpoint::kit
