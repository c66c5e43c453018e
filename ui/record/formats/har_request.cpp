#include "ui/record/formats/har_request.h"

#include "server/protocol/json/json_text.h"
#include "ui/ring/whole_message.h"

#include <QUrlQuery>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// The head of a request, as far as it can be read.
struct Head
{
    QByteArray method{"POST"};
    QByteArray target{"/rest/message"};
    QByteArray version{"HTTP/1.1"};
    QByteArrayList headers; ///< pairs, written
};

bool isSecret(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower == "cookie" || lower == "authorization" || lower == "proxy-authorization";
}

Head headOf(const QByteArray &text)
{
    Head head;
    if (text.isEmpty()) {
        head.headers += harPair("Content-Type", "application/json");
        return head;
    }
    QByteArrayList lines = text.split('\n');
    const QByteArrayList start = lines.takeFirst().trimmed().split(' ');
    if (start.size() == 3) {
        head.method = start[0];
        head.target = start[1];
        head.version = start[2];
    }
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0 || isSecret(line.first(colon)))
            continue;
        // RFC 9110 §5.5: what is in a value beyond ASCII has no meaning that one could rely on.
        const QByteArray value = QString::fromLatin1(line.sliced(colon + 1).trimmed()).toUtf8();
        head.headers += harPair(line.first(colon), value);
    }
    return head;
}

QByteArray text(QByteArrayView bytes)
{
    return jsonQuoted(QString::fromUtf8(bytes));
}

QByteArray queryOf(const QUrl &url)
{
    QByteArrayList pairs;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        pairs += harPair(name.toUtf8(), value.toUtf8());
    return '[' + pairs.join(',') + ']';
}

QByteArray postText(const TrafficEvent &event)
{
    if (const auto message = wholeMessage(event))
        return postBody(*message);
    const QByteArray content = wholeContent(event);
    return content.isEmpty() ? event.preview : content; // as far as it is known
}

} // namespace

QByteArray harPair(QByteArrayView name, QByteArrayView value)
{
    return "{\"name\":" + text(name) + ",\"value\":" + text(value) + '}';
}

QByteArray harRequest(const TrafficEvent &event, const QUrl &server)
{
    const QByteArray written = event.trace ? event.trace->requestHead : QByteArray();
    const Head head = headOf(written);
    const QUrl url = server.resolved(QUrl::fromEncoded(head.target));
    const QByteArray headBytes = QByteArray::number(written.isEmpty() ? -1 : written.size());
    return "{\"method\":" + text(head.method) + ",\"url\":" + text(url.toEncoded())
        + ",\"httpVersion\":" + text(head.version) + ",\"cookies\":[],\"headers\":["
        + head.headers.join(',') + "],\"queryString\":" + queryOf(url)
        + ",\"headersSize\":" + headBytes
        + ",\"bodySize\":-1,\"postData\":{\"mimeType\":\"application/json\",\"params\":[],\"text\":"
        + text(postText(event)) + "}}";
}

QByteArray harSocketRequest(const QByteArray &name, const QUrl &server)
{
    QUrl url = server;
    url.setScheme(server.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    url.setPath(u"/ws/"_s + QString::fromLatin1(name.toPercentEncoding()), QUrl::TolerantMode);
    return "{\"method\":\"GET\",\"url\":" + text(url.toEncoded())
        + ",\"httpVersion\":\"HTTP/1.1\",\"cookies\":[],\"headers\":[],\"queryString\":[],"
          "\"headersSize\":-1,\"bodySize\":0}";
}

int statusOf(const TrafficEvent &event)
{
    if (event.kind != TrafficKind::Refused)
        return 200;
    for (int i = 0; i <= static_cast<int>(ErrorCode::HttpVersionNotSupported); ++i) {
        const Error error{static_cast<ErrorCode>(i), {}};
        if (error.word() == event.note)
            return error.httpStatus();
    }
    return 400;
}

} // namespace pushpoint::ui
