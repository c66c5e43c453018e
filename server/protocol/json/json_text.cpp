#include "server/protocol/json/json_text.h"

#include <QString>

#include <algorithm>

namespace pushpoint {

namespace {

constexpr char hexDigits[] = "0123456789abcdef";

void appendEscape(QByteArray &out, char16_t unit)
{
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
        out.append(hexDigits[(unit >> shift) & 0xf]);
}

bool mustBeEscaped(char c)
{
    return c == '"' || c == '\\' || uchar(c) < 0x20;
}

void appendEscaped(QByteArray &out, char c)
{
    switch (c) {
    case '"':
        out.append("\\\"");
        break;
    case '\\':
        out.append("\\\\");
        break;
    case '\n':
        out.append("\\n");
        break;
    case '\r':
        out.append("\\r");
        break;
    case '\t':
        out.append("\\t");
        break;
    default:
        appendEscape(out, uchar(c));
    }
}

// The UTF-16 unit of an escape whose backslash stands at `at`, or 0 where there is none.
char16_t unicodeEscape(QByteArrayView json, qsizetype at)
{
    if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u')
        return 0;
    bool ok = false;
    const ushort unit = json.sliced(at + 2, 4).toByteArray().toUShort(&ok, 16);
    return ok ? unit : 0;
}

} // namespace

QByteArray jsonQuoted(QByteArrayView utf8)
{
    QByteArray out;
    out.reserve(utf8.size() + 2);
    out.append('"');
    auto rest = utf8.begin();
    while (rest != utf8.end()) {
        const auto stop = std::find_if(rest, utf8.end(), mustBeEscaped);
        out.append(QByteArrayView(rest, stop));
        if (stop == utf8.end())
            break;
        appendEscaped(out, *stop);
        rest = stop + 1;
    }
    out.append('"');
    return out;
}

QByteArray jsonQuoted(QStringView text)
{
    if (text.isValidUtf16())
        return jsonQuoted(QByteArrayView(text.toUtf8()));
    QByteArray out("\"");
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool pair
            = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (c.isSurrogate() && !pair) {
            appendEscape(out, c.unicode());
            continue;
        }
        const QByteArray piece = jsonQuoted(QByteArrayView(text.sliced(i, pair ? 2 : 1).toUtf8()));
        out.append(QByteArrayView(piece).sliced(1, piece.size() - 2));
        i += pair ? 1 : 0;
    }
    return out.append('"');
}

QByteArray withoutLoneSurrogates(QByteArrayView json)
{
    QByteArray out = json.toByteArray();
    for (qsizetype at = 0; at < out.size(); ++at) {
        if (out[at] != '\\')
            continue;
        const char16_t unit = unicodeEscape(out, at);
        if (QChar::isHighSurrogate(unit) && QChar::isLowSurrogate(unicodeEscape(out, at + 6))) {
            at += 11;
        } else if (QChar::isSurrogate(unit)) {
            out.replace(at + 2, 4, "FFFD");
            at += 5;
        } else {
            ++at; // the escaped character, which may be a backslash itself
        }
    }
    return out;
}

QByteArray jsonOnOneLine(QByteArrayView json)
{
    const QString text = QString::fromUtf8(json);
    QString line;
    line.reserve(text.size());
    for (const QChar unit : text) {
        if (unit == u'\n' || unit == u'\r' || unit == u'\t')
            line += u' ';
        else if (isUnsafeToShow(unit.unicode()))
            line += QStringLiteral("\\u%1").arg(int(unit.unicode()), 4, 16, QLatin1Char('0'));
        else
            line += unit;
    }
    return line.toUtf8();
}

bool isUnsafeToShow(char16_t unit)
{
    const auto isIn
        = [unit](char16_t first, char16_t last) { return unit >= first && unit <= last; };
    return unit < 0x20 || isIn(0x7f, 0x9f) || unit == 0xad || unit == 0x61c || unit == 0x180e
        || unit == 0x200b || isIn(0x200e, 0x200f) || isIn(0x2028, 0x202e) || isIn(0x2060, 0x206f)
        || unit == 0xfeff || isIn(0xfff9, 0xfffb);
}

} // namespace pushpoint
