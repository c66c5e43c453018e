#include "app/log/stream_writer.h"

#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <csignal>
#include <poll.h>
#include <unistd.h>

namespace pushpoint::app {

struct StreamWriter::Queue
{
    const int descriptor;
    std::mutex mutex{};
    std::condition_variable changed{};
    QByteArray waiting{};
    quint64 linesLost = 0; ///< since the last line in `waiting`
    bool isWriting = false;
    bool isEnding = false;

    bool isEmpty() const { return waiting.isEmpty() && !isWriting; }
    void writeAll(QByteArrayView bytes) const;
    void run();
};

// Gives up where nobody can ever read it: EPIPE, EIO after the terminal was closed, a full disk.
void StreamWriter::Queue::writeAll(QByteArrayView bytes) const
{
    while (!bytes.isEmpty()) {
        const auto written = ::write(descriptor, bytes.data(), size_t(bytes.size()));
        if (written >= 0) {
            bytes = bytes.sliced(written);
        } else if (errno == EAGAIN) { // we share the descriptor with others, who may have set it so
            pollfd writable{descriptor, POLLOUT, 0};
            ::poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            return;
        }
    }
}

void StreamWriter::Queue::run()
{
    std::unique_lock lock(mutex);
    while (true) {
        changed.wait(lock, [this] { return isEnding || !waiting.isEmpty(); });
        if (waiting.isEmpty())
            return;
        QByteArray bytes = std::exchange(waiting, {});
        if (const quint64 lost = std::exchange(linesLost, 0); lost > 0)
            bytes += "pushpoint: " + QByteArray::number(lost)
                + " lines were left out because nobody read them\n";
        isWriting = true;
        lock.unlock();
        writeAll(bytes);
        lock.lock();
        isWriting = false;
        changed.notify_all();
    }
}

StreamWriter::StreamWriter(int descriptor) : m_queue(new Queue{descriptor})
{
    // The thread blocks all signals. Those for the process go to the other threads, and a write to
    // a closed pipe or to a terminal in the foreground of others fails or works without SIGPIPE and
    // SIGTTOU.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread([queue = m_queue] { queue->run(); }).detach();
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

StreamWriter::~StreamWriter()
{
    drain();
    const std::scoped_lock lock(m_queue->mutex);
    m_queue->isEnding = true;
    m_queue->changed.notify_all();
}

void StreamWriter::write(const QByteArray &line)
{
    const std::scoped_lock lock(m_queue->mutex);
    // After a loss everything is left out until the thread has taken the queue: no gap unmarked.
    if (m_queue->linesLost > 0 || m_queue->waiting.size() + line.size() > queueBytesMax) {
        ++m_queue->linesLost;
        return;
    }
    m_queue->waiting += line;
    m_queue->changed.notify_all();
}

void StreamWriter::drain()
{
    std::unique_lock lock(m_queue->mutex);
    m_queue->changed.wait_for(lock, drainTimeMax, [this] { return m_queue->isEmpty(); });
}

} // namespace pushpoint::app
