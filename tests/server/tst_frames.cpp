#include "tests/server/frame_client.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::kit;

namespace {

constexpr int text = 0x81;
constexpr int binary = 0x82;
constexpr int closing = 0x88;
constexpr int ping = 0x89;
constexpr int pong = 0x8a;
constexpr int lives = -1; ///< instead of a close code: the connection goes on

const QByteArray zeroMask(4, '\0');

QByteArray hello(const QByteArray &content)
{
    return "{\"to\":\"Li\",\"content\":\"" + content + "\"}";
}

QByteArray sized(qsizetype bytes)
{
    return hello(QByteArray(bytes - hello({}).size(), 'x'));
}

/// A message cut into as many fragments.
QByteArray fragmented(const QByteArray &message, int count)
{
    QByteArray bytes;
    const qsizetype piece = message.size() / count;
    for (int i = 0; i < count; ++i) {
        const bool last = i == count - 1;
        const QByteArray part = last ? message.mid(i * piece) : message.mid(i * piece, piece);
        bytes += clientFrame((i == 0 ? 1 : 0) | (last ? 0x80 : 0), part);
    }
    return bytes;
}

} // namespace

/// The frames of clients by RFC 6455 §5, through the whole server, with a healthy pair alongside.
class TestFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void meansWhatTheStandardSays_data();
    void meansWhatTheStandardSays();
    void meansTheSameByteByByte_data() { meansWhatTheStandardSays_data(); }
    void meansTheSameByteByByte();
    void joinsFragments();
    void joinsACharacterSplitOverTwoFragments();
    void answersAPingWithinAFragmentedMessage();
    void answersPingsWithTheirPayload();
    void repeatsTheCloseCode_data();
    void repeatsTheCloseCode();
    void deliversNothingSentBehindAClose();

private:
    void addRow(const char *name, const QByteArray &bytes, int code)
    {
        QTest::newRow(name) << bytes << code;
    }
    void addHeadRows();
    void addTextRows();
    void addFragmentRows();
    void addControlRows();
    void check(bool byteByByte);

    std::unique_ptr<LiveServer> m_server;
    std::unique_ptr<HealthyPair> m_pair;
};

void TestFrames::initTestCase()
{
    m_server = std::make_unique<LiveServer>();
    m_pair = std::make_unique<HealthyPair>(m_server->port());
    QVERIFY(m_pair->isOpenInTime());
}

void TestFrames::addHeadRows()
{
    const QByteArray message = hello("a");
    addRow("text", clientFrame(text, message), lives);
    addRow("unmasked", clientFrameHead(text, 0, quint64(message.size()), false) + message, 1002);
    addRow("unmasked ping", clientFrameHead(ping, 0, 0, false), 1002);
    for (const int reserved : {0x40, 0x20, 0x10, 0x70}) {
        addRow(("reserved bits " + QByteArray::number(reserved, 16)).constData(),
               clientFrame(text | reserved, message), 1002);
        addRow(("reserved bits of a ping " + QByteArray::number(reserved, 16)).constData(),
               clientFrame(ping | reserved, {}), 1002);
    }
    for (const int opcode : {3, 4, 5, 6, 7, 0xb, 0xc, 0xd, 0xe, 0xf})
        addRow(("opcode " + QByteArray::number(opcode)).constData(),
               clientFrame(0x80 | opcode, "x"), 1002);
    addRow("binary", clientFrame(binary, message), 1003);
    addRow("binary, empty", clientFrame(binary, {}), 1003);
    addRow("binary, fragmented", clientFrame(0x02, "a"), 1003);
    addRow("length of 5 in two bytes", clientFrameHead(text, 2, 5) + zeroMask + "hello", 1002);
    addRow("length of 125 in two bytes",
           clientFrameHead(text, 2, 125) + zeroMask + QByteArray(125, 'x'), 1002);
    addRow("length of 125 in eight bytes",
           clientFrameHead(text, 8, 125) + zeroMask + QByteArray(125, 'x'), 1002);
    addRow("length of 65535 in eight bytes", clientFrameHead(text, 8, 0xffff) + zeroMask, 1002);
    addRow("length with the highest bit", clientFrameHead(text, 8, quint64(1) << 63) + zeroMask,
           1002);
    addRow("nearly 2^63 bytes", clientFrameHead(text, 8, ~quint64(0) >> 1) + zeroMask, 1009);
    addRow("4 GiB", clientFrameHead(text, 8, quint64(1) << 32) + zeroMask, 1009);
}

