#include "server/net/site/static_site.h"

#include "server/net/http/http_date.h"
#include "server/net/site/byte_range.h"
#include "server/net/site/file_body.h"
#include "server/net/site/http_conditions.h"
#include "server/net/site/mime_type.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/percent_encoding.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUtf8StringView>

#include <algorithm>

namespace pushpoint::net {

using namespace Qt::StringLiterals;

namespace {

HttpReply errorReply(ErrorCode code, QList<HttpHeader> headers = {})
{
    const Error error{code, {}};
    headers.append(HttpHeader{"X-Content-Type-Options", "nosniff"});
    return {.status = error.httpStatus(),
            .contentType = "application/json; charset=utf-8",
            .headers = std::move(headers),
            .body = encodeError(error),
            .refusedBecause = code};
}

// What a path asks for: the names from the root down, and whether it ends as folders do.
struct SitePath
{
    QStringList segments;
    bool folder = false;
};

// Cut first and decoded once afterwards, so that an escaped slash is part of a name and not a way
// to another folder. Errors: BadRequest; NotFound for names that are never served.
Result<SitePath> parseSitePath(QByteArrayView path)
{
    if (!path.startsWith('/'))
        return ErrorCode::BadRequest;
    SitePath out{{}, path.endsWith('/')};
    while (!path.isEmpty()) {
        path = path.sliced(1);
        const qsizetype slash = path.indexOf('/');
        const QByteArrayView escaped = slash < 0 ? path : path.first(slash);
        path = slash < 0 ? QByteArrayView() : path.sliced(slash);
        if (escaped.isEmpty())
            continue; // "//" reads as "/", as in express
        const auto name = percentDecodedStrictly(escaped);
        if (!name || name->contains('\0') || !QUtf8StringView(*name).isValidUtf8())
            return ErrorCode::BadRequest;
        // A dot at the beginning is a hidden file, "." or "..". A backslash is a separator on some
        // systems, so it is a name on none.
        if (name->startsWith('.') || name->contains('/') || name->contains('\\'))
            return ErrorCode::NotFound;
        out.segments.append(QString::fromUtf8(*name));
    }
    return out;
}

// Put together anew from the names: what came as "//other.site/x" must not go back as a Location,
// where it would name a host.
HttpReply redirectToFolder(const SitePath &path, QByteArrayView query)
{
    QByteArray location("/");
    for (const QString &segment : path.segments)
        location.append(segment.toUtf8().toPercentEncoding()).append('/');
    if (!query.isEmpty())
        location.append('?').append(query);
    return {.status = 301,
            .contentType = {},
            .headers = {{"Location", location}, {"X-Content-Type-Options", "nosniff"}},
            .body = {}};
}

// Asked of the open file and not of its name, so that both belong to the bytes that are read even
// while the file is being replaced.
Validators validatorsOf(const QFile &file, qint64 sizeBytes)
{
    const qint64 modifiedMs = file.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch();
    const QByteArray tag = "W/\"" + QByteArray::number(sizeBytes, 16) + '-'
        + QByteArray::number(modifiedMs, 16) + '"';
    // Rounded down: a date must not be later than the change (RFC 9110 §8.8.2).
    const qint64 seconds = modifiedMs / 1000 - (modifiedMs % 1000 < 0 ? 1 : 0);
    return {tag, seconds};
}

} // namespace

Result<StaticSite> StaticSite::open(const QString &folder)
{
    const auto missing = [&](const QString &why) {
        return Error{ErrorCode::FolderMissing,
                     u"the folder \"%1\" %2"_s.arg(QDir::toNativeSeparators(folder), why)};
    };
    const QFileInfo info(folder);
    if (folder.isEmpty() || !info.exists())
        return missing(u"does not exist"_s);
    if (!info.isDir())
        return missing(u"is not a folder"_s);
    if (!info.isReadable() || !info.isExecutable())
        return missing(u"cannot be read"_s);
    const QString root = info.canonicalFilePath();
    return StaticSite(root.endsWith(u'/') ? root : root + u'/');
}

HttpReply StaticSite::answer(const HttpRequest &request) const
{
    if (request.method != "GET" && request.method != "HEAD")
        return errorReply(ErrorCode::MethodNotAllowed, {{"Allow", "GET, HEAD"}});
    const auto parsed = parseSitePath(request.path());
    if (!parsed)
        return errorReply(parsed.error().code);
    QStringList segments = parsed->segments;
    if (parsed->folder)
        segments.append(u"index.html"_s);
    const QString path = canonicalPath(segments);
    if (path.isEmpty())
        return errorReply(ErrorCode::NotFound);
    const QFileInfo info(path);
    if (info.isDir() && !parsed->folder)
        return redirectToFolder(*parsed, request.query());
    if (!info.isFile()) // a pipe or a device would block
        return errorReply(ErrorCode::NotFound);
    return answerFile(request, path, segments.constLast());
}

// Where the names lead after all links, or nothing where that is nowhere, outside of the folder or
// a name that is never served.
QString StaticSite::canonicalPath(const QStringList &segments) const
{
    const QString path = QFileInfo(m_rootPrefix + segments.join(u'/')).canonicalFilePath();
    if (path + u'/' == m_rootPrefix)
        return path;
    // A dot behind the slash that ends the folder's own path, or behind a later one.
    const bool served
        = path.startsWith(m_rootPrefix) && path.indexOf(u"/."_s, m_rootPrefix.size() - 1) < 0;
    return served ? path : QString();
}

HttpReply StaticSite::answerFile(const HttpRequest &request, const QString &path,
                                 const QString &fileName) const
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return errorReply(ErrorCode::NotFound);
    const qint64 size = file->size();
    const Validators validators = validatorsOf(*file, size);
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    HttpReply reply;
    reply.headers = {{"Cache-Control", "public, max-age=0"},
                     {"ETag", validators.entityTag},
                     {"Last-Modified", httpDate(validators.lastModifiedSeconds)},
                     {"X-Content-Type-Options", "nosniff"}};
    switch (evaluateConditions(request, validators, now)) {
    case Condition::PreconditionFailed:
        return errorReply(ErrorCode::PreconditionFailed);
    case Condition::NotModified:
        reply.status = 304;
        return reply;
    case Condition::Proceed:
        break;
    }
    reply.contentType = contentTypeOf(fileName);
    reply.headers.append(HttpHeader{"Accept-Ranges", "bytes"});

    ByteRange range;
    const auto asked = request.header("Range");
    // RFC 9110 §14.2: only GET knows ranges.
    if (asked && request.method == "GET" && rangeStillHolds(request, validators, now))
        range = parseByteRange(*asked, size);
    switch (range.kind) {
    case ByteRange::Kind::Whole:
        range.sizeBytes = size;
        break;
    case ByteRange::Kind::Unsatisfiable:
        return errorReply(ErrorCode::RangeNotSatisfiable,
                          {{"Content-Range", "bytes */" + QByteArray::number(size)}});
    case ByteRange::Kind::Part:
        reply.status = 206;
        reply.headers.append(
            HttpHeader{"Content-Range",
                       "bytes " + QByteArray::number(range.offsetBytes) + '-'
                           + QByteArray::number(range.offsetBytes + range.sizeBytes - 1) + '/'
                           + QByteArray::number(size)});
        break;
    }
    if (!file->seek(range.offsetBytes))
        return errorReply(ErrorCode::Internal);
    reply.source = std::make_shared<FileBody>(std::move(file), range.sizeBytes);
    return reply;
}

} // namespace pushpoint::net
