#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QUrl>

#include <functional>

namespace pushpoint::kit {

inline constexpr int patienceMs = 15'000;

struct Ended
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    /// Nothing on standard output, and one line on standard error.
    bool complainsInOneLine() const;
};

QProcessEnvironment withoutDisplay();
QProcessEnvironment withOffscreenDisplay();

/// Runs the program to its end.
Ended run(const QStringList &arguments, const QProcessEnvironment &environment = withoutDisplay());

/// The program, serving on a port of its own choice; killed with this object. Waits by itself.
class Running
{
public:
    explicit Running(const QStringList &arguments = {}, bool headless = true,
                     const QProcessEnvironment &environment = withoutDisplay(),
                     const std::function<void()> &inChild = {});
    ~Running();
    Q_DISABLE_COPY_MOVE(Running)

    quint16 port() const { return m_port; } ///< 0: it did not say, nor does the system
    qint64 id() const { return m_process.processId(); }
    const QByteArray &out() const { return m_out; }
    QByteArray err();
    /// Ends it; the exit code, or −1 where it did not end in time or by itself.
    int endBy(int signal);
    /// The whole answer, read to its end; empty where there is none.
    QByteArray get(const QByteArray &target, const QByteArray &headers = {}) const;
    QUrl socketUrl(const QString &name) const;

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
    quint16 m_port = 0;
};

/// Where the process listens, as the system says; 0: nowhere.
quint16 listeningPort(qint64 processId);

} // namespace pushpoint::kit
