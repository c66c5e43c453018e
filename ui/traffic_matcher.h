#pragma once

#include "ui/traffic_row.h"

#include <QString>

namespace pushpoint {

/// The filter of the traffic table: a text that must occur in a row's names, preview or result,
/// whatever the case. A value; any thread.
class TrafficMatcher
{
public:
    explicit TrafficMatcher(const QString &text = {}) : m_text(text.trimmed()) { }

    bool matchesAll() const { return m_text.isEmpty(); }
    /// Gaps always match: that something is missing holds for every filter.
    bool matches(const TrafficRow &row) const;

private:
    QString m_text;
};

} // namespace pushpoint
