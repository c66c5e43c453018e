#include "server/net/door/pieced_answer.h"

#include <QTest>

#include <deque>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

using Piece = BodySource::Piece;

/// Gives what it was told to give.
class Script : public BodySource
{
public:
    struct Line
    {
        QByteArray bytes;
        Piece piece;
    };
    explicit Script(std::deque<Line> lines, std::optional<qint64> bodyBytes = {})
        : m_lines(std::move(lines)), m_bodyBytes(bodyBytes)
    { }
    std::optional<qint64> bodyBytes() const override { return m_bodyBytes; }
    Piece appendPiece(QByteArray &out, qsizetype) override
    {
        const Line line = m_lines.front();
        m_lines.pop_front();
        out += line.bytes;
        return line.piece;
    }

private:
    std::deque<Line> m_lines;
    const std::optional<qint64> m_bodyBytes;
};

PiecedAnswer answerOf(std::deque<Script::Line> lines, std::optional<qint64> bodyBytes = {},
                      HttpWriting writing = {})
{
    HttpReply reply;
    reply.source = std::make_shared<Script>(std::move(lines), bodyBytes);
    return {std::move(reply), writing};
}

/// What the whole answer is on the wire; the pieces' names behind it.
QByteArray wire(PiecedAnswer &&answer, Piece *last = nullptr)
{
    QByteArray out;
    Piece piece = Piece::More;
    while (piece == Piece::More)
        piece = answer.appendNext(out);
    if (last != nullptr)
        *last = piece;
    return out;
}

QByteArray bodyOf(const QByteArray &wire)
{
    return wire.mid(wire.indexOf("\r\n\r\n") + 4);
}

} // namespace

/// How a body that is made piece by piece goes over the wire.
class TestPiecedAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownLengthIsTold();
    void unknownLengthGoesOutInChunks();
    void bodyThatIsWholeAtOnceHasALength();
    void clientThatKnowsNoChunksGetsAllUntilTheEnd();
    void nothingIsSaidBeforeThereIsSomething();
    void neverOtherThanTheLengthThatWasTold();
    void failureIsPassedOn();
};

void TestPiecedAnswer::knownLengthIsTold()
{
    const QByteArray all = wire(answerOf({{"ab", Piece::More}, {"cde", Piece::Last}}, 5));
    QVERIFY(all.contains("\r\nContent-Length: 5\r\n"));
    QVERIFY(!all.contains("Transfer-Encoding"));
    QCOMPARE(bodyOf(all), "abcde");
}

void TestPiecedAnswer::unknownLengthGoesOutInChunks()
{
    const QByteArray all = wire(answerOf({{"abc", Piece::More},
                                          {"", Piece::More},
                                          {QByteArray(26, 'x'), Piece::More},
                                          {"", Piece::Last}}));
    QVERIFY(all.contains("\r\nTransfer-Encoding: chunked\r\n"));
    QVERIFY(!all.contains("Content-Length"));
    QCOMPARE(bodyOf(all), "3\r\nabc\r\n1a\r\n" + QByteArray(26, 'x') + "\r\n0\r\n\r\n");
    QVERIFY(wire(answerOf({{"a", Piece::More}, {"b", Piece::Last}}))
                .endsWith("1\r\na\r\n1\r\nb\r\n0\r\n\r\n"));
}

void TestPiecedAnswer::bodyThatIsWholeAtOnceHasALength()
{
    for (const int minorVersion : {0, 1}) {
        PiecedAnswer answer
            = answerOf({{"", Piece::More}, {"abc", Piece::Last}}, {}, {false, false, minorVersion});
        QByteArray all;
        QCOMPARE(answer.appendNext(all), Piece::More);
        QCOMPARE(answer.appendNext(all), Piece::Last);
        QVERIFY(all.contains("\r\nContent-Length: 3\r\n"));
        QVERIFY(!all.contains("Transfer-Encoding"));
        QVERIFY(!answer.closes());
        QCOMPARE(bodyOf(all), "abc");
    }
    QVERIFY(wire(answerOf({{"", Piece::Last}})).contains("\r\nContent-Length: 0\r\n"));
}

// RFC 9112 §6.1: no Transfer-Encoding for HTTP/1.0.
void TestPiecedAnswer::clientThatKnowsNoChunksGetsAllUntilTheEnd()
{
    PiecedAnswer answer
        = answerOf({{"ab", Piece::More}, {"c", Piece::Last}}, {}, {false, false, 0});
    QByteArray all;
    QCOMPARE(answer.appendNext(all), Piece::More);
    QVERIFY(answer.closes());
    QCOMPARE(answer.appendNext(all), Piece::Last);
    QVERIFY(!all.contains("Transfer-Encoding") && !all.contains("Content-Length"));
    QVERIFY(all.contains("\r\nConnection: close\r\n"));
    QCOMPARE(bodyOf(all), "abc");
}

void TestPiecedAnswer::nothingIsSaidBeforeThereIsSomething()
{
    PiecedAnswer answer = answerOf(
        {{"", Piece::Later}, {"a", Piece::Later}, {"", Piece::Later}, {"b", Piece::Last}});
    QByteArray all;
    QCOMPARE(answer.appendNext(all), Piece::Later);
    QCOMPARE(all, QByteArray());
    QCOMPARE(answer.appendNext(all), Piece::Later);
    QCOMPARE(bodyOf(all), "1\r\na\r\n");
    QCOMPARE(answer.appendNext(all), Piece::Later);
    QCOMPARE(answer.appendNext(all), Piece::Last);
    QCOMPARE(bodyOf(all), "1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
}

void TestPiecedAnswer::neverOtherThanTheLengthThatWasTold()
{
    Piece last = Piece::More;
    const QByteArray tooLong = wire(answerOf({{"abc", Piece::More}, {"d", Piece::Last}}, 3), &last);
    QCOMPARE(last, Piece::Failed);
    QCOMPARE(bodyOf(tooLong), "abc");
    wire(answerOf({{"abc", Piece::More}, {"d", Piece::Last}}, 5), &last);
    QCOMPARE(last, Piece::Failed);
    wire(answerOf({{"abc", Piece::Last}}, 4), &last);
    QCOMPARE(last, Piece::Failed);
}

void TestPiecedAnswer::failureIsPassedOn()
{
    Piece last = Piece::More;
    const QByteArray all = wire(answerOf({{"ab", Piece::More}, {"c", Piece::Failed}}), &last);
    QCOMPARE(last, Piece::Failed);
    QCOMPARE(bodyOf(all), "2\r\nab\r\n"); // and no end, which would make it whole
}

QTEST_GUILESS_MAIN(TestPiecedAnswer)
#include "tst_pieced_answer.moc"
