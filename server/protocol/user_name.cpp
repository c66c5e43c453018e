#include "server/protocol/user_name.h"

#include "server/protocol/limits.h"
#include "server/protocol/percent_encoding.h"

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
    return parse(QByteArrayView(percentDecoded(segment)));
}

QByteArray UserName::toPathSegment() const
{
    return m_utf8.toPercentEncoding();
}

} // namespace pushpoint
