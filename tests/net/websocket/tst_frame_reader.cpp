#include "server/net/websocket/frame_reader.h"

#include <QTest>
#include <QtEndian>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

QByteArray masked(const QByteArray &payload)
{
    const QByteArray mask("\x11\x22\x33\x44", 4);
    QByteArray out = mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        out.append(char(payload[i] ^ mask[i % 4]));
    return out;
}

QByteArray lengthByte(qsizetype size)
{
    QByteArray out;
    if (size < 126)
        return out.append(char(0x80 | size));
    const bool wide = size > 0xffff;
    out.append(char(0x80 | (wide ? 127 : 126)));
    char bytes[8];
    if (wide)
        qToBigEndian(quint64(size), bytes);
    else
        qToBigEndian(quint16(size), bytes);
    return out.append(bytes, wide ? 8 : 2);
}

QByteArray frame(int first, const QByteArray &payload)
{
    return QByteArray(1, char(first)) + lengthByte(payload.size()) + masked(payload);
}

QByteArray closePayload(int code, const QByteArray &reason = {})
{
    return QByteArray(1, char(code >> 8)) + char(code & 0xff) + reason;
}

// Until all is taken or something is wrong.
std::optional<FrameReader::Refusal> feed(FrameReader &reader, QByteArrayView bytes,
                                         std::vector<ReadFrame> &frames)
{
    while (!bytes.isEmpty()) {
        auto [frame, refusal] = reader.next(bytes);
        if (refusal)
            return refusal;
        if (frame)
            frames.push_back(std::move(*frame));
    }
    return {};
}

constexpr int text = 0x81;
constexpr int textBegins = 0x01;
constexpr int continues = 0x00;
constexpr int ends = 0x80;
constexpr int closes = 0x88;
constexpr int ping = 0x89;
constexpr int pong = 0x8a;

} // namespace

class TestFrameReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatIsRight_data();
    void takesWhatIsRight();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void refusesBeforeThePayloadCame();
    void isMidwayOnlyWithinAMessage();
    void takesOneFrameAtATime();
    void findsTheCloseBehindWhatItRefused_data();
    void findsTheCloseBehindWhatItRefused();
    void aRefusedCloseIsAClose();

private:
    const Limits m_limits;
};

void TestFrameReader::takesWhatIsRight_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QByteArray>>("payloads");
    const auto row = [](const char *name, const QByteArray &bytes, QList<QByteArray> payloads) {
        QTest::newRow(name) << bytes << payloads;
    };
    row("text", frame(text, "hello"), {"hello"});
    row("empty text", frame(text, ""), {""});
    for (const int size : {1, 125, 126, 127, 65535, 65536}) {
        const QByteArray payload(size, 'x');
        QTest::addRow("text of %d bytes", size)
            << frame(text, payload) << QList<QByteArray>{payload};
    }
    row("two in one", frame(text, "a") + frame(text, "b"), {"a", "b"});
    row("fragments", frame(textBegins, "he") + frame(continues, "l") + frame(ends, "lo"),
        {"hello"});
    row("empty fragments", frame(textBegins, "") + frame(continues, "") + frame(ends, ""), {""});
    row("a character split over two fragments", frame(textBegins, "\xe6\x9d") + frame(ends, "\x8e"),
        {"李"});
    row("a ping between fragments", frame(textBegins, "a") + frame(ping, "p") + frame(ends, "b"),
        {"p", "ab"});
    row("a pong of 125 bytes", frame(pong, QByteArray(125, 'p')), {QByteArray(125, 'p')});
    row("1,024 fragments",
        frame(textBegins, "x") + frame(continues, "x").repeated(1022) + frame(ends, "x"),
        {QByteArray(1024, 'x')});
    row("close without a code", frame(closes, ""), {""});
    for (const int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1014, 3000, 3999, 4000, 4999})
        QTest::addRow("close %d", code)
            << frame(closes, closePayload(code)) << QList<QByteArray>{closePayload(code)};
    row("close with a reason", frame(closes, closePayload(1000, "再见")),
        {closePayload(1000, "再见")});
}

