#include "ui/filter/filter_scan.h"

#include "ui/filter/filter_matcher.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace pushpoint::ui {

namespace {

constexpr size_t firstBatchRows = 256;
constexpr size_t batchRowsMax = 128 * 1024;
constexpr qint64 batchIntervalMs = 60; ///< what has been found by then goes out, however little
constexpr quint64 rowsBetweenLooks = 64;

} // namespace

/// What the two threads share of one search.
struct FilterScan::Search
{
    TrafficSnapshot rows;
    FilterExpression expression;
    qint64 nowMs;
    Order order;
    std::atomic<bool> cancelled{false};
};

/// What has been found and not been told yet. The searching thread's own.
class FilterScan::Batches
{
public:
    Batches(const std::shared_ptr<Search> &search, FilterScan *scan)
        : m_search(search), m_scan(scan)
    {
        m_sinceLast.start();
    }

    void add(quint64 sequence)
    {
        m_batch.push_back(sequence);
        if (m_batch.size() >= m_batchRows)
            send();
    }
    void sendWhatIsDue()
    {
        if (m_sinceLast.elapsed() >= batchIntervalMs)
            send();
    }
    void send()
    {
        m_sinceLast.restart();
        if (m_batch.empty())
            return;
        m_batchRows = std::min(m_batchRows * 4, batchRowsMax);
        // What is told later than a cancel finds another search in the scan, or none.
        QMetaObject::invokeMethod(
            m_scan, [search = m_search, scan = m_scan, batch = std::exchange(m_batch, {})] {
                if (scan->m_running == search)
                    Q_EMIT scan->found(batch);
            });
    }

private:
    const std::shared_ptr<Search> m_search;
    FilterScan *const m_scan;
    std::vector<quint64> m_batch;
    size_t m_batchRows = firstBatchRows;
    QElapsedTimer m_sinceLast;
};

FilterScan::FilterScan(QObject *parent) : QObject(parent)
{
    m_thread.setMaxThreadCount(1);
    m_thread.setThreadPriority(QThread::LowPriority); // the server goes first
}

FilterScan::~FilterScan()
{
    cancel();
    m_thread.waitForDone(); // it posts to this object
}

void FilterScan::start(TrafficSnapshot rows, const FilterExpression &expression, qint64 nowMs,
                       Order order)
{
    cancel();
    m_running = std::make_shared<Search>();
    m_running->rows = std::move(rows);
    m_running->expression = expression;
    m_running->nowMs = nowMs;
    m_running->order = order;
    m_thread.start([search = m_running, this] { run(search, this); });
}

void FilterScan::cancel()
{
    if (m_running)
        m_running->cancelled.store(true, std::memory_order_relaxed);
    m_running.reset();
}

void FilterScan::run(const std::shared_ptr<Search> &search, FilterScan *scan)
{
    FilterMatcher matcher(search->expression, search->nowMs);
    Batches batches(search, scan);
    const TrafficRows &rows = search->rows.rows();
    const size_t chunks = rows.chunks.size();
    quint64 looked = 0;
    for (size_t i = 0; i < chunks; ++i) {
        const bool backwards = search->order == Order::NewestFirst;
        const size_t index = backwards ? chunks - 1 - i : i;
        const TrafficChunk &chunk = *rows.chunks[index];
        const quint64 first = std::max(chunk.first(), search->rows.first());
        const quint64 end
            = index + 1 < chunks ? rows.chunks[index + 1]->first() : search->rows.end();
        for (quint64 offset = 0; offset < end - first; ++offset, ++looked) {
            const quint64 sequence = backwards ? end - 1 - offset : first + offset;
            if (matcher.matches(rows, chunk, sequence))
                batches.add(sequence);
            if (looked % rowsBetweenLooks != 0)
                continue;
            if (search->cancelled.load(std::memory_order_relaxed))
                return;
            batches.sendWhatIsDue();
        }
    }
    batches.send();
    QMetaObject::invokeMethod(scan, [search, scan, tooCostly = matcher.tooCostlyRows()] {
        if (scan->m_running != search)
            return;
        scan->m_running.reset();
        Q_EMIT scan->finished(tooCostly);
    });
}

} // namespace pushpoint::ui
