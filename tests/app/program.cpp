#include "tests/app/program.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

bool Ended::complainsInOneLine() const
{
    return out.isEmpty() && err.startsWith("pushpoint: ") && err.count('\n') == 1
        && err.endsWith('\n');
}

QProcessEnvironment withoutDisplay()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(name));
    return environment;
}

QProcessEnvironment withOffscreenDisplay()
{
    auto environment = withoutDisplay();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    return environment;
}

Ended run(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PUSHPOINT_PROGRAM), arguments);
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished();
    }
    const bool byItself = process.exitStatus() == QProcess::NormalExit;
    return {byItself ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

Running::Running(const QStringList &arguments, bool headless,
                 const QProcessEnvironment &environment, const std::function<void()> &inChild)
{
    m_process.setProcessEnvironment(environment);
    if (inChild)
        m_process.setChildProcessModifier(inChild);
    QStringList all{u"--port"_s, u"0"_s};
    if (headless)
        all.append(u"--headless"_s);
    m_process.start(QStringLiteral(PUSHPOINT_PROGRAM), all + arguments);
    const bool isUp = QTest::qWaitFor(
        [this, inChild] {
            m_out += m_process.readAllStandardOutput();
            if (inChild) // may have closed standard output
                m_port = listeningPort(id());
            return m_port != 0 || m_out.contains('\n') || m_process.state() == QProcess::NotRunning;
        },
        patienceMs);
    static const QRegularExpression line(u"^listening on https?://[^ ]+:(\\d+)\n$"_s);
    const auto match = line.match(QString::fromUtf8(m_out));
    if (isUp && match.hasMatch())
        m_port = match.captured(1).toUShort();
}

Running::~Running()
{
    m_process.kill();
    m_process.waitForFinished();
}

QByteArray Running::err()
{
    m_err += m_process.readAllStandardError();
    return m_err;
}

int Running::endBy(int signal)
{
    ::kill(pid_t(id()), signal);
    const bool ended
        = QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, patienceMs);
    return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QByteArray Running::get(const QByteArray &target, const QByteArray &headers) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    socket.write("GET " + target + " HTTP/1.0\r\n" + headers + "\r\n");
    while (socket.waitForReadyRead(patienceMs)) { }
    return socket.readAll();
}

QUrl Running::socketUrl(const QString &name) const
{
    return QUrl(u"ws://127.0.0.1:%1/ws/%2"_s.arg(m_port).arg(name));
}

quint16 listeningPort(qint64 processId)
{
    const QString process = u"/proc/%1/"_s.arg(processId);
    QStringList sockets; // numbers of inodes
    const QDir descriptors(process + u"fd"_s);
    for (const QFileInfo &file : descriptors.entryInfoList(QDir::System | QDir::Files)) {
        const QString target = file.symLinkTarget();
        if (const qsizetype at = target.indexOf("socket:["_L1); at >= 0)
            sockets.append(target.sliced(at + 8).chopped(1));
    }
    QFile table(process + u"net/tcp"_s); // proc(5)
    if (!table.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : table.readAll().split('\n')) {
        const QByteArrayList fields = line.simplified().split(' ');
        if (fields.value(3) == "0A" && sockets.contains(QString::fromLatin1(fields.value(9))))
            return fields[1].split(':').last().toUShort(nullptr, 16);
    }
    return 0;
}

} // namespace pushpoint::kit
