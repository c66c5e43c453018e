#pragma once

#include <QMetaObject>
#include <QObject>
#include <QThread>

#include <utility>

namespace pushpoint::client {

/// A thread of its own for a worker that may wait for the disk. The worker, a QObject, lives and
/// dies there; work for it is done one after the other, in the order in which it was given. To be
/// used on the thread that made it, which only waits where it ends this.
template <typename Worker>
class WorkerThread
{
public:
    /// Takes the worker, which has no parent.
    explicit WorkerThread(Worker *worker) : m_worker(worker)
    {
        m_worker->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread.start();
    }
    /// Waits until all that was given is done.
    ~WorkerThread()
    {
        post([thread = &m_thread](Worker &) { thread->quit(); });
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(WorkerThread)

    /// Calls `work` with the worker, on its thread.
    template <typename Work>
    void post(Work work, Qt::ConnectionType type = Qt::QueuedConnection)
    {
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, work = std::move(work)]() mutable { work(*worker); },
            type);
    }
    /// As QThread::requestInterruption(): for work that goes on until something changes.
    void requestInterruption() { m_thread.requestInterruption(); }
    /// For connections only: it is another thread's.
    Worker *worker() const { return m_worker; }

private:
    QThread m_thread;
    Worker *m_worker; ///< deletes itself at the thread's end
};

} // namespace pushpoint::client
