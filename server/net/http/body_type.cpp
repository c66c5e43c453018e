#include "server/net/http/body_type.h"

namespace pushpoint::net {

namespace {

// Up to the first ';', without blanks, in lower case.
QByteArray beforeSemicolon(const QByteArray &text)
{
    const qsizetype end = text.indexOf(';');
    return (end < 0 ? text : text.left(end)).trimmed().toLower();
}

} // namespace

BodyType bodyTypeOf(const HttpHead &head)
{
    const QByteArrayView given = head.contentType.value_or(QByteArrayView());
    if (given == "application/json")
        return BodyType::Json; // what nearly all send
    const QByteArray type = given.toByteArray();
    const qsizetype charset = type.toLower().indexOf("charset=");
    if (charset >= 0) {
        const QByteArray value = beforeSemicolon(type.mid(charset + 8)).replace('"', "");
        if (value != "utf-8" && value != "utf8" && value != "us-ascii")
            return BodyType::Other;
    }
    const QByteArray essence = beforeSemicolon(type);
    if (essence == "application/json")
        return BodyType::Json;
    if (essence == "application/x-ndjson")
        return BodyType::JsonLines;
    return essence == "application/x-www-form-urlencoded" ? BodyType::Form : BodyType::Other;
}

} // namespace pushpoint::net
