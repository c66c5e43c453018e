#include "server/net/shares/limited.h"

namespace pushpoint::net {

namespace {

QString textOf(Share share)
{
    switch (share) {
    case Share::SocketPublishes:
        return QStringLiteral("too many messages of this connection; come back later");
    case Share::NamePublishes:
        return QStringLiteral("too many messages of this sender; come back later");
    case Share::AddressPublishes:
        return QStringLiteral("too many messages from this address; come back later");
    case Share::AddressUpgrades:
        return QStringLiteral("too many new connections from this address; come back later");
    }
    Q_UNREACHABLE();
}

} // namespace

Error Limited::toError() const
{
    return {ErrorCode::TooManyRequests, textOf(share)};
}

QByteArray Limited::option() const
{
    return "--" + QByteArray(shareWords[size_t(share)]).replace('_', '-') + "-per-second-max";
}

} // namespace pushpoint::net
