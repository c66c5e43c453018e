#include "server/net/http/handshake.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

const QByteArray goodKey("dGhlIHNhbXBsZSBub25jZQ==");

QByteArray upgradeTo(const QByteArray &target, const QByteArray &extra = {},
                     const QByteArray &method = "GET")
{
    return method + ' ' + target
        + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + goodKey + "\r\n" + extra + "\r\n";
}

Result<Handshake> check(const QByteArray &bytes)
{
    HttpRequest request;
    const auto head = parseHttpHead(bytes, request);
    if (!head)
        return head.error();
    return checkHandshake(request, *head);
}

} // namespace

class TestHandshake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesNames_data();
    void takesNames();
    void refuses_data();
    void refuses();
    void keepsOriginAndUserAgent();
    void keepsTheFirstSubProtocol_data();
    void keepsTheFirstSubProtocol();
    void canonicalFormHasNothingOfTheClientsButItsKey();
};

void TestHandshake::takesNames_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char *path, const char *name) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(name);
    };
    row("/ws/Bob", "Bob");
    row("/ws/Bob/", "Bob");
    row("/WS/Bob", "Bob"); // but a name keeps its case
    row("/Ws/BOB/", "BOB");
    row("/ws/Bob?x=1", "Bob");
    row("/ws/Bob?x=/a/b", "Bob");
    row("/ws/a%20b", "a b");
    row("/ws/a+b", "a+b");
    row("/ws/a%2Fb", "a/b");
    row("/ws/..%2Fx", "../x");
    row("/ws/..", "..");
    row("/ws/.", ".");
    row("/ws/a%25b", "a%b");
    row("/ws/a%2541", "a%41"); // decoded once
    row("/ws/a%b", "a%b");     // no escape: stands for itself
    row("/ws/100%", "100%");
    row("/ws/%", "%");
    row("/ws/__proto__", "__proto__");
    row("/ws/constructor", "constructor");
    row("/ws/%E6%9D%8E%E9%9B%B7", "李雷");
    row("/ws/%e6%9d%8e%e9%9b%b7", "李雷");
    row("/ws/\xe6\x9d\x8e", "李");
    row("/ws/e%CC%81", "\xc3\xa9"); // brought to NFC
    row("/ws/%F0%9F%99%82", "\xf0\x9f\x99\x82");
    row("/ws/%3Cimg%3E", "<img>");
    row("/ws/%22%5C", "\"\\");
}

void TestHandshake::takesNames()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, name);
    const auto handshake = check(upgradeTo(path));
    QVERIFY2(handshake.ok(), handshake ? "" : handshake.error().word().constData());
    QCOMPARE(handshake->name.utf8(), name);
    QCOMPARE(handshake->key, goodKey);
}

void TestHandshake::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char *name, const QByteArray &bytes, int status, const char *word) {
        QTest::newRow(name) << bytes << status << QByteArray(word);
    };
    const auto with = [](const QByteArray &headers) {
        return "GET /ws/Bob HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
    };
    const QByteArray upgrade("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    const QByteArray version("Sec-WebSocket-Version: 13\r\n");
    const auto key = [](const QByteArray &value) { return "Sec-WebSocket-Key: " + value + "\r\n"; };
    row("no name", upgradeTo("/ws"), 404, "not_found");
    row("empty name", upgradeTo("/ws/"), 404, "not_found");
    row("two slashes", upgradeTo("/ws//"), 404, "not_found");
    row("two segments", upgradeTo("/ws/a/b"), 404, "not_found");
    row("a slash more", upgradeTo("/ws/a//"), 404, "not_found");
    row("another path", upgradeTo("/wsx/a"), 404, "not_found");
    row("up a folder", upgradeTo("/ws/../a"), 404, "not_found");
    row("POST", upgradeTo("/ws/a", {}, "POST"), 405, "method_not_allowed");
    row("HEAD", upgradeTo("/ws/a", {}, "HEAD"), 405, "method_not_allowed");
    row("get", upgradeTo("/ws/a", {}, "get"), 405, "method_not_allowed");
    row("name with a control character", upgradeTo("/ws/a%0Ab"), 400, "bad_name");
    row("name with NUL", upgradeTo("/ws/a%00"), 400, "bad_name");
    row("name with a bidi override", upgradeTo("/ws/%E2%80%AEa"), 400, "bad_name");
    row("name with a zero-width space", upgradeTo("/ws/a%E2%80%8Bb"), 400, "bad_name");
    row("name with a line separator", upgradeTo("/ws/a%E2%80%A8b"), 400, "bad_name");
    row("name of bad UTF-8", upgradeTo("/ws/%FF"), 400, "bad_name");
    row("name of a surrogate", upgradeTo("/ws/%ED%A0%80"), 400, "bad_name");
    row("name overlong", upgradeTo("/ws/%C0%AF"), 400, "bad_name");
    row("name too long", upgradeTo("/ws/" + QByteArray(256, 'a')), 400, "bad_name");
    row("no upgrade", with("Connection: Upgrade\r\n" + version + key(goodKey)), 426,
        "upgrade_required");
    row("no connection", with("Upgrade: websocket\r\n" + version + key(goodKey)), 426,
        "upgrade_required");
    row("another upgrade", with("Upgrade: h2c\r\nConnection: Upgrade\r\n" + version + key(goodKey)),
        426, "upgrade_required");
    row("no version", with(upgrade + key(goodKey)), 426, "upgrade_required");
    row("version 12", with(upgrade + "Sec-WebSocket-Version: 12\r\n" + key(goodKey)), 426,
        "upgrade_required");
    row("version 130", with(upgrade + "Sec-WebSocket-Version: 130\r\n" + key(goodKey)), 426,
        "upgrade_required");
    row("HTTP/1.0", "GET /ws/Bob HTTP/1.0\r\n" + upgrade + version + key(goodKey) + "\r\n", 426,
        "upgrade_required");
    row("no key", with(upgrade + version), 400, "bad_request");
    row("empty key", with(upgrade + version + key({})), 400, "bad_request");
    row("key of 15 bytes", with(upgrade + version + key(QByteArray(15, 'x').toBase64())), 400,
        "bad_request");
    row("key of 17 bytes", with(upgrade + version + key(QByteArray(17, 'x').toBase64())), 400,
        "bad_request");
    row("key no base64", with(upgrade + version + key("dGhlIHNhbXBsZSBub25j!!==")), 400,
        "bad_request");
    row("key without padding", with(upgrade + version + key("dGhlIHNhbXBsZSBub25jZQ")), 400,
        "bad_request");
    row("key with a blank", with(upgrade + version + key("dGhlIHNhbXBsZSB ub25jZQ=")), 400,
        "bad_request");
    row("two keys", upgradeTo("/ws/a", key(goodKey)), 400, "bad_request");
    row("a body", upgradeTo("/ws/a", "Content-Length: 1\r\n"), 400, "bad_request");
    row("a body in chunks", upgradeTo("/ws/a", "Transfer-Encoding: chunked\r\n"), 400,
        "bad_request");
}