void TestFrames::addTextRows()
{
    const Limits limits;
    addRow("64 KiB", clientFrame(text, sized(limits.clientMessageBytesMax)), lives);
    addRow("64 KiB + 1", clientFrame(text, sized(limits.clientMessageBytesMax + 1)), 1009);
    addRow("64 KiB + 1, only announced",
           clientFrameHead(text, 8, quint64(limits.clientMessageBytesMax + 1)) + zeroMask, 1009);
    addRow("125 bytes", clientFrame(text, sized(125)), lives);
    addRow("126 bytes", clientFrame(text, sized(126)), lives);
    addRow("empty", clientFrame(text, {}), lives);
    addRow("no JSON", clientFrame(text, "hello"), lives);
    for (const char *bad : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80",
                            "\xe6\x9d", "\xf0\x82\x82\xac"})
        addRow(("UTF-8 " + QByteArray(bad).toHex()).constData(), clientFrame(text, bad), 1007);
    addRow("UTF-8 at its ends",
           clientFrame(text, hello("\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbd\xf4\x8f\xbf\xbf")),
           lives);
    addRow("UTF-8 cut at the end of the last fragment",
           clientFrame(0x01, "\xe6") + clientFrame(0x80, "\x9d"), 1007);
}

void TestFrames::addFragmentRows()
{
    const Limits limits;
    addRow("two fragments", fragmented(hello("ab"), 2), lives);
    addRow("1,024 fragments", fragmented(sized(5000), limits.clientFragmentsMax), lives);
    addRow("1,025 fragments", fragmented(sized(5000), limits.clientFragmentsMax + 1), 1009);
    addRow("fragments too large together", fragmented(sized(limits.clientMessageBytesMax + 1), 3),
           1009);
    addRow("fragments at the bound together", fragmented(sized(limits.clientMessageBytesMax), 3),
           lives);
    addRow("empty fragments",
           clientFrame(0x01, {}) + clientFrame(0x00, {}) + clientFrame(0x80, hello("a")), lives);
    addRow("continuation of nothing", clientFrame(0x80, "a"), 1002);
    addRow("continuation of nothing, not last", clientFrame(0x00, "a"), 1002);
    addRow("continuation after the end", fragmented(hello("ab"), 2) + clientFrame(0x80, "a"), 1002);
    addRow("text within a fragmented text", clientFrame(0x01, "a") + clientFrame(text, "b"), 1002);
    addRow("a second beginning", clientFrame(0x01, "a") + clientFrame(0x01, "b"), 1002);
    addRow("ping within",
           clientFrame(0x01, hello("a").left(5)) + clientFrame(ping, "p")
               + clientFrame(0x80, hello("a").mid(5)),
           lives);
    addRow("close within", clientFrame(0x01, "a") + clientFrame(closing, closePayload(1000)), 1000);
}

void TestFrames::addControlRows()
{
    addRow("ping", clientFrame(ping, {}), lives);
    addRow("ping of 125", clientFrame(ping, QByteArray(125, 'p')), lives);
    addRow("ping of 126", clientFrame(ping, QByteArray(126, 'p')), 1002);
    addRow("ping of 70,000", clientFrameHead(ping, 8, 70'000) + zeroMask, 1002);
    addRow("ping fragmented", clientFrame(0x09, "p"), 1002);
    addRow("ping of bad UTF-8", clientFrame(ping, "\xff"), lives);
    addRow("pong unasked", clientFrame(pong, "p"), lives);
    addRow("pong of 126", clientFrame(pong, QByteArray(126, 'p')), 1002);
    addRow("pong fragmented", clientFrame(0x0a, {}), 1002);
    addRow("close fragmented", clientFrame(0x08, closePayload(1000)), 1002);
    addRow("close of 126", clientFrame(closing, closePayload(1000, QByteArray(124, 'r'))), 1002);
    addRow("close of one byte", clientFrame(closing, "\x03"), 1002);
    addRow("close reason of bad UTF-8", clientFrame(closing, closePayload(1000, "\xff")), 1007);
    for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        addRow(("close " + QByteArray::number(code)).constData(),
               clientFrame(closing, closePayload(code)), 1002);
}

void TestFrames::meansWhatTheStandardSays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    addHeadRows();
    addTextRows();
    addFragmentRows();
    addControlRows();
}

void TestFrames::check(bool byteByByte)
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    FrameClient client(m_server->port(), "Li");
    if (byteByByte)
        client.raw().sendByteByByte(bytes);
    else
        client.raw().send(bytes);
    if (code == lives) {
        QVERIFY(client.isAlive());
    } else {
        QCOMPARE(client.closeCode(), code);
        QVERIFY(client.raw().isClosedInTime());
    }
    QCOMPARE(m_pair->complaint(), QByteArray());
}

