#pragma once

#include <QObject>
#include <QSet>

class QTableView;

namespace pushpoint {

/// Carries the selection and the current row of a table over a reset of its model, by ids that the
/// rows give under a role (quint64). What changes without a reset, the table keeps by itself. GUI
/// thread; a child of the table, which must have its model already.
class KeptSelection : public QObject
{
    Q_OBJECT

public:
    KeptSelection(QTableView *table, int idRole);

private:
    void save();
    void restore();

    QTableView *const m_table;
    const int m_idRole;
    QSet<quint64> m_selectedIds;
    quint64 m_currentId = 0; ///< 0: none
};

} // namespace pushpoint