void TestHandshake::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, word);
    const auto handshake = check(bytes);
    QVERIFY(!handshake);
    QCOMPARE(handshake.error().word(), word);
    QCOMPARE(handshake.error().httpStatus(), status);
}

void TestHandshake::keepsOriginAndUserAgent()
{
    const auto handshake
        = check(upgradeTo("/ws/a", "origin: http://b\r\nUser-Agent: x/1\r\nContent-Length: 0\r\n"));
    QVERIFY(handshake);
    QCOMPARE(handshake->origin, "http://b");
    QCOMPARE(handshake->userAgent, "x/1");
    QVERIFY(check(upgradeTo("/ws/a"))->origin.isEmpty());
}

void TestHandshake::keepsTheFirstSubProtocol_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("protocol");
    const QByteArray field("Sec-WebSocket-Protocol: ");
    const auto row = [&](const char *name, const QByteArray &lines, const char *protocol) {
        QTest::newRow(name) << lines << QByteArray(protocol);
    };
    row("none", {}, "");
    row("one", field + "chat\r\n", "chat");
    row("in another case", "sec-websocket-PROTOCOL: Chat\r\n", "Chat");
    row("the first of three", field + "chat, superchat,mqtt\r\n", "chat");
    row("the first of two lines", field + "chat, a\r\n" + field + "b\r\n", "chat");
    row("in the second line", field + "\r\n" + field + " b\t,c\r\n", "b");
    row("blanks around it", field + " \t chat \t , b\r\n", "chat");
    row("behind empty elements", field + ", ,\t, chat\r\n", "chat");
    row("nothing but commas", field + ",,,\r\n", "");
    row("all characters of a token", field + "aZ09!#$%&'*+-.^_`|~\r\n", "aZ09!#$%&'*+-.^_`|~");
    for (const char *bad : {"a b", "a/b", "\"a\"", "a;b=1", "a=1", "(a)", "{a}", "a@b", "\xc3\xa9"})
        QTest::newRow(bad) << field + bad + "\r\n" << QByteArray();
    row("the first is no token", field + "a b, c\r\n", "");
}

void TestHandshake::keepsTheFirstSubProtocol()
{
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, protocol);
    const auto handshake = check(upgradeTo("/ws/a", lines));
    QVERIFY(handshake);
    QCOMPARE(handshake->protocol, protocol);
}

void TestHandshake::canonicalFormHasNothingOfTheClientsButItsKey()
{
    const auto handshake = check(upgradeTo("/ws/%E6%9D%8E", "X-Evil: yes\r\nOrigin: http://b\r\n"));
    QVERIFY(handshake);
    const QByteArray bytes = canonicalHandshake(*handshake);
    QVERIFY(bytes.startsWith("GET /ws/upgrade HTTP/1.1\r\n"));
    QVERIFY(bytes.contains(goodKey));
    QVERIFY(bytes.endsWith("\r\n\r\n"));
    QVERIFY(!bytes.contains("Evil") && !bytes.contains("http://b") && !bytes.contains("%E6"));
    HttpRequest request;
    const auto head = parseHttpHead(bytes, request);
    QVERIFY(head);
    QVERIFY(head->upgradesToWebSocket);
}

QTEST_GUILESS_MAIN(TestHandshake)
#include "tst_handshake.moc"