void TestFrameReader::takesWhatIsRight()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QByteArray>, payloads);
    // Whole, and byte by byte: the cuts must make no difference.
    for (const qsizetype piece : {bytes.size(), qsizetype(1), qsizetype(3)}) {
        FrameReader reader(m_limits);
        std::vector<ReadFrame> frames;
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            QVERIFY(!feed(reader, bytes.mid(at, piece), frames));
        QList<QByteArray> taken;
        for (const ReadFrame &read : frames)
            taken.append(read.payload);
        QCOMPARE(taken, payloads);
        QVERIFY(!reader.isMidway());
    }
}

void TestFrameReader::refusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &bytes, CloseCode code) {
        QTest::newRow(name) << bytes << int(code);
    };
    const auto broken = CloseCode::ProtocolError;
    row("unmasked", QByteArray("\x81\x01x", 3), broken);
    row("unmasked ping", QByteArray("\x89\x00", 2), broken);
    for (const int bit : {0x40, 0x20, 0x10})
        QTest::addRow("reserved bit %x", bit) << frame(text | bit, "x") << int(broken);
    for (const int opcode : {3, 4, 5, 6, 7, 0xb, 0xc, 0xd, 0xe, 0xf})
        QTest::addRow("opcode %x", opcode) << frame(0x80 | opcode, "") << int(broken);
    row("binary", frame(0x82, "x"), CloseCode::BinaryRefused);
    row("fragmented binary", frame(0x02, "x"), CloseCode::BinaryRefused);
    row("nothing to continue", frame(ends, "x"), broken);
    row("nothing to continue any more", frame(text, "x") + frame(continues, "x"), broken);
    row("text within a message", frame(textBegins, "x") + frame(text, "x"), broken);
    row("fragmented ping", frame(0x09, "x"), broken);
    row("fragmented close", frame(0x08, ""), broken);
    row("ping of 126 bytes", frame(ping, QByteArray(126, 'x')), broken);
    row("close of 126 bytes", frame(closes, closePayload(1000, QByteArray(124, 'x'))), broken);
    row("125 in 16 bits", QByteArray("\x81\xfe\x00\x7d", 4) + masked(QByteArray(125, 'x')), broken);
    row("0 in 16 bits", QByteArray("\x81\xfe\x00\x00", 4) + masked(""), broken);
    row("65535 in 64 bits",
        QByteArray("\x81\xff\x00\x00\x00\x00\x00\x00\xff\xff", 10) + masked("x"), broken);
    row("the highest bit of 64",
        QByteArray("\x81\xff\x80\x00\x00\x00\x00\x01\x00\x00", 10) + masked(""), broken);
    row("one byte over the limit", frame(text, QByteArray(64 * 1024 + 1, 'x')), CloseCode::TooBig);
    row("one byte over in fragments",
        frame(textBegins, QByteArray(64 * 1024, 'x')) + frame(ends, "x"), CloseCode::TooBig);
    row("1,025 fragments", frame(textBegins, "x") + frame(continues, "x").repeated(1024),
        CloseCode::TooBig);
    row("no UTF-8", frame(text, "\xff"), CloseCode::BadUtf8);
    row("an encoded surrogate", frame(text, "\xed\xa0\x80"), CloseCode::BadUtf8);
    row("an overlong slash", frame(text, "\xc0\xaf"), CloseCode::BadUtf8);
    row("half a character", frame(text, "\xe6\x9d"), CloseCode::BadUtf8);
    row("half a character in fragments", frame(textBegins, "\xe6") + frame(ends, "\x9d"),
        CloseCode::BadUtf8);
    row("half a close code", frame(closes, "\x03"), broken);
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
        QTest::addRow("close %d", code) << frame(closes, closePayload(code)) << int(broken);
    row("a reason that is not UTF-8", frame(closes, closePayload(1000, "\xff")),
        CloseCode::BadUtf8);
}

