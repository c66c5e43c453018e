#include "server/protocol/user_name.h"

#include "server/protocol/limits.h"
#include "server/protocol/name_text.h"
#include "server/protocol/percent_encoding.h"

#include <QStringDecoder>

#include <algorithm>

namespace pushpoint {

namespace {

bool isPrintableAscii(char c)
{
    return c >= 0x20 && c < 0x7f;
}

} // namespace

Result<UserName> UserName::parse(QByteArrayView utf8)
{
    if (utf8.isEmpty() || utf8.size() > nameBytesMax)
        return ErrorCode::BadName;
    if (std::ranges::all_of(utf8, isPrintableAscii))
        return UserName(utf8.toByteArray());
    // Without the second flag a zero-width mark at the beginning would be taken for a byte order
    // mark and lost.
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless
                               | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(utf8);
    if (decoder.hasError())
        return ErrorCode::BadName;
    return parseText(text);
}

Result<UserName> UserName::parse(QStringView text)
{
    return parseText(text.toString());
}

Result<UserName> UserName::parseText(const QString &text)
{
    const QString composed = text.normalized(QString::NormalizationForm_C);
    if (!isVisibleText(composed))
        return ErrorCode::BadName;
    QByteArray utf8 = composed.toUtf8();
    if (utf8.isEmpty() || utf8.size() > nameBytesMax)
        return ErrorCode::BadName;
    return UserName(std::move(utf8));
}

Result<UserName> UserName::parsePathSegment(QByteArrayView segment)
{
    return parse(QByteArrayView(percentDecoded(segment)));
}

QByteArray UserName::toPathSegment() const
{
    return m_utf8.toPercentEncoding();
}

} // namespace pushpoint
