#include "ui/server_page/log_model.h"

#include "ui/words/display_text.h"

namespace pushpoint::ui {

int gravity(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
        return 3;
    case QtFatalMsg:
        return 4;
    }
    return 4;
}

void LogModel::append(const LogLine &line)
{
    if (m_lines.size() == linesMax)
        evictOldest();
    if (!isShown(line)) {
        m_lines.push_back(line);
        return;
    }
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_lines.push_back(line);
    m_shown.push_back(m_first + m_lines.size() - 1);
    endInsertRows();
}

void LogModel::evictOldest()
{
    const bool wasShown = !m_shown.empty() && m_shown.front() == m_first;
    if (wasShown)
        beginRemoveRows({}, 0, 0);
    m_lines.pop_front();
    ++m_first;
    if (wasShown) {
        m_shown.pop_front();
        endRemoveRows();
    }
}

void LogModel::clear()
{
    beginResetModel();
    m_first += m_lines.size();
    m_lines.clear();
    m_shown.clear();
    endResetModel();
}

void LogModel::setGravityMin(int gravityMin)
{
    beginResetModel();
    m_gravityMin = gravityMin;
    m_shown.clear();
    for (size_t i = 0; i < m_lines.size(); ++i) {
        if (isShown(m_lines[i]))
            m_shown.push_back(m_first + i);
    }
    endResetModel();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogLine &line = m_lines[m_shown[static_cast<size_t>(index.row())] - m_first];
    if (role == Qt::ToolTipRole)
        return plainToolTip(visibleText(line.text));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return clockText(line.wallClockMs);
    case Level: {
        const QString levels[]{tr("debug"), tr("info"), tr("warning"), tr("error"), tr("fatal")};
        return levels[gravity(line.type)];
    }
    case Category:
        return visibleText(line.category);
    case Text:
        return visibleText(line.text);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Level:
        return tr("Level");
    case Category:
        return tr("Part");
    case Text:
        return tr("Text");
    default:
        return {};
    }
}

} // namespace pushpoint::ui
