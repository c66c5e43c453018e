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
    QString program = name == "apache"_L1 ? u"apache2"_s : name;
    if (name == Proxy::nameOfHandingOn())
        program = u"haproxy"_s;
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

void removeLinesOrDie(QByteArray &text, const QByteArray &word)
{
    QByteArrayList lines = text.split('\n');
    if (lines.removeIf([&word](const QByteArray &line) { return line.contains(word); }) == 0)
        qFatal("the recipe has no line with \"%s\"", word.constData());
    text = lines.join('\n');
}

QByteArray onLoopback(quint16 port)
{
    return "127.0.0.1:" + QByteArray::number(port);
}

/// One file with both: each of them takes it for the certificate and for the key.
QByteArray certificateIn(const QByteArray &folder)
{
    return folder + "/certificate";
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

Proxy::Proxy(const QString &name, quint16 serverPort, std::chrono::seconds silenceMax,
             Speaks speaks)
    : m_name(name), m_port(quietPort()), m_otherPort(quietPort()), m_isTls(speaks == Speaks::Tls),
      m_recipe(recipeOf(name))
{
    replaceOrDie(m_recipe, "127.0.0.1:3000", onLoopback(serverPort));
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

QByteArray Proxy::nginxIn(const QByteArray &folder) const
{
    QByteArray recipe = m_recipe;
    replaceOrDie(recipe, "listen 80;", "listen " + onLoopback(m_otherPort) + ';');
    replaceOrDie(recipe, "listen 443 ssl;",
                 "listen " + onLoopback(m_port) + (m_isTls ? " ssl;" : ";"));
    if (m_isTls) {
        replaceOrDie(recipe, "/etc/ssl/push.example.org.pem", certificateIn(folder));
        replaceOrDie(recipe, "/etc/ssl/push.example.org.key", certificateIn(folder));
    } else {
        removeLinesOrDie(recipe, "ssl_certificate");
    }
    QByteArray text = "daemon off;\nmaster_process off;\npid " + folder
        + "/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n";
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(kind) + "_temp_path " + folder + '/' + kind + ";\n";
    return text + recipe + "}\n";
}

QByteArray Proxy::haproxyIn(const QByteArray &folder) const
{
    QByteArray recipe = m_recipe;
    const QByteArray tls(" ssl crt /etc/haproxy/push.example.org.pem");
    replaceOrDie(recipe, ":443" + tls,
                 onLoopback(m_port) + (m_isTls ? " ssl crt " + certificateIn(folder) : ""));
    if (m_name == nameOfHandingOn())
        return recipe;
    replaceOrDie(recipe, "bind :80", "bind " + onLoopback(m_otherPort));
    if (!m_isTls)
        removeLinesOrDie(recipe, "redirect scheme https");
    return recipe;
}

QByteArray Proxy::caddyIn(const QByteArray &folder) const
{
    QByteArray recipe = m_recipe;
    const QByteArray certificate = certificateIn(folder);
    replaceOrDie(recipe, "push.example.org {",
                 (m_isTls ? "https" : "http") + QByteArray("://push.example.org:")
                     + QByteArray::number(m_port) + " {\n    bind 127.0.0.1"
                     + (m_isTls ? "\n    tls " + certificate + ' ' + certificate : ""));
    return "{\n    admin off\n    auto_https disable_redirects\n    storage file_system " + folder
        + "\n}\n" + recipe;
}

QByteArray Proxy::apacheIn(const QByteArray &folder) const
{
    QByteArray recipe = m_recipe;
    replaceOrDie(recipe, "*:80>", onLoopback(m_otherPort) + '>');
    replaceOrDie(recipe, "*:443>", onLoopback(m_port) + '>');
    if (m_isTls) {
        replaceOrDie(recipe, "/etc/ssl/push.example.org.pem", certificateIn(folder));
        replaceOrDie(recipe, "/etc/ssl/push.example.org.key", certificateIn(folder));
    } else {
        removeLinesOrDie(recipe, "SSL");
    }
    QByteArray text = "PidFile " + folder + "/pid\nDefaultRuntimeDir " + folder
        + "\nErrorLog /dev/stderr\nServerName localhost\nStartServers 1\nListen "
        + onLoopback(m_port) + "\nListen " + onLoopback(m_otherPort) + '\n';
    for (const char *module :
         {"mpm_event", "authz_core", "alias", "headers", "proxy", "proxy_http", "ssl"})
        text += QByteArray("LoadModule ") + module + "_module " + apacheModules.toLatin1() + "/mod_"
            + module + ".so\n";
    if (::geteuid() == 0)
        text += "User nobody\nGroup nogroup\n";
    return text + recipe;
}

bool Proxy::makeCertificate() const
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.start(u"openssl"_s,
                  {u"req"_s, u"-x509"_s, u"-nodes"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                   u"ec_paramgen_curve:prime256v1"_s, u"-subj"_s, u"/CN=push.example.org"_s,
                   u"-addext"_s, u"subjectAltName=DNS:push.example.org"_s, u"-keyout"_s,
                   u"certificate"_s, u"-out"_s, u"certificate.pem"_s});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        return false;
    QFile both(m_folder.filePath(u"certificate"_s));
    QFile certificate(m_folder.filePath(u"certificate.pem"_s));
    return both.open(QIODevice::Append) && certificate.open(QIODevice::ReadOnly)
        && both.write(certificate.readAll()) > 0;
}

bool Proxy::start()
{
    const QString folder = m_folder.path();
    const QString path = folder + u"/conf"_s;
    QStringList arguments;
    QByteArray text;
    if (m_isTls && !makeCertificate())
        return false;
    if (m_name == "nginx"_L1) {
        text = nginxIn(folder.toUtf8());
        arguments = {u"-e"_s, u"stderr"_s, u"-p"_s, folder, u"-c"_s, path};
    } else if (m_name == "caddy"_L1) {
        text = caddyIn(folder.toUtf8());
        arguments = {u"run"_s, u"--adapter"_s, u"caddyfile"_s, u"--config"_s, path};
    } else if (m_name == "apache"_L1) {
        text = apacheIn(folder.toUtf8());
        arguments = {u"-D"_s, u"FOREGROUND"_s, u"-d"_s, folder, u"-f"_s, path};
    } else {
        text = haproxyIn(folder.toUtf8());
        arguments = {u"-db"_s, u"-f"_s, path};
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
        return false;
    file.close();
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
