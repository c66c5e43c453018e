#include "server/net/http/content_coding.h"

namespace pushpoint::net {

ContentCoding contentCodingOf(QByteArrayView value)
{
    const auto is = [value](const char *known) {
        return value.compare(QByteArrayView(known), Qt::CaseInsensitive) == 0;
    };
    if (value.isEmpty() || is("identity"))
        return ContentCoding::Identity;
    if (is("gzip") || is("x-gzip")) // RFC 9110 §8.4.1.3
        return ContentCoding::Gzip;
    return is("deflate") ? ContentCoding::Deflate : ContentCoding::Other;
}

} // namespace pushpoint::net
