#include "tests/bench/frame_parser.h"

#include <QTest>

#include <string>

using namespace pushpoint::bench;
using namespace std::string_literals;

namespace {

std::string serverFrame(int first, std::size_t length, const std::string &lengthBytes)
{
    std::string frame;
    frame += char(first);
    frame += lengthBytes;
    frame.append(length, 'x');
    return frame;
}

} // namespace

class TestFrameParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEachFormOfLength_data()
    {
        QTest::addColumn<std::string>("wire");
        QTest::addColumn<int>("payloadBytes");
        QTest::newRow("none") << serverFrame(0x81, 0, "\0"s) << 0;
        QTest::newRow("125") << serverFrame(0x81, 125, "\x7d") << 125;
        QTest::newRow("126") << serverFrame(0x81, 126, "\x7e\x00\x7e"s) << 126;
        QTest::newRow("65535") << serverFrame(0x81, 65535, "\x7e\xff\xff") << 65535;
        QTest::newRow("65536") << serverFrame(0x81, 65536, "\x7f\0\0\0\0\0\x01\0\0"s) << 65536;
    }
    void readsEachFormOfLength()
    {
        QFETCH(std::string, wire);
        QFETCH(int, payloadBytes);
        const ServerFrame frame = parseServerFrame(wire + "\x81\x01y");
        QCOMPARE(frame.state, ServerFrame::State::Whole);
        QCOMPARE(frame.opcode, Opcode::Text);
        QVERIFY(frame.isLast);
        QCOMPARE(frame.payload.size(), std::size_t(payloadBytes));
        QCOMPARE(frame.wireBytes, wire.size());
    }

    void waitsForTheLastByteOfEveryFrame()
    {
        for (const std::string &wire :
             {"\x81\x03yes"s, serverFrame(0x01, 126, "\x7e\x00\x7e"s),
              serverFrame(0x81, 65536, "\x7f\0\0\0\0\0\x01\0\0"s), "\x89\x00"s}) {
            const std::size_t step = wire.size() > 1000 ? 997 : 1;
            for (std::size_t cut = 0; cut < wire.size(); cut += step)
                QCOMPARE(parseServerFrame(std::string_view(wire).substr(0, cut)).state,
                         ServerFrame::State::Incomplete);
            QCOMPARE(parseServerFrame(wire).state, ServerFrame::State::Whole);
        }
    }

    void tellsFragmentsAndControlFrames()
    {
        ServerFrame frame = parseServerFrame("\x01\x02"
                                             "ab");
        QVERIFY(!frame.isLast);
        frame = parseServerFrame("\x80\x02"
                                 "cd");
        QVERIFY(frame.isLast);
        QCOMPARE(frame.opcode, Opcode::Continuation);
        QCOMPARE(parseServerFrame("\x8a\x01p").opcode, Opcode::Pong);
        QCOMPARE(parseServerFrame("\x88\x02\x03\xe8").opcode, Opcode::Close);
    }

    void refusesWhatNoServerMaySend_data()
    {
        QTest::addColumn<std::string>("wire");
        QTest::newRow("masked") << "\x81\x81"s;
        QTest::newRow("reserved bit") << "\xc1\x01"s;
        QTest::newRow("reserved opcode 3") << "\x83\x01"s;
        QTest::newRow("reserved opcode b") << "\x8b\x01"s;
        QTest::newRow("fragmented ping") << "\x09\x01"s;
        QTest::newRow("ping of 126") << "\x89\x7e\x00\x7e"s;
        QTest::newRow("125 in two bytes") << "\x81\x7e\x00\x7d"s;
        QTest::newRow("65535 in eight bytes") << "\x81\x7f\0\0\0\0\0\0\xff\xff"s;
        QTest::newRow("endless") << "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff"s;
    }
    void refusesWhatNoServerMaySend()
    {
        QFETCH(std::string, wire);
        const ServerFrame frame = parseServerFrame(wire);
        QCOMPARE(frame.state, ServerFrame::State::Bad);
        QVERIFY(frame.reason[0] != '\0');
    }

    // RFC 6455 §5.7 has "Hello" masked with 0x37fa213d.
    void masksAsTheStandardShows()
    {
        QCOMPARE(clientFrame(Opcode::Text, "Hello", 0x37fa213d),
                 "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"s);
        QCOMPARE(clientFrame(Opcode::Text, std::string(126, 'x'), 0).substr(0, 4),
                 "\x81\xfe\x00\x7e"s);
        QCOMPARE(clientFrame(Opcode::Text, std::string(65536, 'x'), 0).substr(0, 10),
                 "\x81\xff\0\0\0\0\0\x01\0\0"s);
    }
};

QTEST_APPLESS_MAIN(TestFrameParser)
#include "tst_frame_parser.moc"
