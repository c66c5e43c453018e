#include "client/terminal/parts/json_value.h"

#include "server/protocol/message_parser.h"

#include <QString>
#include <QStringDecoder>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

bool isJsonBlank(char16_t unit)
{
    return unit == u'\n' || unit == u'\r' || unit == u'\t';
}

} // namespace

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    return !decoder.hasError() && (bytes.isEmpty() || !text.isNull());
}

Result<QByteArray> readJsonValue(QByteArrayView json)
{
    const QByteArray value = json.trimmed().toByteArray();
    const auto message = parseJsonMessage("{\"to\":\"x\",\"content\":" + value + '}');
    if (!message) {
        // "The body" of the server's sentence would be unknown here.
        return message.error().code == ErrorCode::ContentMissing ? Error{ErrorCode::BadJson, {}}
                                                                 : message.error();
    }
    if (message->contentJson != value)
        return ErrorCode::BadJson;
    return value;
}

QByteArray jsonOnOneLine(QByteArrayView json)
{
    const QString text = QString::fromUtf8(json);
    QString line;
    line.reserve(text.size());
    for (const QChar unit : text) {
        if (isJsonBlank(unit.unicode()))
            line += u' ';
        else if (isUnsafeToShow(unit.unicode()))
            line += u"\\u%1"_s.arg(int(unit.unicode()), 4, 16, QLatin1Char('0'));
        else
            line += unit;
    }
    return line.toUtf8();
}

bool isUnsafeToShow(char16_t unit)
{
    return unit < 0x20 || (unit >= 0x7f && unit < 0xa0) || unit == 0x2028 || unit == 0x2029
        || (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069);
}

} // namespace pushpoint
