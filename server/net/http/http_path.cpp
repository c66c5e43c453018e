#include "server/net/http/http_path.h"

#include "server/net/http/handshake.h"

namespace pushpoint {

Path pathOf(QByteArrayView path)
{
    if (path.size() > 1 && path.endsWith('/'))
        path.chop(1);
    const auto is
        = [path](QByteArrayView known) { return path.compare(known, Qt::CaseInsensitive) == 0; };
    if (is("/rest/message"))
        return Path::Message;
    if (is("/rest/messages"))
        return Path::Messages;
    if (isWebSocketPath(path))
        return Path::WebSocket;
    if (is("/rest/connections"))
        return Path::Connections;
    if (startsInAnyCase(path, connectionsOfPrefix))
        return Path::ConnectionsOf;
    if (is("/rest/names"))
        return Path::Names;
    if (is("/healthz"))
        return Path::Health;
    if (is("/readyz"))
        return Path::Readiness;
    if (is("/metrics"))
        return Path::Metrics;
    if (is("/openapi.json"))
        return Path::OpenApi;
    return Path::Site;
}

bool isPost(Path path)
{
    return path == Path::Message || path == Path::Messages;
}

QByteArray methodsOf(Path path)
{
    if (isPost(path))
        return "POST";
    return path == Path::WebSocket ? "GET" : "GET, HEAD";
}

} // namespace pushpoint
