#include "server/protocol/user_name.h"

#include "server/protocol/limits.h"

#include <QList>
#include <QStringDecoder>

#include <algorithm>

namespace pushpoint {

namespace {

bool isPrintableAscii(char c)
{
    return c >= 0x20 && c < 0x7f;
}

// What would let one name look like another on a screen, or break a line of a log: the categories
// C* (control, format with the bidi and zero-width characters, surrogates, private use is allowed)
// and the two separators.
bool isForbidden(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

Result<UserName> UserName::parse(QByteArrayView utf8)
{
    if (utf8.isEmpty() || utf8.size() > nameBytesMax)
        return ErrorCode::BadName;
    if (std::ranges::all_of(utf8, isPrintableAscii))
        return UserName(utf8.toByteArray());
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(utf8);
    if (decoder.hasError())
        return ErrorCode::BadName;
    return parse(QStringView(text));
}

Result<UserName> UserName::parse(QStringView text)
{
    const QString composed = text.toString().normalized(QString::NormalizationForm_C);
    const auto points = composed.toUcs4();
    if (std::ranges::any_of(points, [](uint c) { return isForbidden(c); }))
        return ErrorCode::BadName;
    if (!composed.isValidUtf16())
        return ErrorCode::BadName;
    QByteArray utf8 = composed.toUtf8();
    if (utf8.isEmpty() || utf8.size() > nameBytesMax)
        return ErrorCode::BadName;
    return UserName(std::move(utf8));
}

Result<UserName> UserName::parsePathSegment(QByteArrayView segment)
{
    QByteArray decoded;
    decoded.reserve(segment.size());
    for (qsizetype i = 0; i < segment.size(); ++i) {
        const bool escape = segment[i] == '%' && i + 2 < segment.size()
            && hexValue(segment[i + 1]) >= 0 && hexValue(segment[i + 2]) >= 0;
        if (escape) {
            decoded.append(char(hexValue(segment[i + 1]) * 16 + hexValue(segment[i + 2])));
            i += 2;
        } else {
            decoded.append(segment[i]);
        }
    }
    return parse(QByteArrayView(decoded));
}

QByteArray UserName::toPathSegment() const
{
    return m_utf8.toPercentEncoding();
}

} // namespace pushpoint
