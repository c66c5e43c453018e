#include "client/terminal/parts/message_line.h"

#include "client/terminal/parts/json_value.h"
#include "server/protocol/json/json_text.h"

#include <QCoreApplication>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QString escapeOf(char16_t unit)
{
    switch (unit) {
    case u'\n':
        return u"\\n"_s;
    case u'\r':
        return u"\\r"_s;
    case u'\t':
        return u"\\t"_s;
    case u'\\':
        return u"\\\\"_s;
    default:
        // printf's \xHH is a byte, which beyond ASCII would be none of the character's own.
        return unit < 0x80 ? u"\\x%1"_s.arg(int(unit), 2, 16, QLatin1Char('0'))
                           : u"\\u%1"_s.arg(int(unit), 4, 16, QLatin1Char('0'));
    }
}

bool isLoneSurrogate(QStringView text, qsizetype at)
{
    if (text[at].isHighSurrogate())
        return at + 1 >= text.size() || !text[at + 1].isLowSurrogate();
    return text[at].isLowSurrogate() && (at == 0 || !text[at - 1].isHighSurrogate());
}

// A server of another kind may push what is no JSON: that is quoted, so that the line stays JSON.
QByteArray contentJson(const IncomingMessage &message)
{
    if (!message.isJson)
        return jsonQuoted(QStringView(message.text));
    const auto value = readJsonValue(message.text.toUtf8());
    return value ? *value : jsonQuoted(QStringView(message.text));
}

} // namespace

QString escapedForTerminal(const QString &text)
{
    QString line;
    line.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        if (unit == u'\\' || isUnsafeToShow(unit) || isLoneSurrogate(text, i))
            line += escapeOf(unit);
        else
            line += text[i];
    }
    return line;
}

QByteArray messageAsText(const IncomingMessage &message)
{
    const QString from = message.from.isEmpty()
        ? QCoreApplication::translate("Terminal", "(no name)")
        : escapedForTerminal(message.from);
    const QByteArray content = message.isJson ? jsonOnOneLine(message.text.toUtf8())
                                              : escapedForTerminal(message.text).toUtf8();
    return from.toUtf8() + ": " + content;
}

QByteArray messageAsJson(const IncomingMessage &message)
{
    QByteArray line = "{";
    if (!message.from.isEmpty())
        line += "\"from\":" + jsonQuoted(QStringView(message.from)) + ',';
    return jsonOnOneLine(line + "\"content\":" + contentJson(message) + '}');
}

} // namespace pushpoint::client