void TestFrames::meansWhatTheStandardSays()
{
    check(false);
}

void TestFrames::meansTheSameByteByByte()
{
    QFETCH(QByteArray, bytes);
    if (bytes.size() > 8000)
        bytes.clear(); // long ones are cut by the network as it is
    if (!bytes.isEmpty())
        check(true);
}

void TestFrames::joinsFragments()
{
    FrameClient client(m_server->port(), "Li");
    client.raw().send(fragmented(hello("0123456789"), 7));
    QCOMPARE(client.next().payload, "{\"from\":\"Li\",\"content\":\"0123456789\"}");
}

void TestFrames::joinsACharacterSplitOverTwoFragments()
{
    const QByteArray message = hello("\xe6\x9d\x8e\xf0\x9f\x99\x82");
    for (qsizetype cut = 0; cut <= message.size(); ++cut) {
        FrameClient client(m_server->port(), "Li");
        client.raw().send(clientFrame(0x01, message.left(cut))
                          + clientFrame(0x80, message.mid(cut)));
        QCOMPARE(client.next().payload,
                 "{\"from\":\"Li\",\"content\":\"\xe6\x9d\x8e\xf0\x9f\x99\x82\"}");
    }
}

void TestFrames::answersAPingWithinAFragmentedMessage()
{
    FrameClient client(m_server->port(), "Li");
    client.raw().send(clientFrame(0x01, hello("a").left(5)) + clientFrame(ping, "now"));
    const ServerFrame answer = client.next();
    QCOMPARE(answer.first, pong);
    QCOMPARE(answer.payload, "now");
    client.raw().send(clientFrame(0x80, hello("a").mid(5)));
    QCOMPARE(client.next().payload, "{\"from\":\"Li\",\"content\":\"a\"}");
}

void TestFrames::answersPingsWithTheirPayload()
{
    FrameClient client(m_server->port(), "Li");
    QByteArray bytes;
    for (int i = 0; i < 100; ++i)
        bytes += clientFrame(ping, QByteArray::number(i));
    client.raw().send(bytes);
    for (int i = 0; i < 100; ++i) {
        const ServerFrame answer = client.next();
        QCOMPARE(answer.first, pong);
        QCOMPARE(answer.payload, QByteArray::number(i));
    }
}

// 1012 to 1014 were registered after RFC 6455: taken, but QWebSocket answers them by 1002.
void TestFrames::repeatsTheCloseCode_data()
{
    QTest::addColumn<int>("code");
    for (const int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
        QTest::newRow(QByteArray::number(code)) << code;
}

void TestFrames::repeatsTheCloseCode()
{
    QFETCH(int, code);
    FrameClient client(m_server->port(), "Li");
    client.raw().send(clientFrame(closing, closePayload(code, "bye")));
    QCOMPARE(client.closeCode(), code);
    QVERIFY(client.raw().isClosedInTime());
}

void TestFrames::deliversNothingSentBehindAClose()
{
    FrameClient client(m_server->port(), "Li");
    client.raw().send(clientFrame(closing, closePayload(1000))
                      + clientFrame(text, "{\"to\":\"Bob\",\"content\":\"never\"}"));
    QCOMPARE(client.closeCode(), 1000);
    QVERIFY(client.raw().isClosedInTime());
    QCOMPARE(m_pair->complaint(), QByteArray());
}

QTEST_GUILESS_MAIN(TestFrames)
#include "tst_frames.moc"
