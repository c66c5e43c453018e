#pragma once

#include "ui/connections/connection_columns.h"

#include <QAbstractItemModel>
#include <QIcon>
#include <QStringList>

#include <memory>
#include <unordered_map>
#include <vector>

namespace pushpoint::ui {

/// Who is connected: a row for each name, below it its connections. Sorted and filtered here, for
/// each new table is compared with the rows shown, and only the difference is signalled: the model
/// is never reset, so that the selection and what is unfolded stay, and ten thousand rows cost one
/// change of layout instead of ten thousand signals. GUI thread; owned by its panel.
class ConnectionsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        IdsRole = Qt::UserRole, ///< QList<quint64>: the connection, or all shown ones of the name
        NameRole,               ///< QString, as it is
        IsNameRole,             ///< bool: the row is that of a name
    };

    explicit ConnectionsModel(QObject *parent = nullptr);
    ~ConnectionsModel() override;

    /// Shows this table instead of the former. Its order does not matter.
    /// @param steadyMs when it was taken, by a clock that never jumps: rates come of it.
    /// @return true where somebody came or went.
    bool update(const ConnectionTable &table, qint64 steadyMs);
    void clear();
    /// Shows only connections that contain this; all if empty.
    void setFilter(const QString &text);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// The names online, filtered or not, each once and in order, `namesMax` at the most.
    QStringList names(qsizetype namesMax) const;
    /// Connections, filtered or not.
    size_t connectionCount() const { return m_connections.size(); }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    struct Connection;
    struct Name;
    using Rows = std::vector<const ConnectionFigures *>;
    using Names = std::vector<std::unique_ptr<Name>>;
    using Wanted = std::unordered_map<QByteArray, Rows>;

    bool takeFigures(const ConnectionTable &table, qint64 steadyMs);
    Wanted wanted() const;
    void showDifference(bool mayMove);
    void removeNames(const Wanted &wanted);
    void updateRows(Name &name, Rows wanted);
    void replaceRows(Name &name, Rows wanted);
    void insertNames(Wanted &fresh);
    void sortNames();
    template <typename Row>
    void removeRows(const QModelIndex &parent, std::vector<Row> &rows,
                    const std::vector<bool> &gone);
    template <typename Row>
    void reorder(const QModelIndex &parent, std::vector<Row> &rows, const std::vector<int> &order);
    std::vector<int> sortedOrder(const Rows &rows) const;
    void renumber();
    QModelIndex indexOf(const Name &name) const;
    const ConnectionFigures &figuresOf(const QModelIndex &index) const;

    std::unordered_map<quint64, Connection> m_connections; ///< by id
    Names m_names;                                         ///< as shown
    const QIcon m_dot;                                     ///< before names
    QString m_filter;
    int m_sortColumn = ConnectionColumn::Since;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    quint64 m_generation = 0; ///< of the newest table
    qint64 m_steadyMs = 0;    ///< of the newest table
    qint64 m_wallClockMs = 0; ///< when the newest table came
};

} // namespace pushpoint::ui
