#include "ui/record/copy_as.h"

#include "server/protocol/json/json_text.h"
#include "ui/ring/whole_message.h"

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

QString bodyText(const Message &message)
{
    return QString::fromUtf8(jsonOnOneLine(postBody(message)));
}

QString addressBelow(QUrl server, const QByteArray &encodedPath)
{
    server.setPath(QString::fromLatin1(encodedPath), QUrl::TolerantMode);
    server.setQuery(QString());
    server.setFragment(QString());
    return QString::fromLatin1(server.toEncoded());
}

QString postAddress(const QUrl &server)
{
    return addressBelow(server, "/rest/message");
}

} // namespace

QString shellQuoted(const QString &word)
{
    QString inside = word;
    // Ends the quotes, says one by itself, and goes on.
    return u'\'' + inside.replace(u'\'', "'\\''"_L1) + u'\'';
}

QString copyAsCurl(const Message &message, const QUrl &server)
{
    return u"curl -sS -H 'Content-Type: application/json' --data-raw %1 %2"_s.arg(
        shellQuoted(bodyText(message)), shellQuoted(postAddress(server)));
}

std::optional<QString> copyAsWscat(const Message &message, const QUrl &server)
{
    if (!message.from)
        return {};
    QUrl socket = server;
    socket.setScheme(server.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    const QString address = addressBelow(socket, "/ws/" + message.from->toPathSegment());
    const Message unsaid{{}, message.to, message.contentJson, {}};
    return u"wscat -c %1 -x %2"_s.arg(shellQuoted(address), shellQuoted(bodyText(unsaid)));
}

QString copyAsFetch(const Message &message, const QUrl &server)
{
    const auto literal = [](const QString &text) { return QString::fromUtf8(jsonQuoted(text)); };
    return u"fetch(%1, {method: \"POST\", headers: {\"Content-Type\": \"application/json\"}, "
           u"body: %2})"_s.arg(literal(postAddress(server)), literal(bodyText(message)));
}

QString copyAsJson(const std::vector<Message> &messages)
{
    if (messages.size() == 1)
        return bodyText(messages.front());
    QStringList lines;
    for (const Message &message : messages)
        lines += bodyText(message);
    return u"[\n"_s + lines.join(u",\n"_s) + u"\n]"_s;
}

} // namespace pushpoint::ui
