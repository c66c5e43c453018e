#include "app/log/stream_writer.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>

#include <fcntl.h>
#include <unistd.h>

using namespace pushpoint;
using namespace pushpoint::app;

namespace {

/// A pipe that takes nothing more until somebody reads it.
class FullPipe
{
public:
    FullPipe()
    {
        if (::pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0)
            qFatal("no pipe");
        const QByteArray block(4096, '-');
        while (::write(m_ends[1], block.data(), size_t(block.size())) > 0)
            m_filled += block.size();
        ::fcntl(m_ends[1], F_SETFL, 0);
    }
    ~FullPipe()
    {
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    Q_DISABLE_COPY_MOVE(FullPipe)

    int writeEnd() const { return m_ends[1]; }
    /// What was written after it was full, as far as it can be read now.
    QByteArray read()
    {
        QByteArray block(65536, Qt::Uninitialized);
        for (ssize_t size = 0; (size = ::read(m_ends[0], block.data(), size_t(block.size()))) > 0;)
            m_read += block.first(size);
        return m_read.mid(m_filled);
    }

private:
    int m_ends[2]{};
    qsizetype m_filled = 0;
    QByteArray m_read;
};

} // namespace

class TestStreamWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesLinesInTheirOrder()
    {
        FullPipe pipe;
        StreamWriter writer(pipe.writeEnd());
        QByteArray expected;
        for (int i = 0; i < 100; ++i) {
            const QByteArray line = "line " + QByteArray::number(i) + '\n';
            writer.write(line);
            expected += line;
        }
        QTRY_COMPARE(pipe.read(), expected);
    }

    void whatDoesNotFitIsCountedWhereItIsMissing()
    {
        FullPipe pipe;
        StreamWriter writer(pipe.writeEnd());
        // Twice as much as the queue and the write under way can hold.
        const QByteArray line = QByteArray(999, 'x') + '\n';
        constexpr int lineCount = 4 * StreamWriter::queueBytesMax / 1000;
        for (int i = 0; i < lineCount; ++i)
            writer.write(line);
        writer.write("y\n"); // there would be room, but behind a gap that nobody has been told of
        QTRY_VERIFY(pipe.read().endsWith("nobody read them\n"));
        writer.write("after\n");
        QTRY_VERIFY(pipe.read().endsWith("after\n"));
        const QByteArray all = pipe.read();
        const qsizetype written = all.count(line);
        const QByteArray rest = all.sliced(written * line.size());
        QVERIFY(written < lineCount);
        QCOMPARE(rest,
                 "pushpoint: " + QByteArray::number(lineCount + 1 - written)
                     + " lines were left out because nobody read them\nafter\n");
    }

    void aReaderThatIsGoneEndsNothing()
    {
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        ::close(ends[0]);
        {
            StreamWriter writer(ends[1]);
            writer.write("nobody\n"); // SIGPIPE would end this test
            writer.drain();
        }
        ::close(ends[1]);
    }

    void aStuckWriteIsLeftBehind()
    {
        const auto pipe = std::make_unique<FullPipe>();
        auto writer = std::make_unique<StreamWriter>(pipe->writeEnd());
        writer->write("stuck\n");
        QElapsedTimer time;
        time.start();
        writer.reset(); // returns although nobody reads
        QVERIFY(time.elapsed() >= StreamWriter::drainTimeMax.count() / 2);
        QTRY_COMPARE(pipe->read(), QByteArray("stuck\n"));
    }
};

QTEST_GUILESS_MAIN(TestStreamWriter)
#include "tst_stream_writer.moc"
