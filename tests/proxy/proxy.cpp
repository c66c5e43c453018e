#include "tests/proxy/proxy.h"

#include "tests/server/kit.h"

#include <QFile>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpServer>

#include <unistd.h>

#include <csignal>

using namespace Qt::StringLiterals;

namespace pushpoint::kit {

namespace {

const QString apacheModules = u"/usr/lib/apache2/modules"_s;

/// Free now, and below those that the system gives to whoever asks for any: a proxy takes a moment
/// to start, in which nobody else may get its port.
quint16 quietPort()
{
    QTcpServer probe;
    while (!probe.listen(QHostAddress::LocalHost,
                         quint16(QRandomGenerator::global()->bounded(20'000, 30'000)))) { }
    return probe.serverPort();
}

/// Where Debian has them; /usr/sbin is in nobody's PATH but root's.
QString programOf(const QString &name)
{
    const QString program = name == "apache"_L1 ? u"apache2"_s : name;
    return QStandardPaths::findExecutable(program, {u"/usr/sbin"_s, u"/usr/bin"_s});
}

/// The page's block in the language of this name.
QByteArray recipeOf(const QString &name)
{
    QFile page(QStringLiteral(PUSHPOINT_SOURCE_DIR "/docs/behind-a-proxy.md"));
    if (!page.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = page.readAll();
    const QByteArray fence = "```" + name.toLatin1() + '\n';
    const qsizetype begin = text.indexOf(fence) + fence.size();
    const qsizetype end = text.indexOf("```", begin);
    return begin < fence.size() || end < 0 ? QByteArray() : text.mid(begin, end - begin);
}

void replaceOrDie(QByteArray &text, const QByteArray &before, const QByteArray &after)
{
    if (!text.contains(before))
        qFatal("the recipe has no \"%s\"", before.constData());
    text.replace(before, after);
}

QByteArray nginxAround(const QByteArray &recipe, const QByteArray &folder)
{
    QByteArray text = "daemon off;\nmaster_process off;\npid " + folder
        + "/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n";
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(kind) + "_temp_path " + folder + '/' + kind + ";\n";
    return text + recipe + "}\n";
}

QByteArray apacheAround(const QByteArray &recipe, const QByteArray &folder, const QByteArray &port)
{
    QByteArray text = "PidFile " + folder + "/pid\nDefaultRuntimeDir " + folder
        + "\nErrorLog /dev/stderr\nServerName localhost\nStartServers 1\nListen 127.0.0.1:" + port
        + '\n';
    for (const char *module : {"mpm_event", "authz_core", "alias", "proxy", "proxy_http"})
        text += QByteArray("LoadModule ") + module + "_module " + apacheModules.toLatin1() + "/mod_"
            + module + ".so\n";
    if (::geteuid() == 0)
        text += "User nobody\nGroup nogroup\n";
    return text + recipe;
}

} // namespace

QStringList Proxy::names()
{
    return {u"nginx"_s, u"haproxy"_s, u"caddy"_s, u"apache"_s};
}

QString Proxy::whyNot(const QString &name)
{
    if (programOf(name).isEmpty())
        return name + u" is not installed"_s;
    if (name == "apache"_L1 && !QFile::exists(apacheModules + u"/mod_proxy_http.so"_s))
        return u"apache's modules are not where Debian has them"_s;
    return {};
}

Proxy::Proxy(const QString &name, quint16 serverPort, std::chrono::seconds silenceMax)
    : m_name(name), m_port(quietPort()), m_recipe(recipeOf(name))
{
    replaceOrDie(m_recipe, "127.0.0.1:3000", "127.0.0.1:" + QByteArray::number(serverPort));
    const QByteArray seconds = QByteArray::number(qint64(silenceMax.count()));
    m_recipe.replace("75s", seconds + 's').replace("timeout=75", "timeout=" + seconds);
}

Proxy::~Proxy()
{
    // Its children as well: Apache's wait for their WebSockets to end, whoever has gone.
    if (m_process.processId() > 0)
        ::kill(-pid_t(m_process.processId()), SIGKILL);
    m_process.waitForFinished();
}

QByteArray Proxy::configuration(const QByteArray &folder) const
{
    const QByteArray port = QByteArray::number(m_port);
    QByteArray recipe = m_recipe;
    if (m_name == "nginx"_L1) {
        replaceOrDie(recipe, "listen 80;", "listen 127.0.0.1:" + port + ';');
        return nginxAround(recipe, folder);
    }
    if (m_name == "haproxy"_L1) {
        replaceOrDie(recipe, "bind :80", "bind 127.0.0.1:" + port);
        return recipe;
    }
    if (m_name == "caddy"_L1) {
        replaceOrDie(recipe, "push.example.org {",
                     "http://push.example.org:" + port + " {\n    bind 127.0.0.1");
        return "{\n    admin off\n    storage file_system " + folder + "\n}\n" + recipe;
    }
    replaceOrDie(recipe, "*:80", "127.0.0.1:" + port);
    return apacheAround(recipe, folder, port);
}

bool Proxy::start()
{
    const QString folder = m_folder.path();
    const QString path = folder + u"/conf"_s;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(configuration(folder.toUtf8())) < 0)
        return false;
    file.close();
    QStringList arguments;
    if (m_name == "nginx"_L1)
        arguments = {u"-e"_s, u"stderr"_s, u"-p"_s, folder, u"-c"_s, path};
    else if (m_name == "haproxy"_L1)
        arguments = {u"-db"_s, u"-f"_s, path};
    else if (m_name == "caddy"_L1)
        arguments = {u"run"_s, u"--adapter"_s, u"caddyfile"_s, u"--config"_s, path};
    else
        arguments = {u"-D"_s, u"FOREGROUND"_s, u"-d"_s, folder, u"-f"_s, path};
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, folder); // where caddy keeps what it was told
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(programOf(m_name), arguments);
    return m_process.waitForStarted() && waitUntil([this] {
               QTcpSocket socket;
               socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
               return socket.waitForConnected(500) || m_process.state() == QProcess::NotRunning;
           })
        && m_process.state() == QProcess::Running;
}

} // namespace pushpoint::kit
