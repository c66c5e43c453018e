#include "server/protocol/frame.h"

#include <QTest>

using namespace pushpoint;

class FrameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheShortestLength_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<QByteArray>("head");
        const auto row = [](qsizetype size, const char *hex) {
            QTest::addRow("%lld", qint64(size)) << size << QByteArray::fromHex(hex);
        };
        row(0, "8100");
        row(1, "8101");
        row(125, "817d");
        row(126, "817e007e");
        row(127, "817e007f");
        row(255, "817e00ff");
        row(256, "817e0100");
        row(65535, "817effff");
        row(65536, "817f0000000000010000");
        row(1'000'000, "817f00000000000f4240");
    }
    void writesTheShortestLength()
    {
        QFETCH(const qsizetype, size);
        QFETCH(const QByteArray, head);
        const QByteArray payload(size, 'p');
        const Frame frame = textFrame(payload);
        QCOMPARE(frame.payloadBytes, size);
        QCOMPARE(frame.wireBytes.size(), head.size() + size);
        QCOMPARE(frame.wireBytes.first(head.size()), head);
        QVERIFY(frame.wireBytes.sliced(head.size()) == payload);
    }

    void leavesThePayloadAlone()
    {
        const QByteArray payload("\0\xff\x81 {\"content\":1}", 17);
        QVERIFY(textFrame(payload).wireBytes.endsWith(payload));
    }
};

QTEST_APPLESS_MAIN(FrameTest)
#include "tst_frame.moc"
