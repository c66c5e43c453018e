#include "client/terminal/parts/token_file.h"

#include "client/address/address_options.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pushpoint::client {

namespace {

constexpr qint64 tokenBytesMax = 8 * 1024; // no server takes a longer one

} // namespace

bool isTokenText(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= tokenBytesMax
        && std::ranges::all_of(text, [](char c) { // RFC 6750 §2.1
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                   || QByteArrayView("-._~+/=").contains(c);
           });
}

Result<QByteArray> readTokenFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return badOption(u"cannot read \"%1\": %2"_s.arg(path, file.errorString()));
    const QByteArray token = file.read(tokenBytesMax + 2).trimmed();
    if (!isTokenText(token)) // and it is not quoted: it may be another secret
        return badOption(u"\"%1\" is not one line with a token"_s.arg(path));
    return token;
}

} // namespace pushpoint::client
