#pragma once

#include "server/net/http/body_source.h"
#include "server/net/site/static_site.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace pushpoint {

/// All of an answer's body, whether it came at once or from a source.
inline QByteArray bodyOf(const net::HttpReply &reply)
{
    QByteArray body = reply.body;
    while (reply.source
           && reply.source->appendPiece(body, 64 * 1024) == net::BodySource::Piece::More) { }
    return body;
}

/// A folder `site` to be served, and beside it two with a secret. Made anew for each test.
class SiteFolder
{
public:
    SiteFolder()
    {
        using namespace Qt::StringLiterals;
        write(path(u"index.html"_s), "<h1>root</h1>");
        write(path(u"sub/index.html"_s), "<h1>sub</h1>");
        write(path(u"sub/app.js"_s), "0123456789");
        write(path(u"bare/x.txt"_s), "x");
        write(path(u".hidden"_s), "secret");
        write(path(u".git/config"_s), "secret");
        write(path(u"empty.txt"_s), "");
        write(beside(u"outside/secret.txt"_s), "secret");
        write(beside(u"site-beside/secret.txt"_s), "secret");
    }

    QString path(const QString &name = {}) const
    {
        const QString site = QStringLiteral("site");
        return m_dir.filePath(name.isEmpty() ? site : site + u'/' + name);
    }
    QString beside(const QString &name) const { return m_dir.filePath(name); }

    /// False where it could not be written.
    bool write(const QString &filePath, const QByteArray &bytes) const
    {
        QFile file(filePath);
        return QDir().mkpath(QFileInfo(filePath).path()) && file.open(QIODevice::WriteOnly)
            && file.write(bytes) == bytes.size();
    }

    /// The answer, its body read to the end.
    net::HttpReply answer(const QByteArray &method, const QByteArray &target,
                          QList<net::HttpHeader> headers = {}) const
    {
        net::HttpReply reply
            = net::StaticSite::open(path())->answer(request(method, target, std::move(headers)));
        reply.body = bodyOf(reply);
        return reply;
    }
    net::HttpReply get(const QByteArray &target, QList<net::HttpHeader> headers = {}) const
    {
        return answer("GET", target, std::move(headers));
    }

    static net::HttpRequest request(const QByteArray &method, const QByteArray &target,
                                    QList<net::HttpHeader> headers = {})
    {
        net::HttpRequest out;
        out.method = method;
        out.target = target;
        out.headers = std::move(headers);
        return out;
    }

private:
    QTemporaryDir m_dir;
};

inline QByteArray headerOf(const net::HttpReply &reply, QByteArrayView name)
{
    for (const net::HttpHeader &field : reply.headers) {
        if (field.name.compare(name, Qt::CaseInsensitive) == 0)
            return field.value;
    }
    return {};
}

} // namespace pushpoint