void TestFrameReader::refusesWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    for (const qsizetype piece : {bytes.size(), qsizetype(1)}) {
        FrameReader reader(m_limits);
        std::vector<ReadFrame> frames;
        std::optional<FrameReader::Refusal> refusal;
        for (qsizetype at = 0; at < bytes.size() && !refusal; at += piece)
            refusal = feed(reader, bytes.mid(at, piece), frames);
        QVERIFY(refusal);
        QCOMPARE(int(refusal->code), code);
    }
}

void TestFrameReader::refusesBeforeThePayloadCame()
{
    FrameReader reader(m_limits);
    std::vector<ReadFrame> frames;
    const QByteArray head = frame(text, QByteArray(1 << 20, 'x')).first(14);
    const auto refusal = feed(reader, head, frames);
    QVERIFY(refusal);
    QCOMPARE(refusal->code, CloseCode::TooBig);
}

void TestFrameReader::isMidwayOnlyWithinAMessage()
{
    FrameReader reader(m_limits);
    std::vector<ReadFrame> frames;
    QVERIFY(!reader.isMidway());
    QVERIFY(!feed(reader, QByteArray(1, char(textBegins)), frames));
    QVERIFY(reader.isMidway());
    QVERIFY(!feed(reader, frame(textBegins, "a").sliced(1), frames));
    QVERIFY2(reader.isMidway(), "the message has a fragment to come");
    QVERIFY(!feed(reader, frame(ends, "b"), frames));
    QVERIFY(!reader.isMidway());
}

void TestFrameReader::takesOneFrameAtATime()
{
    FrameReader reader(m_limits);
    const QByteArray all = frame(text, "a") + frame(ping, "p") + frame(text, "b").chopped(1);
    QByteArrayView bytes(all);
    QCOMPARE(reader.next(bytes).frame->payload, "a");
    QVERIFY(!reader.isMidway());
    QCOMPARE(reader.next(bytes).frame->payload, "p");
    QVERIFY(!reader.next(bytes).frame);
    QVERIFY(bytes.isEmpty());
    QVERIFY(reader.isMidway());
}

void TestFrameReader::findsTheCloseBehindWhatItRefused_data()
{
    QTest::addColumn<QByteArray>("refused");
    QTest::newRow("too big") << frame(text, QByteArray(200'000, 'x'));
    QTest::newRow("binary") << frame(0x82, QByteArray(300, 'x'));
    QTest::newRow("no UTF-8") << frame(text, "\xff");
    QTest::newRow("reserved bit") << frame(text | 0x40, "x");
    QTest::newRow("opcode 3") << frame(0x83, QByteArray(126, 'x'));
    QTest::newRow("a long ping") << frame(ping, QByteArray(126, 'x'));
    QTest::newRow("nothing to continue") << frame(ends, "x");
}

void TestFrameReader::findsTheCloseBehindWhatItRefused()
{
    QFETCH(QByteArray, refused);
    const QByteArray bytes = refused + frame(ping, "p") + frame(text, "never")
        + frame(0x82, "never") + frame(closes, closePayload(1000));
    for (const qsizetype piece : {bytes.size(), qsizetype(1)}) {
        FrameReader reader(m_limits);
        int refusals = 0;
        std::vector<ReadFrame> frames;
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            QByteArrayView rest = QByteArrayView(bytes).sliced(at).first(piece);
            while (!rest.isEmpty()) {
                auto [frame, refusal] = reader.next(rest);
                refusals += refusal ? 1 : 0;
                if (frame)
                    frames.push_back(std::move(*frame));
            }
        }
        QCOMPARE(refusals, 1);
        QCOMPARE(frames.size(), size_t(1));
        QCOMPARE(frames.front().kind, ReadFrame::Kind::Close);
    }
}

void TestFrameReader::aRefusedCloseIsAClose()
{
    FrameReader reader(m_limits);
    const QByteArray all = frame(closes, closePayload(999));
    QByteArrayView bytes(all);
    const auto [frame, refusal] = reader.next(bytes);
    QVERIFY(refusal && frame);
    QCOMPARE(refusal->code, CloseCode::ProtocolError);
    QCOMPARE(frame->kind, ReadFrame::Kind::Close);
}

QTEST_GUILESS_MAIN(TestFrameReader)
#include "tst_frame_reader.moc"
