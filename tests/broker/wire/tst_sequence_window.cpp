#include "server/broker/wire/sequence_window.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ownId = "a/0000000000000001";
const QByteArray otherId = "b/0000000000000002";

Envelope envelope(quint64 sequence, const QByteArray &origin = otherId, int attempt = 0)
{
    const UserName alice = UserName::parse(QByteArrayView("Alice")).value();
    return {origin, sequence, attempt, 1000, true, {std::nullopt, alice, "1", {}}};
}

/// A window with a receiver that counts.
struct Fixture
{
    std::optional<int> take(const Envelope &envelope, qint64 nowMs = 0)
    {
        return window.take(envelope, nowMs, [this](const Envelope &) {
            ++delivered;
            return connections;
        });
    }

    SequenceWindow window{ownId};
    int delivered = 0;
    int connections = 2;
};

} // namespace

class TestSequenceWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownEchoIsDroppedAndAnswered()
    {
        Fixture f;
        QCOMPARE(f.take(envelope(1, ownId)), std::optional(0));
        QCOMPARE(f.delivered, 0);
        QCOMPARE(f.window.counts().echoes, quint64(1));
    }

    void repeatIsAnsweredAgainAndNotDelivered()
    {
        Fixture f;
        QCOMPARE(f.take(envelope(1)), std::optional(2));
        f.connections = 5;
        QCOMPARE(f.take(envelope(1, otherId, 1)), std::optional(2));
        QCOMPARE(f.delivered, 1);
        QCOMPARE(f.window.counts().repeats, quint64(1));
    }

    void whatNobodyTookMayBeTriedAgain()
    {
        Fixture f;
        f.connections = 0;
        QCOMPARE(f.take(envelope(1)), std::optional(0));
        f.connections = 1;
        QCOMPARE(f.take(envelope(1, otherId, 1)), std::optional(1));
        QCOMPARE(f.delivered, 2);
    }

    void lateIsNeitherDeliveredNorAnswered()
    {
        Fixture f;
        QVERIFY(f.take(envelope(1), 1000));
        QVERIFY(!f.take(envelope(2), 1001));
        QCOMPARE(f.delivered, 1);
        QCOMPARE(f.window.counts().late, quint64(1));
    }

    void olderThanTheWindowIsLate()
    {
        Fixture f;
        QVERIFY(f.take(envelope(5)));
        QVERIFY(f.take(envelope(5 + SequenceWindow::windowSize)));
        QVERIFY(!f.take(envelope(5)));
        QCOMPARE(f.delivered, 2);
    }

    void repeatAtTheWindowsEndIsKnown()
    {
        Fixture f;
        for (quint64 i = 1; i <= SequenceWindow::windowSize; ++i)
            QVERIFY(f.take(envelope(i)));
        QVERIFY(f.take(envelope(1)));
        QCOMPARE(f.delivered, int(SequenceWindow::windowSize));
    }

    void sameSequenceOfAnotherOriginIsNoRepeat()
    {
        Fixture f;
        QVERIFY(f.take(envelope(1)));
        QVERIFY(f.take(envelope(1, "c/0000000000000003")));
        QCOMPARE(f.delivered, 2);
    }

    void originsAreBounded()
    {
        Fixture f;
        for (int i = 0; i < SequenceWindow::originsMax + 1; ++i)
            QVERIFY(f.take(envelope(1, "n/" + QByteArray::number(i).rightJustified(16, '0'))));
        QVERIFY(f.take(envelope(1, "n/" + QByteArray::number(0).rightJustified(16, '0'))));
        QCOMPARE(f.delivered, int(SequenceWindow::originsMax) + 2); // the oldest was forgotten
    }

    void whatIsEncodedIsDecoded()
    {
        const Envelope out{"a b/李 雷/0123456789abcdef",
                           7,
                           3,
                           123456789012,
                           true,
                           {UserName::parse(QByteArrayView("\"x\"")).value(),
                            UserName::parse(QByteArrayView("a\\b")).value(), "[1,{\"to\":2}]",
                            u"\"id\" 李"_s}};
        const auto item = decodeWireItem(encodeEnvelope(out));
        QVERIFY(item);
        const auto &in = std::get<Envelope>(*item);
        QCOMPARE(in.origin, out.origin);
        QCOMPARE(in.sequence, out.sequence);
        QCOMPARE(in.attempt, out.attempt);
        QCOMPARE(in.deadlineMs, out.deadlineMs);
        QCOMPARE(in.wantsAck, out.wantsAck);
        QCOMPARE(*in.message.from, *out.message.from);
        QCOMPARE(in.message.to, out.message.to);
        QCOMPARE(in.message.contentJson, out.message.contentJson);
        QCOMPARE(in.message.senderId, out.message.senderId);
        Envelope without = out;
        without.message.senderId.clear();
        QVERIFY(std::get<Envelope>(*decodeWireItem(encodeEnvelope(without)))
                    .message.senderId.isEmpty());
    }

    void acksReturnAsTheyWent()
    {
        const QByteArray node = newNodeId("north pole");
        const auto item = decodeWireItem(encodeAcks({{node, 7, 3, 12}, {node, ~quint64(0), 0, 0}}));
        QVERIFY(item);
        const auto &acks = std::get<WireAcks>(*item);
        QCOMPARE(acks.size(), size_t(2));
        QCOMPARE(acks[0].node, node);
        QCOMPARE(acks[0].sequence, quint64(7));
        QCOMPARE(acks[0].attempt, 3);
        QCOMPARE(acks[0].connections, 12);
        QCOMPARE(acks[1].node, node);
        QCOMPARE(acks[1].sequence, ~quint64(0));
    }

    void brokenAcksAreGarbage()
    {
        const QByteArray head = "PP2 a x/0123456789abcdef\n";
        QVERIFY(decodeWireItem(head + "7 0 1\n"));
        for (const QByteArray lines :
             {"", "7 0\n", "7 0 1", "7 0 1\n\n", "7 0 -1\n", "7 0 1\n8 0 x\n", "7 1000 1\n"})
            QVERIFY2(!decodeWireItem(head + lines), lines.constData());
        QVERIFY(!decodeWireItem(head + QByteArray("7 0 1\n").repeated(int(wireAcksMax) + 1)));
    }
};

QTEST_APPLESS_MAIN(TestSequenceWindow)
#include "tst_sequence_window.moc"
