#include "ui/detail/timing_model.h"

#include <QLocale>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

QString microseconds(qint64 ns)
{
    return QLocale().toString(double(ns) / 1e3, 'f', 1) + u" µs"_s;
}

} // namespace

void TimingModel::add(const QString &step, qint64 endNs)
{
    if (endNs == 0)
        return; // it did not pass there
    m_spans.push_back({step, m_reachedNs, std::max(endNs, m_reachedNs)});
    m_reachedNs = std::max(endNs, m_reachedNs);
}

void TimingModel::setTrace(const std::shared_ptr<const MessageTrace> &trace)
{
    beginResetModel();
    m_spans.clear();
    if (trace) {
        for (const qint64 firstNs :
             {trace->acceptedNs, trace->receivedNs, trace->parsedNs, trace->routedNs}) {
            m_beganNs = firstNs;
            if (firstNs != 0)
                break;
        }
        m_reachedNs = m_beganNs;
        add(tr("received"), trace->receivedNs);
        add(tr("parsed"), trace->parsedNs);
        add(tr("routed"), trace->routedNs);
        const qint64 routedNs = m_reachedNs;
        for (const DeliveryTrace &delivery : trace->deliveries) {
            const qint64 queuedNs = std::max(delivery.queuedNs, routedNs);
            m_spans.push_back(
                {tr("connection %1: queued").arg(delivery.connectionId), routedNs, queuedNs});
            const bool written = delivery.writtenNs != 0;
            m_spans.push_back({tr("connection %1: written").arg(delivery.connectionId), queuedNs,
                               written ? std::max(delivery.writtenNs, queuedNs) : queuedNs - 1});
        }
        add(tr("answered"), trace->answeredNs);
    }
    m_endedNs = m_beganNs;
    for (const Span &span : m_spans)
        m_endedNs = std::max(m_endedNs, span.endNs);
    endResetModel();
}

int TimingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_spans.size());
}

int TimingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Span &span = m_spans[size_t(index.row())];
    const bool ended = span.endNs >= span.beginNs;
    const auto share = [this](qint64 ns) {
        return m_endedNs > m_beganNs ? double(ns - m_beganNs) / double(m_endedNs - m_beganNs) : 0;
    };
    if (role == BarBeginRole)
        return share(span.beginNs);
    if (role == BarEndRole)
        return ended ? share(span.endNs) : 1.0;
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Step ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Step:
        return span.step;
    case Began:
        return microseconds(span.beginNs - m_beganNs);
    case Took:
        return ended ? microseconds(span.endNs - span.beginNs) : tr("not yet");
    default:
        return {};
    }
}

QVariant TimingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Until"), tr("From"), tr("Took"), {}};
    return titles.value(section);
}

} // namespace pushpoint::ui
