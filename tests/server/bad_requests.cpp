#include "tests/server/bad_requests.h"

#include "server/protocol/limits.h"
#include "tests/server/kit.h"

namespace pushpoint::kit {

namespace {

const QByteArray json("Content-Type: application/json\r\n");
const QByteArray form("Content-Type: application/x-www-form-urlencoded\r\n");
const QByteArray good("{\"to\":\"Bob\",\"content\":1}");

QByteArray raw(const QByteArray &requestLine, const QByteArray &headers = "Host: localhost\r\n")
{
    return requestLine + "\r\n" + headers + "\r\n";
}

/// A good post but for these headers, which stand in place of the type's.
QByteArray postWith(const QByteArray &headers, const QByteArray &body = good)
{
    return request("POST", "/rest/message", headers, body);
}

/// A good post but for its head, in which only the Host is there already.
QByteArray bare(const QByteArray &headers, const QByteArray &body = good)
{
    return "POST /rest/message HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n" + body;
}

QByteArray sized(qsizetype bodyBytes)
{
    const QByteArray start("{\"to\":\"Bob\",\"content\":\"");
    return start + QByteArray(bodyBytes - start.size() - 2, 'x') + "\"}";
}

QByteArray nested(int depth) // the message's own object counted
{
    return "{\"to\":\"Bob\",\"content\":" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']')
        + '}';
}

using List = QList<BadRequest>;

void addHeads(List &list)
{
    const auto bad = [&](const char *name, const QByteArray &bytes) {
        list.append({name, bytes, 400, "bad_request", true, {}});
    };
    bad("empty target", raw("GET  HTTP/1.1"));
    bad("no version", raw("GET /"));
    bad("garbage", "\x01\x02\x03\r\n\r\n");
    bad("TLS hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15));
    bad("bare LF", "GET / HTTP/1.1\nHost: localhost\n\n");
    bad("bare LF in the headers", "GET / HTTP/1.1\r\nHost: localhost\n\r\n");
    bad("bare CR in the target", raw("GET /a\rb HTTP/1.1"));
    bad("bare CR in a value", raw("GET / HTTP/1.1", "Host: localhost\r\nX: a\rb\r\n"));
    bad("NUL in a value", raw("GET / HTTP/1.1", QByteArray("Host: localhost\r\nX: a\0b\r\n", 25)));
    bad("escape in a value", raw("GET / HTTP/1.1", "Host: localhost\r\nX: \x1b[2J\r\n"));
    bad("folded header", raw("GET / HTTP/1.1", "Host: localhost\r\nX: a\r\n b\r\n"));
    bad("blank before the colon", raw("GET / HTTP/1.1", "Host : localhost\r\n"));
    bad("header without a colon", raw("GET / HTTP/1.1", "Host: localhost\r\nX\r\n"));
    bad("header without a name", raw("GET / HTTP/1.1", "Host: localhost\r\n: x\r\n"));
    bad("no host", raw("GET / HTTP/1.1", {}));
    bad("two hosts", raw("GET / HTTP/1.1", "Host: localhost\r\nHost: localhost\r\n"));
    bad("fragment in the target", raw("GET /#x HTTP/1.1"));
    bad("target without a slash", raw("GET x HTTP/1.1"));
    bad("CONNECT-like target", raw("GET localhost:80 HTTP/1.1"));
    list.append({"HTTP/2.0", raw("GET / HTTP/2.0"), 505, "http_version_not_supported", true, {}});
    list.append({"HTTP/0.9", raw("GET / HTTP/0.9"), 505, "http_version_not_supported", true, {}});
    list.append({"preface of HTTP/2",
                 "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                 505,
                 "http_version_not_supported",
                 true,
                 {}});
}

void addSizes(List &list)
{
    const Limits limits;
    const auto over = [&](const char *name, const QByteArray &bytes, int status, const char *word) {
        list.append({name, bytes, status, word, true, {}});
    };
    over("request line + 1",
         raw("GET /" + QByteArray(limits.requestLineBytesMax - 13, 'x') + " HTTP/1.1"), 414,
         "uri_too_long");
    over("endless request line", QByteArray(limits.requestLineBytesMax * 4, 'x'), 414,
         "uri_too_long");
    over("header line + 1",
         get("/healthz", "X: " + QByteArray(limits.headerLineBytesMax - 2, 'x') + "\r\n"), 431,
         "headers_too_large");
    const QByteArray line("X: " + QByteArray(4000, 'x') + "\r\n");
    over("headers together", get("/healthz", line.repeated(5)), 431, "headers_too_large");
    over("endless headers", "GET / HTTP/1.1\r\n" + line.repeated(20), 431, "headers_too_large");
    over("header lines + 1",
         get("/healthz", QByteArray("X: 1\r\n").repeated(limits.headerLinesMax)), 431,
         "headers_too_large");
    over("body + 1", postWith(json, sized(limits.bodyBytesMax + 1)), 413, "body_too_large");
    over("body far too large, unsent", bare(json + "Content-Length: 9000000000\r\n", {}), 413,
         "body_too_large");
    over("body beyond 64 bits", bare(json + "Content-Length: 99999999999999999999999\r\n", {}), 413,
         "body_too_large");
    over("form + 1", postWith(form, "to=Bob&content=" + QByteArray(limits.bodyBytesMax - 14, 'x')),
         413, "body_too_large");
    over("body + 1 of a read",
         request("GET", "/healthz", {}, QByteArray(limits.bodyBytesMax + 1, 'x')), 413,
         "body_too_large");
}

void addFraming(List &list)
{
    const auto bad = [&](const char *name, const QByteArray &headers) {
        list.append({name, bare(json + headers), 400, "bad_request", true, {}});
    };
    bad("length with a letter", "Content-Length: 24x\r\n");
    bad("length with a sign", "Content-Length: +24\r\n");
    bad("length below zero", "Content-Length: -1\r\n");
    bad("length in hexadecimal", "Content-Length: 0x18\r\n");
    bad("length empty", "Content-Length:\r\n");
    bad("length as a list", "Content-Length: 24, 24\r\n");
    bad("length twice", "Content-Length: 24\r\nContent-Length: 24\r\n");
    bad("two lengths", "Content-Length: 24\r\nContent-Length: 0\r\n");
    const auto unsized = [&](const char *name, const QByteArray &headers, const QByteArray &body) {
        list.append({name, bare(json + headers, body), 411, "length_required", true, {}});
    };
    unsized("no length", {}, good);
    unsized("no length, no body", {}, {});
    unsized("chunks of something packed", "Transfer-Encoding: gzip, chunked\r\n", {});
    bad("chunked and length", "Content-Length: 24\r\nTransfer-Encoding: chunked\r\n");
    bad("length and chunked", "Transfer-Encoding: chunked\r\nContent-Length: 24\r\n");
    bad("identity", "Transfer-Encoding: identity\r\nContent-Length: 24\r\n");
    bad("coding spelt oddly", "Transfer-Encoding: xchunked\r\n");
    bad("chunked not last", "Transfer-Encoding: chunked, identity\r\n");
    list.append({"chunked in HTTP/1.0",
                 "POST /rest/message HTTP/1.0\r\n" + json + "Transfer-Encoding: chunked\r\n\r\n",
                 400,
                 "bad_request",
                 true,
                 {}});
    list.append({"expectation",
                 bare(json + "Expect: the-worst\r\nContent-Length: 24\r\n"),
                 417,
                 "expectation_failed",
                 true,
                 {}});
}

void addChunks(List &list)
{
    const Limits limits;
    const auto row = [&](const char *name, const QByteArray &chunks, int status, const char *word,
                         const QByteArray &path = "/rest/message") {
        list.append({name,
                     request("POST", path, json + "Transfer-Encoding: chunked\r\n") + chunks,
                     status,
                     word,
                     true,
                     {}});
    };
    row("chunk without a size", "\r\n" + good + "\r\n0\r\n\r\n", 400, "bad_request");
    row("chunk of a size in decimals", "24x\r\n" + good + "\r\n0\r\n\r\n", 400, "bad_request");
    row("chunk shorter than its size", "19\r\n" + good + "\r\n0\r\n\r\n", 400, "bad_request");
    row("chunk with bare LF", "18\n" + good + "\n0\n\n", 400, "bad_request");
    row("chunk with a request for a trailer", "18\r\n" + good + "\r\n0\r\n" + get("/healthz"), 400,
        "bad_request");
    row("chunk too large, unsent", QByteArray::number(limits.bodyBytesMax + 1, 16), 413,
        "body_too_large");
    row("chunk beyond 64 bits", "fffffffffffffffff\r\n", 413, "body_too_large");
    row("chunk + 1 of a batch", QByteArray::number(limits.batchBytesMax + 1, 16), 413,
        "body_too_large", "/rest/messages");
    row("chunks without end", QByteArray("2\r\n  \r\n").repeated(limits.bodyBytesMax / 2 + 1), 413,
        "body_too_large");
    row("extensions without end", "1;" + QByteArray(limits.headersBytesMax, 'x'), 431,
        "headers_too_large");
    row("trailers without end",
        "0\r\n" + QByteArray("X: y\r\n").repeated(limits.headerLinesMax + 1), 431,
        "headers_too_large");
}

void addPathsAndMethods(List &list)
{
    const auto method
        = [&](const QByteArray &verb, const QByteArray &path, const QByteArray &allow) {
              list.append({verb + ' ' + path, request(verb, path, json, good), 405,
                           "method_not_allowed", true, allow});
          };
    for (const char *verb : {"GET", "PUT", "DELETE", "PATCH", "post", "POSTS"})
        method(verb, "/rest/message", "POST");
    for (const char *path : {"/rest/connections", "/rest/names", "/healthz", "/admin/server"})
        method("POST", path, "GET, HEAD");
    for (const char *verb : {"POST", "PUT", "PATCH", "delete"})
        method(verb, "/rest/connections/Bob", "GET, HEAD, DELETE");
    for (const char *verb : {"GET", "PUT", "DELETE"})
        method(verb, "/admin/reload", "POST");
    method("TRACE", "/healthz", "GET, HEAD");
    method("POST", "/ws/Bob", "GET");
    method("PUT", "/ws/Bob", "GET");
    const auto none = [&](const QByteArray &path) {
        list.append(
            {"path " + path, request("POST", path, json, good), 404, "not_found", false, {}});
    };
    none("/rest/messagex");
    none("/rest/message//");
    none("/rest//message");
    none("/rest/message%2F");
    none("/%72est/message");
}

void addTypes(List &list)
{
    const auto type = [&](const char *name, const QByteArray &headers) {
        list.append({name, postWith(headers), 415, "unsupported_media_type", true, {}});
    };
    type("no type", {});
    type("empty type", "Content-Type:\r\n");
    type("text/plain", "Content-Type: text/plain\r\n");
    type("multipart", "Content-Type: multipart/form-data; boundary=x\r\n");
    type("json by another name", "Content-Type: text/json\r\n");
    type("json-like", "Content-Type: application/jsonx\r\n");
    type("type with a comma", "Content-Type: application/json, text/plain\r\n");
    type("UTF-16", "Content-Type: application/json; charset=utf-16\r\n");
    type("Latin 1", "Content-Type: application/json; charset=\"ISO-8859-1\"\r\n");
    type("br", json + "Content-Encoding: br\r\n");
    type("gzip twice", json + "Content-Encoding: gzip, gzip\r\n");
    type("gzip in two fields", json + "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n");
    // What is left of such a body is not looked at.
    const auto damaged = [&](const char *name, const QByteArray &headers) {
        list.append({name, postWith(headers), 400, "bad_request", true, {}});
    };
    damaged("gzip that is none", json + "Content-Encoding: gzip\r\n");
    damaged("deflate that is none", json + "Content-Encoding: deflate\r\n");
    damaged("form, gzip that is none", form + "Content-Encoding: gzip\r\n");
}

void addBodies(List &list)
{
    const auto body = [&](const QByteArray &text, const char *word) {
        list.append(
            {"body " + text.left(60).simplified(), postWith(json, text), 400, word, false, {}});
    };
    const auto to
        = [&](const QByteArray &name) { body("{\"to\":" + name + ",\"content\":1}", "bad_name"); };
    for (const char *text : {"",
                             " ",
                             "x",
                             "nul",
                             "null",
                             "1",
                             "\"text\"",
                             "[]",
                             "[{\"to\":\"Bob\"}]",
                             "{",
                             "}",
                             "{}}",
                             "{\"to\"}",
                             "{\"to\":\"Bob\",}",
                             "{'to':'Bob','content':1}",
                             "{\"to\":\"Bob\" \"content\":1}",
                             "{\"to\":\"Bob\",\"content\":1}x",
                             "{\"to\":\"Bob\",\"content\":1}{}",
                             "{\"to\":\"Bob\",\"content\":tru}",
                             "{\"to\":\"Bob\",\"content\":\"a\nb\"}",
                             "{\"to\":\"Bob\",\"content\":\"\\x\"}",
                             "{\"to\":\"Bob\",\"content\":\"\\u12\"}",
                             "{\"to\":\"Bob\",\"content\":\"\xff\"}",
                             "{\"to\":\"Bob\",\"content\":\"\xc0\xaf\"}",
                             "{\"to\":\"Bob\",\"content\":\"\xed\xa0\x80\"}",
                             "{\"to\":\"Bob\",\"content\":1 /* x */}",
                             "\xef\xbb\xbf[]",
                             "{to:\"Bob\",content:1}",
                             "{\"to\":\"Bob\",\"content\":NaN}"})
        body(text, "bad_json");
    for (const char *number :
         {"01", "1.", "-", "1e", "1e400", "18446744073709551616", "-9223372036854775809"})
        body(QByteArray("{\"to\":\"Bob\",\"content\":") + number + '}', "bad_number");
    body(nested(65), "json_too_deep");
    body(nested(20'000), "json_too_deep");
    body(QByteArray(50'000, '['), "bad_json");
    body("{}", "to_missing");
    body("{\"content\":1}", "to_missing");
    body("{\"To\":\"Bob\",\"content\":1}", "to_missing");
    body("{\"to\":\"Bob\"}", "content_missing");
    body("{\"to\":\"Bob\",\"Content\":1}", "content_missing");
    for (const char *name : {"1", "null", "[\"Bob\"]", "{}", "\"\"", "\"a\\u0000b\"", "\"a\\nb\"",
                             "\"\\u202eBob\"", "\"Bob\\u200b\"", "\"a\\u2028b\"", "\"\\ud800\""})
        to(name);
    to('"' + QByteArray(256, 'n') + '"');
    body("{\"from\":\"\",\"to\":\"Bob\",\"content\":1}", "bad_name");
    body("{\"from\":7,\"to\":\"Bob\",\"content\":1}", "bad_name");
    for (const char *id : {"1", "null", "\"\"", "[]"})
        body(QByteArray("{\"to\":\"Bob\",\"content\":1,\"id\":") + id + '}', "bad_id");
    body("{\"to\":\"Bob\",\"content\":1,\"id\":\"" + QByteArray(65, 'i') + "\"}", "bad_id");
    const auto formBody = [&](const QByteArray &text, const char *word) {
        list.append({"form " + text.left(60), postWith(form, text), 400, word, false, {}});
    };
    formBody("", "to_missing");
    formBody("to=Bob", "content_missing");
    formBody("content=1", "to_missing");
    formBody("to=&content=1", "bad_name");
    formBody("to=a%00b&content=1", "bad_name");
    formBody("to=%FF&content=1", "bad_form");
    formBody("to=Bob&content=%C0%AF", "bad_form");
}

void addUpgrades(List &list)
{
    const QByteArray upgrade("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    const QByteArray version("Sec-WebSocket-Version: 13\r\n");
    const QByteArray key("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    const auto row = [&](const char *name, const QByteArray &bytes, int status, const char *word,
                         const char *allow = "") {
        list.append({name, bytes, status, word, true, allow});
    };
    row("upgrade without a name", get("/ws", upgrade + version + key), 404, "not_found");
    row("upgrade of two segments", get("/ws/a/b", upgrade + version + key), 404, "not_found");
    row("upgrade of a bad name", get("/ws/a%00", upgrade + version + key), 400, "bad_name");
    row("upgrade without a key", get("/ws/a", upgrade + version), 400, "bad_request");
    row("upgrade by version 8", get("/ws/a", upgrade + "Sec-WebSocket-Version: 8\r\n" + key), 426,
        "upgrade_required");
    row("upgrade by HEAD", request("HEAD", "/ws/a", upgrade + version + key), 405, "", "GET");
    row("upgrade by POST", request("POST", "/ws/a", upgrade + version + key, good), 405,
        "method_not_allowed", "GET");
    row("no upgrade at all", get("/ws/a"), 426, "upgrade_required");
    row("foreign origin", get("/ws/a", upgrade + version + key + "Origin: http://evil.example\r\n"),
        403, "foreign_origin");
    row("origin null", get("/ws/a", upgrade + version + key + "Origin: null\r\n"), 403,
        "foreign_origin");
    row("post of a foreign page", postWith(json + "Origin: http://evil.example\r\n"), 403,
        "foreign_origin");
    row("post across sites", postWith(json + "Sec-Fetch-Site: cross-site\r\n"), 403,
        "foreign_origin");
    row("another host", raw("GET /healthz HTTP/1.1", "Host: evil.example\r\n"), 421, "wrong_host");
}

} // namespace

QList<BadRequest> badRequests()
{
    List list;
    addHeads(list);
    addSizes(list);
    addFraming(list);
    addChunks(list);
    addPathsAndMethods(list);
    addTypes(list);
    addBodies(list);
    addUpgrades(list);
    return list;
}

QList<BadRequest> requestsAtTheBound()
{
    const Limits limits;
    List list;
    const auto row = [&](const char *name, const QByteArray &bytes) {
        list.append({name, bytes, 200, {}, false, {}});
    };
    row("request line",
        raw("GET /healthz?" + QByteArray(limits.requestLineBytesMax - 22, 'x') + " HTTP/1.1"));
    const QByteArray host(
        "Host: 127.0.0.1\r\n"); // which get() adds; all together have a bound, too
    row("header line",
        get("/healthz",
            "X: " + QByteArray(limits.headersBytesMax - host.size() - 5, 'x') + "\r\n"));
    row("header lines",
        get("/healthz", QByteArray("X: 1\r\n").repeated(limits.headerLinesMax - 1)));
    row("body", postWith(json, sized(limits.bodyBytesMax)));
    row("form", postWith(form, "to=Bob&content=" + QByteArray(limits.bodyBytesMax - 15, 'x')));
    row("body of a read", request("GET", "/healthz", {}, QByteArray(limits.bodyBytesMax, 'x')));
    row("depth", postWith(json, nested(64)));
    row("name", postWith(json, "{\"to\":\"" + QByteArray(255, 'n') + "\",\"content\":1}"));
    row("id",
        postWith(json, "{\"to\":\"Bob\",\"content\":1,\"id\":\"" + QByteArray(64, 'i') + "\"}"));
    row("type with parameters", postWith("Content-Type: Application/JSON ; charset=\"UTF-8\"\r\n"));
    row("own origin", postWith(json + "Origin: http://127.0.0.1\r\n"));
    return list;
}

} // namespace pushpoint::kit
