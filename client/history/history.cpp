#include "client/history/history.h"

#include "client/history/history_worker.h"

namespace pushpoint::client {

History::History(const QString &path, const HistoryLimits &limits, QObject *parent)
    : QObject(parent), m_thread(new HistoryWorker(path, limits))
{
    const HistoryWorker *worker = m_thread.worker();
    connect(worker, &HistoryWorker::problemChanged, this,
            [this](const QString &problem, bool isDamaged) {
                m_problem = problem;
                m_isDamaged = isDamaged && !problem.isEmpty();
                Q_EMIT problemChanged(problem);
            });
    connect(worker, &HistoryWorker::exportProgressed, this, &History::exportProgressed);
    connect(worker, &HistoryWorker::exportEnded, this, &History::exported);
    connect(worker, &HistoryWorker::wasSetAside, this, &History::wasSetAside);
}

History::~History()
{
    m_thread.post([](HistoryWorker &worker) { worker.flush(); });
}

void History::append(const ConversationEntry &line)
{
    m_thread.post([line](HistoryWorker &worker) { worker.append(line); });
}

void History::setDelivery(const QString &senderId, Delivery delivery, const QString &text)
{
    m_thread.post([change = DeliveryChange{senderId, delivery, text}](HistoryWorker &worker) {
        worker.setDelivery(change);
    });
}

void History::setDraft(const Draft &draft)
{
    m_thread.post([draft](HistoryWorker &worker) { worker.setDraft(draft); });
}

quint64 History::loadPage(const PageRequest &page)
{
    // Signals are emitted on the worker's thread and cross over by their connections.
    m_thread.post([this, page, number = ++m_lastPage](HistoryWorker &worker) {
        bool isAll = false;
        const QList<ConversationEntry> lines = worker.page(page, isAll);
        Q_EMIT pageLoaded(number, lines, isAll);
    });
    return m_lastPage;
}

void History::loadPeers(const QString &self)
{
    m_thread.post(
        [this, self](HistoryWorker &worker) { Q_EMIT peersLoaded(self, worker.peers(self)); });
}

void History::loadDrafts()
{
    m_thread.post([this](HistoryWorker &worker) { Q_EMIT draftsLoaded(worker.drafts()); });
}

void History::flush()
{
    m_thread.post([](HistoryWorker &worker) { worker.flush(); }, Qt::BlockingQueuedConnection);
}

void History::search(const QString &self, const QString &text)
{
    const quint64 number = ++m_newestSearch;
    m_thread.post([this, self, text, number](HistoryWorker &worker) {
        if (number == m_newestSearch) // else the user has typed on
            Q_EMIT searchFinished(text, worker.search(self, text, foundLinesMax));
    });
}

void History::startExport(const ExportRequest &request)
{
    m_thread.post([request](HistoryWorker &worker) { worker.startExport(request); });
}

void History::cancelExport()
{
    m_thread.post([](HistoryWorker &worker) { worker.cancelExport(); });
}

void History::setLimits(const HistoryLimits &limits)
{
    m_thread.post([limits](HistoryWorker &worker) { worker.setLimits(limits); });
}

void History::setAside()
{
    m_thread.post([](HistoryWorker &worker) { worker.setAside(); });
}

} // namespace pushpoint::client
