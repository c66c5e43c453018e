#pragma once

#include "server/traffic/traffic_feed.h"
#include "ui/filter/filter_expression.h"
#include "ui/filter/filter_scan.h"
#include "ui/ring/traffic_ring.h"
#include "ui/traffic/traffic_cells.h"

#include <QAbstractTableModel>

#include <deque>
#include <memory>

namespace pushpoint::ui {

class FilterMatcher;

/// What happened, oldest first, up to a number of rows and a sum of bytes; the oldest leave.
/// Written directly on the ring: a row costs nothing but its event. A filter keeps only the
/// sequence numbers that match. GUI thread; owned by its panel. Never takes from the feed itself
/// and knows no view.
class TrafficModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using enum TrafficCells::Column;
    using enum TrafficCells::Role;
    using TimeOf = TrafficCells::TimeOf;

    explicit TrafficModel(TrafficBounds bounds, QObject *parent = nullptr);
    ~TrafficModel() override;

    /// Adds a batch and, where it has lost some, a row that says so.
    void append(const TrafficFeed::Batch &batch);
    /// Adds rows as they are, gaps among them: a recording's.
    void append(const std::vector<TrafficRow> &rows);
    void clear();

    /// Shows only the rows that match. What can be told within a few milliseconds is shown at once,
    /// the rest is looked through on another thread, newest first.
    void setFilter(const FilterExpression &filter);
    /// Recorded rows are still being looked through.
    bool isSearching() const { return m_search.isRunning(); }
    /// Rows at which the filter's pattern took more effort than it may, and so did not match.
    quint64 tooCostlyRows() const;
    /// While paused, rows are recorded but not shown. Shown rows still leave when the ring is full.
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    void setTimeOf(TimeOf timeOf);
    TimeOf timeOf() const { return m_timeOf; }

    /// How many recorded rows wait for the end of the pause, matching or not.
    quint64 heldBackRows() const { return m_ring.end() - m_shownEnd; }
    /// See TrafficRing.
    QByteArrayList takeFreshNames() { return m_ring.takeFreshNames(); }
    const TrafficRing &ring() const { return m_ring; }
    /// All that is recorded, to be read on any thread.
    TrafficSnapshot snapshot() const { return m_ring.snapshot(m_ring.first(), m_ring.end()); }

    /// The number that the row keeps for life. @param row from 0 to rowCount() − 1.
    quint64 sequenceOf(int row) const;
    /// The row that shows it; −1: none, as for an invalid index of Qt.
    int rowOf(quint64 sequence) const;
    /// Of the rows shown, oldest first.
    std::vector<quint64> shownSequences() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// isSearching() or tooCostlyRows() changed.
    void searchChanged();

private:
    const TrafficRow &rowAt(int row) const;
    QString timeText(int row) const;
    /// Lets the oldest rows go. @return how many of the new ones are too many even so.
    size_t makeRoomFor(size_t rows);
    void onPushed();
    void evict(size_t count);
    void showRecorded();
    void appendMatches(const std::vector<quint64> &sequences);
    void onFoundBefore(const std::vector<quint64> &sequences);
    void onFoundAfter(const std::vector<quint64> &sequences);
    void onCaughtUp(quint64 tooCostlyRows);
    void forgetSearches();

    TrafficRing m_ring;
    FilterExpression m_filter;
    std::unique_ptr<FilterMatcher> m_matcher; ///< for what is matched on this thread
    qint64 m_filterSetMs = 0;                 ///< what `last:5m` is counted back from
    FilterScan m_search;                      ///< the rows from before the filter was set
    FilterScan m_catchUp; ///< newer ones, where they come faster than this thread may match them
    quint64 m_catchUpEnd = 0;
    quint64 m_tooCostlyRows = 0;
    std::deque<quint64> m_matches; ///< sequence numbers shown; unused while everything matches
    quint64 m_shownEnd = 0;        ///< sequence numbers below have been shown or matched
    bool m_paused = false;
    TimeOf m_timeOf = TimeOf::Clock;
    // A view asks for many cells and roles of one row in turn.
    mutable quint64 m_unpackedSequence = ~quint64(0);
    mutable TrafficRow m_unpacked;
};

} // namespace pushpoint::ui
