#pragma once

#include "server/node/arrival.h"
#include "server/protocol/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace pushpoint::net {

struct HttpHeader
{
    QByteArray name;  ///< as it was sent; compared without regard to case (RFC 9110 §5.1)
    QByteArray value; ///< without the white space around it
};

/// Whether a path begins by this, in any case: so express matches paths.
inline bool startsInAnyCase(QByteArrayView path, QByteArrayView prefix)
{
    return path.size() >= prefix.size()
        && path.first(prefix.size()).compare(prefix, Qt::CaseInsensitive) == 0;
}

/// One request, read in full and already checked against the limits. A value.
struct HttpRequest
{
    QByteArray method;    ///< as sent: methods are case-sensitive (RFC 9110 §9.1)
    QByteArray target;    ///< origin form as sent: path and query, still escaped
    int minorVersion = 1; ///< of HTTP/1.x
    QList<HttpHeader> headers;
    QByteArray body;
    Arrival arrival; ///< valid as long as the request's bytes

    /// The target up to the '?', still escaped.
    QByteArrayView path() const { return QByteArrayView(target).first(pathBytes()); }
    /// What follows the '?', still escaped; empty where there is none.
    QByteArrayView query() const
    {
        const QByteArrayView rest = QByteArrayView(target).sliced(pathBytes());
        return rest.isEmpty() ? rest : rest.sliced(1);
    }
    /// The value of the first field of this name, or nothing.
    std::optional<QByteArrayView> header(QByteArrayView name) const
    {
        for (const HttpHeader &field : headers) {
            if (field.name.compare(name, Qt::CaseInsensitive) == 0)
                return QByteArrayView(field.value);
        }
        return {};
    }

private:
    qsizetype pathBytes() const
    {
        const qsizetype mark = target.indexOf('?');
        return mark < 0 ? target.size() : mark;
    }
};

struct LaterReply;
class BodySource;

/// An answer. `body` and `source` exclude each other. A value; Content-Length, Connection and Date
/// are the sender's business and are not among the headers.
struct HttpReply
{
    int status = 200;
    QByteArray contentType; ///< empty: no Content-Type (304, 405 without body)
    QList<HttpHeader> headers;
    QByteArray body;
    std::optional<ErrorCode> refusedBecause{}; ///< where it is the answer to bad input
    std::shared_ptr<LaterReply> later{};       ///< set: the answer comes there, and this is none
    std::shared_ptr<BodySource> source{};      ///< set: the body is made piece by piece
};

} // namespace pushpoint::net
