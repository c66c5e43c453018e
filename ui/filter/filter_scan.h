#pragma once

#include "ui/filter/filter_expression.h"
#include "ui/ring/traffic_snapshot.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace pushpoint::ui {

/// Looks through a snapshot for the rows that match, on a thread of its own, and hands them back in
/// batches: small ones first, so that the first rows are there at once. One search at a time: a new
/// one ends the one before. GUI thread; ending it waits for no more than one row.
class FilterScan : public QObject
{
    Q_OBJECT

public:
    enum class Order { NewestFirst, OldestFirst };

    explicit FilterScan(QObject *parent = nullptr);
    ~FilterScan() override;

    /// @param nowMs see FilterMatcher.
    void start(TrafficSnapshot rows, const FilterExpression &expression, qint64 nowMs, Order order);
    /// No batch comes after this.
    void cancel();
    bool isRunning() const { return m_running != nullptr; }

Q_SIGNALS:
    /// @param sequences in the order of the search.
    void found(const std::vector<quint64> &sequences);
    /// All has been looked through. @param tooCostlyRows see FilterMatcher.
    void finished(quint64 tooCostlyRows);

private:
    struct Search;
    class Batches;
    static void run(const std::shared_ptr<Search> &search, FilterScan *scan);

    std::shared_ptr<Search> m_running; ///< null: none
    QThreadPool m_thread;
};

} // namespace pushpoint::ui
