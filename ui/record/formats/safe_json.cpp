#include "ui/record/formats/safe_json.h"

#include <QChar>
#include <QString>

namespace pushpoint {

namespace {

// Escaping is needed for few characters, all of them in the basic plane.
bool isUnsafe(char16_t c)
{
    return c == 0x7F || (c >= 0x80 && c <= 0x9F) || c == 0x2028 || c == 0x2029
        || (QChar::category(static_cast<char32_t>(c)) == QChar::Other_Format && c != 0x200C
            && c != 0x200D); // the joiners, which emoji and Indic scripts need, stay
}

QString escaped(char16_t c)
{
    return QStringLiteral("\\u%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
}

} // namespace

QByteArray safeJson(QByteArrayView json)
{
    const QString text = QString::fromUtf8(json);
    QString out;
    out.reserve(text.size());
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (inString && c == u'\\' && i + 1 < text.size()) {
            out += QChar(c);
            out += text[++i]; // the escaped character, which may be a quote
        } else if (inString && isUnsafe(c)) {
            out += escaped(c);
        } else if (!inString && (c == u'\n' || c == u'\r' || c == u'\t')) {
            out += u' ';
        } else {
            inString ^= c == u'"';
            out += QChar(c);
        }
    }
    return out.toUtf8();
}

} // namespace pushpoint
