#include "server/net/site/built_in_page.h"

#include "server/net/http/http_writer.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>

namespace pushpoint::net {

namespace {

// Nothing from elsewhere, no inline script or style, no frame around us. Sockets are named by
// scheme because not every browser takes 'self' for ws:.
constexpr char contentSecurityPolicy[]
    = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
      "connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

QByteArray typeOf(const QString &path)
{
    if (path.endsWith(QLatin1String(".html")))
        return "text/html; charset=utf-8";
    if (path.endsWith(QLatin1String(".css")))
        return "text/css; charset=utf-8";
    if (path.endsWith(QLatin1String(".js")))
        return "text/javascript; charset=utf-8";
    if (path.endsWith(QLatin1String(".svg")))
        return "image/svg+xml";
    if (path.endsWith(QLatin1String(".png")))
        return "image/png";
    return "application/octet-stream";
}

} // namespace

BuiltInPage::BuiltInPage(const QString &resourceFolder)
{
    QDirIterator files(resourceFolder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        File entry{typeOf(path), {}, file.readAll()};
        entry.etag = '"'
            + QCryptographicHash::hash(entry.bytes, QCryptographicHash::Sha256).toHex().left(16)
            + '"';
        const QByteArray webPath = path.mid(resourceFolder.size()).toUtf8();
        if (webPath == "/index.html")
            m_files.insert("/", entry);
        m_files.insert(webPath, entry);
    }
}

HttpReply BuiltInPage::answer(const HttpRequest &request) const
{
    const auto found = m_files.constFind(request.path().toByteArray());
    if (found == m_files.constEnd())
        return errorReply({ErrorCode::NotFound, {}});
    if (request.method != "GET" && request.method != "HEAD")
        return errorReply({ErrorCode::MethodNotAllowed, {}}, "GET, HEAD");
    HttpReply reply;
    reply.headers = {{"ETag", found->etag},
                     {"Cache-Control", "no-cache"},
                     {"Content-Security-Policy", contentSecurityPolicy},
                     {"X-Content-Type-Options", "nosniff"},
                     {"Referrer-Policy", "no-referrer"}};
    if (request.header("If-None-Match").value_or(QByteArrayView()) == found->etag) {
        reply.status = 304;
        return reply;
    }
    reply.contentType = found->contentType;
    reply.body = found->bytes;
    return reply;
}

} // namespace pushpoint::net
