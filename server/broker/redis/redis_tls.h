#pragma once

#include <QString>

#include <memory>
#include <optional>

struct redisContext;

namespace pushpoint::broker {

/// Paths of PEM files; empty: the system's authorities, and no certificate of our own.
struct RedisTlsFiles
{
    QString ca;
    QString certificate;
    QString key;
};

/// TLS on one connection to a Redis: whom it trusts, who it expects, and what went wrong. The bytes
/// go through hiredis' own TLS part; where that was not there when this was built (it came with
/// hiredis 1.0), begin() only says so. Server thread; owned by a RedisLink.
class RedisTls
{
public:
    static bool isAvailable();

    RedisTls();
    ~RedisTls();
    Q_DISABLE_COPY_MOVE(RedisTls)

    /// On a connection that is up, before anything was sent over it. The other side must have a
    /// certificate for this host, a name or an IP address, by somebody who is trusted; what is
    /// written before that is seen leaves after it. The files are read now: renewed ones count
    /// from the next link on. False where the connection is of no use.
    bool begin(redisContext &connection, const QString &host, const RedisTlsFiles &files);
    /// Before each reading and writing: what other links of this thread left behind would be taken
    /// for an error of this one.
    void forgetErrors();
    /// Why TLS ended the connection or could not begin, for people; nothing where it was not TLS:
    /// the other side is gone.
    std::optional<QString> reason() const;

private:
    struct Session;
    std::unique_ptr<Session> m_session;
    std::optional<QString> m_obstacle; ///< here, before anything was sent
};

} // namespace pushpoint::broker
