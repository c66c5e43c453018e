#include "ui/cluster/link_model.h"

#include "ui/cluster/cluster_text.h"
#include "ui/parts/online_dot.h"
#include "ui/words/display_text.h"

namespace pushpoint::ui {

namespace {

bool isSame(const LinkChange &a, const LinkChange &b)
{
    return a.wallClockMs == b.wallClockMs && a.word == b.word && a.text == b.text;
}

} // namespace

// The history only grows at its end and, when it is full, leaves at its beginning; anything else is
// another server's.
void LinkModel::update(const std::vector<LinkChange> &history)
{
    size_t left = 0; // how many of ours are no longer there
    while (left < m_history.size() && (history.empty() || !isSame(m_history[left], history[0])))
        ++left;
    const size_t kept = m_history.size() - left;
    bool grew = kept <= history.size();
    for (size_t i = 0; grew && i < kept; ++i)
        grew = isSame(m_history[left + i], history[i]);
    if (kept == 0 || !grew) {
        beginResetModel();
        m_history = history;
        endResetModel();
        return;
    }
    if (left > 0) {
        beginRemoveRows({}, int(kept), int(m_history.size()) - 1);
        m_history.erase(m_history.begin(), m_history.begin() + qsizetype(left));
        endRemoveRows();
    }
    if (kept < history.size()) {
        beginInsertRows({}, 0, int(history.size() - kept) - 1);
        m_history = history;
        endInsertRows();
    }
}

int LinkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_history.size());
}

int LinkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LinkModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LinkChange &change = m_history[m_history.size() - 1 - size_t(index.row())];
    if (role == Qt::ToolTipRole)
        return plainToolTip(ClusterText::reason(change));
    if (role == Qt::DecorationRole && index.column() == State && change.linked)
        return onlineDot();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return dateClockText(change.wallClockMs);
    case State:
        return ClusterText::link(change.word);
    case Reason:
        return ClusterText::reason(change);
    default:
        return {};
    }
}

QVariant LinkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Time"), tr("Link"), tr("Reason")};
    return titles.value(section);
}

} // namespace pushpoint::ui
