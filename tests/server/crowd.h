#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <functional>
#include <vector>

namespace pushpoint::kit {

/// Thousands of TCP clients at once, without a QTcpSocket each: plain descriptors, all of them
/// served while waiting. On the test's thread.
class Crowd
{
public:
    struct Member
    {
        int descriptor = -1;
        QByteArray unsent;
        QByteArray received; ///< all of it
        bool ended = false;  ///< the server has closed or reset the connection
        bool refused = false;
    };

    /// Begins to connect all of them, one right after the other, and waits for none.
    Crowd(quint16 port, int count);
    ~Crowd();
    Q_DISABLE_COPY_MOVE(Crowd)

    /// What the member says as soon as it can.
    void send(size_t member, const QByteArray &bytes);
    /// Reads and writes for all until the condition holds for each; false when patience ends.
    bool waitUntilAll(const std::function<bool(const Member &)> &condition, int timeMs = 30'000);
    /// Hangs up.
    void close(size_t member);

    const std::vector<Member> &members() const { return m_members; }
    size_t count(const std::function<bool(const Member &)> &condition) const;

private:
    void serve(int timeMs);
    static void serveOne(Member &member);

    std::vector<Member> m_members;
};

/// How many descriptors this process has open; 0 where that cannot be told.
qsizetype openDescriptors();
/// Raises this process's limit as far as it may; false where that leaves less than wanted.
bool mayOpen(quint64 descriptors);

} // namespace pushpoint::kit
