#pragma once

#include "server/traffic/message_trace.h"

#include <QAbstractTableModel>

namespace pushpoint::ui {

/// Where a message's time went: a row for each step, and two for each receiver. GUI thread.
class TimingModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Step, Began, Took, Bar, ColumnCount };
    enum Role { BarBeginRole = Qt::UserRole, BarEndRole }; ///< double, 0 to 1 of the whole time
    using QAbstractTableModel::QAbstractTableModel;

    /// @param trace null: no rows.
    void setTrace(const std::shared_ptr<const MessageTrace> &trace);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    struct Span
    {
        QString step;
        qint64 beginNs;
        qint64 endNs; ///< below begin: it had not come to an end
    };
    void add(const QString &step, qint64 endNs);

    std::vector<Span> m_spans;
    qint64 m_beganNs = 0;
    qint64 m_endedNs = 0;
    qint64 m_reachedNs = 0; ///< where the step before ended
};

} // namespace pushpoint::ui
