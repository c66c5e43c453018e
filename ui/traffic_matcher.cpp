#include "ui/traffic_matcher.h"

#include "ui/traffic_text.h"

namespace pushpoint {

bool TrafficMatcher::matches(const TrafficRow &row) const
{
    if (matchesAll() || row.isGap())
        return true;
    const auto has = [this](const QByteArray &utf8) {
        return QString::fromUtf8(utf8).contains(m_text, Qt::CaseInsensitive);
    };
    return has(row.event.to) || has(row.event.from) || has(row.event.preview)
        || TrafficText::result(row.event).contains(m_text, Qt::CaseInsensitive);
}

} // namespace pushpoint
