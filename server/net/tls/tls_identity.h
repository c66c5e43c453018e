#pragma once

#include "server/net/tls/tls_context.h"

#include <QDateTime>

#include <array>

namespace pushpoint::net {

/// What the server presents itself by at the moment: read again when its files change, so that a
/// renewed certificate serves new connections while the old ones go on. What happens is logged.
/// Server thread.
class TlsIdentity
{
public:
    /// Error: as TlsContext::load().
    static Result<std::unique_ptr<TlsIdentity>> open(const TlsFiles &files);
    /// Gives back what OpenSSL keeps for this thread, so when all connections are gone: a thread
    /// that ends does it by itself, but perhaps while the process ends, too.
    ~TlsIdentity();
    Q_DISABLE_COPY_MOVE(TlsIdentity)

    /// For connections that begin now. Never null.
    const std::shared_ptr<const TlsContext> &context() const { return m_context; }

    /// Looks at the files once a second, however often it is called; reads them a second after they
    /// have changed, for the two of them are rarely written in one moment.
    void poll(qint64 nowMs);
    /// Reads them now. Where they are of no use, it is logged and the old ones serve on.
    void readAgain();

private:
    /// By which a change is seen.
    struct Stamp
    {
        QDateTime modified;
        qint64 bytes = 0;
        bool operator==(const Stamp &) const = default;
    };
    using Stamps = std::array<Stamp, 2>;

    TlsIdentity(TlsFiles files, std::shared_ptr<const TlsContext> context);
    Stamps stamps() const;

    const TlsFiles m_files;
    std::shared_ptr<const TlsContext> m_context;
    Stamps m_seen;
    bool m_hasChanged = false; ///< since they were read
    qint64 m_nextLookMs = 0;
};

} // namespace pushpoint::net
