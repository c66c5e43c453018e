#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <chrono>

namespace pushpoint::kit {

/// The host that docs/behind-a-proxy.md is about.
inline constexpr char publicName[] = "push.example.org";

/// A proxy in front of a server, set up by its recipe in docs/behind-a-proxy.md: but for the ports,
/// for where temporary files are, and for what Debian's own files around it say. On loopback, as a
/// process of its own in a folder of its own, ended with this object. Waits by itself.
class Proxy
{
public:
    /// All that the page has a recipe for, which serves a host and a path below it.
    static QStringList names();
    /// HAProxy as it hands on bytes, with a PROXY header in front.
    static QString nameOfHandingOn() { return QStringLiteral("haproxy-proxy-protocol"); }
    /// Why it cannot be run here; empty where it can.
    static QString whyNot(const QString &name);

    enum class Speaks { Plain, Tls }; ///< Plain: without the recipe's certificate

    /// @param silenceMax what stands in for the recipe's 75 s of patience.
    Proxy(const QString &name, quint16 serverPort, std::chrono::seconds silenceMax,
          Speaks speaks = Speaks::Plain);
    ~Proxy();
    Q_DISABLE_COPY_MOVE(Proxy)

    /// True when it listens; else log() has its reasons.
    bool start();
    quint16 port() const { return m_port; }
    QByteArray log() { return m_process.readAll(); }

private:
    QByteArray nginxIn(const QByteArray &folder) const;
    QByteArray haproxyIn(const QByteArray &folder) const;
    QByteArray caddyIn(const QByteArray &folder) const;
    QByteArray apacheIn(const QByteArray &folder) const;
    bool makeCertificate() const;

    const QString m_name;
    const quint16 m_port;
    const quint16 m_otherPort; ///< of what only leads to https
    const bool m_isTls;
    QTemporaryDir m_folder;
    QByteArray m_recipe;
    QProcess m_process;
};

} // namespace pushpoint::kit
