#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <deque>

namespace pushpoint::ui {

/// One line that the program logged. A value.
struct LogLine
{
    qint64 wallClockMs = 0;
    QtMsgType type = QtInfoMsg;
    QString category;
    QString text;
};

/// How grave it is, from 0 for debugging to 4 for what ended the program; QtMsgType is in no order.
int gravity(QtMsgType type);

/// The newest lines of the log that are grave enough; all newest ones are kept, however grave. GUI
/// thread; owned by its panel.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Level, Category, Text, ColumnCount };
    static constexpr size_t linesMax = 2000;

    using QAbstractTableModel::QAbstractTableModel;

    void append(const LogLine &line);
    void clear();
    /// Shows lines that are as grave as this, or more.
    void setGravityMin(int gravityMin);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    bool isShown(const LogLine &line) const { return gravity(line.type) >= m_gravityMin; }
    void evictOldest();

    std::deque<LogLine> m_lines; ///< all that are kept
    std::deque<quint64> m_shown; ///< numbers of the lines that are shown, ascending
    quint64 m_first = 0;         ///< the number of the oldest line
    int m_gravityMin = 0;
};

} // namespace pushpoint::ui
