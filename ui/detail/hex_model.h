#pragma once

#include <QAbstractListModel>
#include <QByteArray>

namespace pushpoint::ui {

/// Bytes as lines of offset, sixteen bytes and their ASCII; a line is made only when it is drawn.
/// GUI thread.
class HexModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setBytes(const QByteArray &bytes);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QByteArray m_bytes;
};

} // namespace pushpoint::ui
