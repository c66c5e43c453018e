#include "server/protocol/user_name.h"

#include "server/protocol/limits.h"
#include "server/protocol/percent_encoding.h"

#include <QStringDecoder>

#include <algorithm>

namespace pushpoint {

namespace {

bool isPrintableAscii(char c)
{
    return c >= 0x20 && c < 0x7f;
}

// What would let one name look like another on a screen, or break a line of a log: the categories
// of control, of format (the bidi and zero-width characters) and of surrogates, and the two
// separators. Private use is allowed.
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

bool hasForbidden(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        if (isForbidden(c)) // a lone surrogate has a category of its own
            return true;
    }
    return false;
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
    if (hasForbidden(composed))
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
