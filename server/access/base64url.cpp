#include "server/access/base64url.h"

namespace pushpoint::access {

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    QByteArray bytes = QByteArray::fromBase64(text.toByteArray(), QByteArray::Base64UrlEncoding);
    // Qt skips what it does not know; the same text comes back only where there was nothing of it.
    if (toBase64Url(bytes) != text)
        return std::nullopt;
    return bytes;
}

QByteArray toBase64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace pushpoint::access
