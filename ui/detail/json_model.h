#pragma once

#include "ui/detail/json_outline.h"

#include <QAbstractItemModel>

namespace pushpoint::ui {

/// A JSON text as a tree of names and values; a cell is made only when it is drawn. GUI thread.
class JsonModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };
    using QAbstractItemModel::QAbstractItemModel;

    void setJson(const QByteArray &json);
    bool isCut() const { return m_outline.isCut(); }
    QString path(const QModelIndex &index) const;
    /// As it was sent.
    QByteArray value(const QModelIndex &index) const;
    /// The next node after `from` whose name or value says the text; invalid: none.
    QModelIndex find(const QString &text, const QModelIndex &from) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QModelIndex indexOf(int node) const;

    JsonOutline m_outline;
};

} // namespace pushpoint::ui
