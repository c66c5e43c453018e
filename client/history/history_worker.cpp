#include "client/history/history_worker.h"

#include <algorithm>

namespace pushpoint::client {

namespace {

constexpr std::chrono::milliseconds gatherTime{50};
/// A draft is written once of what is typed in this time.
constexpr std::chrono::milliseconds draftTime{300};
constexpr std::chrono::milliseconds retryTime{3'000};
/// What is kept in memory while the file cannot be written.
constexpr qsizetype pendingMax = 20'000;
constexpr int linesBetweenForgets = 5'000;
/// Lines grow too old even where none is added.
constexpr std::chrono::hours timeBetweenForgets{1};

} // namespace

HistoryWorker::HistoryWorker(const QString &path, const HistoryLimits &limits)
    : m_store(path), m_limits(limits), m_flushTimer(this), m_draftTimer(this), m_forgetTimer(this)
{
    m_flushTimer.setSingleShot(true);
    m_draftTimer.setSingleShot(true);
    m_forgetTimer.setSingleShot(true);
    connect(&m_draftTimer, &QTimer::timeout, this, &HistoryWorker::flush);
    connect(&m_flushTimer, &QTimer::timeout, this, &HistoryWorker::flush);
    connect(&m_forgetTimer, &QTimer::timeout, this, &HistoryWorker::forget);
}

void HistoryWorker::append(const ConversationEntry &line)
{
    if (m_pending.size() >= pendingMax)
        m_pending.removeFirst();
    m_pending.append(line);
    planFlush();
}

void HistoryWorker::setDelivery(const DeliveryChange &change)
{
    for (ConversationEntry &line : m_pending) {
        if (line.senderId == change.senderId) {
            line.delivery = change.delivery;
            line.deliveryText = change.text;
            return;
        }
    }
    if (m_pendingChanges.size() >= pendingMax)
        m_pendingChanges.removeFirst();
    m_pendingChanges.append(change);
    planFlush();
}

void HistoryWorker::setDraft(const Draft &draft)
{
    m_pendingDrafts.removeIf([&](const Draft &pending) {
        return pending.self == draft.self && pending.peer == draft.peer;
    });
    m_pendingDrafts.append(draft);
    if (!m_draftTimer.isActive() && m_writeProblem.isEmpty())
        m_draftTimer.start(draftTime);
}

bool HistoryWorker::isWritten() const
{
    return m_pending.isEmpty() && m_pendingChanges.isEmpty() && m_pendingDrafts.isEmpty();
}

void HistoryWorker::planFlush()
{
    if (!m_flushTimer.isActive())
        m_flushTimer.start(m_writeProblem.isEmpty() ? gatherTime : retryTime);
}

void HistoryWorker::flush()
{
    if (isWritten())
        return;
    note(m_writeProblem, m_store.write(m_pending, m_pendingChanges, m_pendingDrafts));
    if (!m_writeProblem.isEmpty())
        return m_flushTimer.start(retryTime);
    m_flushTimer.stop();
    m_draftTimer.stop();
    m_untilForget -= int(m_pending.size());
    m_pending.clear();
    m_pendingChanges.clear();
    m_pendingDrafts.clear();
    if (m_untilForget <= 0)
        m_forgetTimer.start(0);
}

void HistoryWorker::forget()
{
    m_untilForget = linesBetweenForgets;
    bool isDone = true;
    const QString problem = m_store.forget(m_limits, QDateTime::currentDateTime(), isDone);
    if (isWritten())
        note(m_writeProblem, problem); // else the next flush will tell
    if (!problem.isEmpty())
        m_forgetTimer.start(retryTime);
    else if (isDone)
        m_forgetTimer.start(timeBetweenForgets);
    else
        m_forgetTimer.start(0);
}

QList<ConversationEntry> HistoryWorker::page(const PageRequest &page, bool &isAll)
{
    flush();
    QList<ConversationEntry> lines;
    const QString problem = m_store.readPage(page, lines);
    note(m_readProblem, problem);
    isAll = problem.isEmpty() && lines.size() < page.linesMax;
    // What cannot be written just now is the newest, too.
    for (const ConversationEntry &line : std::as_const(m_pending)) {
        if (page.side != PageSide::Before && isOf(page, line))
            lines.append(line);
    }
    std::ranges::sort(lines, {}, &ConversationEntry::place);
    if (!m_forgetTimer.isActive())
        m_forgetTimer.start(0); // once it is known that somebody has a history here
    return lines;
}

QList<ConversationEntry> HistoryWorker::peers(const QString &self)
{
    flush();
    QList<ConversationEntry> lines;
    note(m_readProblem, m_store.readPeers(self, lines));
    return lines;
}

QList<Draft> HistoryWorker::drafts()
{
    QList<Draft> drafts;
    note(m_readProblem, m_store.readDrafts(drafts));
    return drafts;
}

QList<ConversationEntry> HistoryWorker::search(const QString &self, const QString &text,
                                               int linesMax)
{
    flush();
    QList<ConversationEntry> lines;
    note(m_readProblem, m_store.search(self, text, linesMax, lines));
    return lines;
}

void HistoryWorker::startExport(const ExportRequest &request)
{
    flush();
    cancelExport();
    m_export = std::make_unique<HistoryExport>(m_store, request);
    connect(m_export.get(), &HistoryExport::progressed, this, &HistoryWorker::exportProgressed);
    connect(m_export.get(), &HistoryExport::ended, this, &HistoryWorker::exportEnded);
    m_export->start();
}

void HistoryWorker::cancelExport()
{
    if (m_export)
        m_export->cancel();
}

void HistoryWorker::setLimits(const HistoryLimits &limits)
{
    if (limits == m_limits)
        return;
    m_limits = limits;
    m_forgetTimer.start(0);
}

void HistoryWorker::setAside()
{
    QString name;
    const QString problem = m_store.setAside(QDateTime::currentDateTime(), name);
    if (problem.isEmpty()) {
        note(m_readProblem, {});
        note(m_writeProblem, {});
        flush();
    }
    Q_EMIT wasSetAside(name, problem);
}

void HistoryWorker::note(QString &which, const QString &problem)
{
    if (problem == which)
        return;
    which = problem;
    Q_EMIT problemChanged(m_writeProblem.isEmpty() ? m_readProblem : m_writeProblem,
                          m_store.isDamaged());
}

} // namespace pushpoint::client
