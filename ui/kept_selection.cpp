#include "ui/kept_selection.h"

#include <QTableView>

namespace pushpoint {

KeptSelection::KeptSelection(QTableView *table, int idRole)
    : QObject(table), m_table(table), m_idRole(idRole)
{
    const QAbstractItemModel *model = table->model();
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &KeptSelection::save);
    connect(model, &QAbstractItemModel::modelReset, this, &KeptSelection::restore);
}

void KeptSelection::save()
{
    m_selectedIds.clear();
    // Whole rows are selected. By ranges: selectedRows() takes the square of their number.
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            m_selectedIds.insert(range.model()->index(row, 0).data(m_idRole).toULongLong());
    }
    m_currentId = m_table->currentIndex().data(m_idRole).toULongLong();
}

void KeptSelection::restore()
{
    if (m_selectedIds.isEmpty() && m_currentId == 0)
        return;
    const QAbstractItemModel *model = m_table->model();
    QItemSelection selection;
    QModelIndex current;
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row, 0);
        const quint64 id = index.data(m_idRole).toULongLong();
        if (m_selectedIds.contains(id)) {
            const bool next = !selection.isEmpty() && selection.last().bottom() == row - 1;
            const QModelIndex top = next ? QModelIndex(selection.takeLast().topLeft()) : index;
            selection.append({top, model->index(row, model->columnCount() - 1)});
        }
        if (id == m_currentId)
            current = index;
    }
    QItemSelectionModel *selected = m_table->selectionModel();
    selected->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    selected->select(selection, QItemSelectionModel::Select);
}

} // namespace pushpoint
