#pragma once

#include "ui/record/formats/row_source.h"

#include <deque>

namespace pushpoint::ui {

/// Rows out of snapshots of a ring, taken on the GUI thread, each of some thousand rows: a snapshot
/// is given up as soon as it is read, so that what the ring lets go of meanwhile is not held for
/// longer than need be. The ring goes on as ever. A snapshot has first(), end() and at(sequence).
template <typename Snapshot>
class SliceRowSource : public RowSource
{
public:
    /// @param slices in order, without overlap. @param sequences the rows wanted, rising.
    SliceRowSource(std::deque<Snapshot> slices, std::vector<quint64> sequences)
        : m_slices(std::move(slices)), m_sequences(std::move(sequences))
    { }

    void next(std::vector<TrafficRow> &rows) override
    {
        rows.clear();
        while (rows.empty() && m_at < m_sequences.size()) {
            if (m_slices.empty()) {
                addGap(rows, m_sequences.size() - m_at);
                m_at = m_sequences.size();
                return;
            }
            readSlice(m_slices.front(), rows);
            m_slices.pop_front();
        }
    }
    quint64 rowsTotal() const override { return m_sequences.size(); }

private:
    void readSlice(const Snapshot &slice, std::vector<TrafficRow> &rows)
    {
        const size_t begin = m_at;
        while (m_at < m_sequences.size() && m_sequences[m_at] < slice.first())
            ++m_at; // it had left before the snapshot was taken
        addGap(rows, m_at - begin);
        for (; m_at < m_sequences.size() && m_sequences[m_at] < slice.end(); ++m_at)
            rows.push_back(slice.at(m_sequences[m_at]));
    }
    static void addGap(std::vector<TrafficRow> &rows, quint64 lost)
    {
        if (lost == 0)
            return;
        rows.emplace_back();
        rows.back().lost = lost;
    }

    std::deque<Snapshot> m_slices;
    const std::vector<quint64> m_sequences;
    size_t m_at = 0;
};

} // namespace pushpoint::ui
