#include "client/history_worker.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds gatherTime{50};
constexpr std::chrono::milliseconds retryTime{3'000};
/// What is kept in memory while the file cannot be written.
constexpr qsizetype pendingMax = 20'000;
constexpr int linesBetweenForgets = 5'000;

QString exportedLine(const ConversationEntry &line)
{
    const QString who = line.direction == Direction::Outgoing ? line.self : line.peer;
    QString text = u"[%1] %2: %3"_s.arg(line.at.toString(u"yyyy-MM-dd HH:mm:ss"_s), who, line.text);
    if (hasFailed(line.delivery))
        text += u" ("_s + QCoreApplication::translate("HistoryWorker", "not delivered") + u')';
    return text + u'\n';
}

} // namespace

HistoryWorker::HistoryWorker(const QString &path, const HistoryLimits &limits)
    : m_store(path), m_limits(limits), m_flushTimer(this)
{
    m_flushTimer.setSingleShot(true);
    connect(&m_flushTimer, &QTimer::timeout, this, &HistoryWorker::flush);
}

void HistoryWorker::append(const ConversationEntry &line)
{
    if (m_pending.size() >= pendingMax)
        m_pending.removeFirst();
    m_pending.append(line);
    if (!m_flushTimer.isActive())
        m_flushTimer.start(m_problem.isEmpty() ? gatherTime : retryTime);
}

void HistoryWorker::flush()
{
    if (m_pending.isEmpty())
        return;
    note(m_store.append(m_pending));
    if (!m_problem.isEmpty())
        return m_flushTimer.start(retryTime);
    m_untilForget -= int(m_pending.size());
    m_pending.clear();
    if (m_untilForget > 0)
        return;
    m_untilForget = linesBetweenForgets;
    note(m_store.forget(m_limits, QDateTime::currentDateTime()));
}

void HistoryWorker::setDelivery(const QString &senderId, Delivery delivery, const QString &text)
{
    for (ConversationEntry &line : m_pending) {
        if (line.senderId == senderId) {
            line.delivery = delivery;
            line.deliveryText = text;
            return;
        }
    }
    note(m_store.setDelivery(senderId, delivery, text));
}

QList<ConversationEntry> HistoryWorker::recent(const QString &self, int linesMax)
{
    QList<ConversationEntry> lines;
    note(m_store.readRecent(self, linesMax, lines));
    return lines;
}

QList<ConversationEntry> HistoryWorker::search(const QString &self, const QString &text,
                                               int linesMax)
{
    flush();
    QList<ConversationEntry> lines;
    note(m_store.search(self, text, linesMax, lines));
    return lines;
}

QString HistoryWorker::exportText(const QString &self, const QString &peer, const QString &file)
{
    flush();
    QList<ConversationEntry> lines;
    if (const QString problem = m_store.readAll(self, peer, lines); !problem.isEmpty())
        return problem;
    QSaveFile out(file); // a full disk leaves no half of it
    if (!out.open(QIODevice::WriteOnly))
        return out.errorString();
    for (const ConversationEntry &line : std::as_const(lines))
        out.write(exportedLine(line).toUtf8());
    return out.commit() ? QString() : out.errorString();
}

void HistoryWorker::note(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged(problem);
}

} // namespace pushpoint
