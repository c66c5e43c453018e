#include "client/history/history.h"

#include "client/history/history_worker.h"

namespace pushpoint {

History::History(const QString &path, const HistoryLimits &limits, QObject *parent)
    : QObject(parent), m_worker(new HistoryWorker(path, limits))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &HistoryWorker::problemChanged, this,
            [this](const QString &problem, bool isDamaged) {
                m_problem = problem;
                m_isDamaged = isDamaged && !problem.isEmpty();
                Q_EMIT problemChanged(problem);
            });
    connect(m_worker, &HistoryWorker::exportProgressed, this, &History::exportProgressed);
    connect(m_worker, &HistoryWorker::exportEnded, this, &History::exported);
    connect(m_worker, &HistoryWorker::wasSetAside, this, &History::wasSetAside);
    m_thread.start();
}

History::~History()
{
    onWorker([worker = m_worker] {
        worker->flush();
        worker->thread()->quit(); // after all that was asked for before
    });
    m_thread.wait();
}

template <typename Work>
void History::onWorker(Work work)
{
    QMetaObject::invokeMethod(m_worker, std::move(work), Qt::QueuedConnection);
}

void History::append(const ConversationEntry &line)
{
    onWorker([worker = m_worker, line] { worker->append(line); });
}

void History::setDelivery(const QString &senderId, Delivery delivery, const QString &text)
{
    onWorker([worker = m_worker, change = DeliveryChange{senderId, delivery, text}] {
        worker->setDelivery(change);
    });
}

void History::setDraft(const Draft &draft)
{
    onWorker([worker = m_worker, draft] { worker->setDraft(draft); });
}

quint64 History::loadPage(const PageRequest &page)
{
    // Signals are emitted on the worker's thread and cross over by their connections.
    onWorker([this, worker = m_worker, page, number = ++m_lastPage] {
        bool isAll = false;
        const QList<ConversationEntry> lines = worker->page(page, isAll);
        Q_EMIT pageLoaded(number, lines, isAll);
    });
    return m_lastPage;
}

void History::loadPeers(const QString &self)
{
    onWorker([this, worker = m_worker, self] { Q_EMIT peersLoaded(self, worker->peers(self)); });
}

void History::loadDrafts()
{
    onWorker([this, worker = m_worker] { Q_EMIT draftsLoaded(worker->drafts()); });
}

void History::flush()
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->flush(); }, Qt::BlockingQueuedConnection);
}

void History::search(const QString &self, const QString &text)
{
    const quint64 number = ++m_newestSearch;
    onWorker([this, worker = m_worker, self, text, number] {
        if (number == m_newestSearch) // else the user has typed on
            Q_EMIT searchFinished(text, worker->search(self, text, foundLinesMax));
    });
}

void History::startExport(const ExportRequest &request)
{
    onWorker([worker = m_worker, request] { worker->startExport(request); });
}

void History::cancelExport()
{
    onWorker([worker = m_worker] { worker->cancelExport(); });
}

void History::setLimits(const HistoryLimits &limits)
{
    onWorker([worker = m_worker, limits] { worker->setLimits(limits); });
}

void History::setAside()
{
    onWorker([worker = m_worker] { worker->setAside(); });
}

} // namespace pushpoint
