#pragma once

#include <QByteArray>
#include <QIODevice>

#include <atomic>

namespace pushpoint::ui {

/// Collects small pieces and writes them to a device in large ones. After an error, or once it is
/// stopped, it takes everything and writes nothing. One thread, but for the stop.
class ByteSink
{
public:
    /// @param device must outlive this. @param stopped may be set by any thread at any time.
    ByteSink(QIODevice &device, const std::atomic<bool> &stopped)
        : m_device(device), m_stopped(stopped)
    { }

    /// False: nothing more will be written, so making more is of no use.
    bool isGood() const { return m_error.isEmpty() && !m_stopped.load(std::memory_order_relaxed); }
    void write(QByteArrayView bytes)
    {
        m_block.append(bytes);
        if (m_block.size() >= blockBytes)
            flush();
    }
    void flush()
    {
        if (isGood() && m_device.write(m_block) != m_block.size())
            fail(m_device.errorString());
        m_bytesWritten += m_block.size();
        m_block.resize(0);
    }
    /// For those who meet an error of their own while making what is to be written.
    void fail(const QString &error)
    {
        if (m_error.isEmpty())
            m_error = error;
    }

    QString error() const { return m_error; }
    qint64 bytesWritten() const { return m_bytesWritten; }

private:
    static constexpr qsizetype blockBytes = 256 * 1024;

    QIODevice &m_device;
    const std::atomic<bool> &m_stopped;
    QByteArray m_block;
    QString m_error;
    qint64 m_bytesWritten = 0;
};

} // namespace pushpoint::ui
