#pragma once

#include "ui/record/formats/row_source.h"

#include <QByteArrayList>
#include <QRandomGenerator>

#include <functional>

namespace pushpoint {

/// An event with everything in it that a real one can have, and some that are strange.
ui::TrafficRow randomRow(QRandomGenerator &random);

bool sameRows(const ui::TrafficRow &a, const ui::TrafficRow &b);

/// Hands out rows that exist only once they are asked for.
class MadeRows : public ui::RowSource
{
public:
    using Make = std::function<ui::TrafficRow(quint64 index)>;
    MadeRows(quint64 rowsTotal, Make make) : m_rowsTotal(rowsTotal), m_make(std::move(make)) { }

    void next(std::vector<ui::TrafficRow> &rows) override;
    quint64 rowsTotal() const override { return m_rowsTotal; }

private:
    const quint64 m_rowsTotal;
    const Make m_make;
    quint64 m_at = 0;
};

/// A delivered message of some hundred bytes for one of a thousand connections.
ui::TrafficRow ordinaryRow(quint64 index);

} // namespace pushpoint
