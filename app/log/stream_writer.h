#pragma once

#include <QByteArray>

#include <chrono>
#include <memory>

namespace pushpoint::app {

/// Writes lines to a descriptor on a thread of its own. Whoever writes never waits: what does not
/// fit into the queue is counted, and the count is written where the lines are missing. Any thread.
class StreamWriter
{
public:
    /// Bytes that may wait to be written; as many again may be under way.
    static constexpr qsizetype queueBytesMax = 256 * 1024;
    /// How long drain() waits at most.
    static constexpr std::chrono::milliseconds drainTimeMax{500};

    explicit StreamWriter(int descriptor);
    /// Drains. A thread that is still stuck in a write is left behind; it ends with the process.
    ~StreamWriter();
    Q_DISABLE_COPY_MOVE(StreamWriter)

    /// @param line with its line feed.
    void write(const QByteArray &line);
    /// Waits until everything is written, for drainTimeMax at most.
    void drain();

private:
    struct Queue;
    const std::shared_ptr<Queue> m_queue; ///< shared with the thread, which may outlive us
};

} // namespace pushpoint::app
