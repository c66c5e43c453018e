#pragma once

#include "server/traffic/traffic_event.h"

#include <QWidget>

#include <memory>

class QHeaderView;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;

namespace pushpoint {

class ConnectionsModel;
class HintTable;

/// The table of connections with its filter and what can be done to the selected ones. GUI thread;
/// owned by the window.
class ConnectionsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionsPanel(QWidget *parent = nullptr);

    void update(std::shared_ptr<const ConnectionTable> table);
    void clear();
    /// Names online, bounded in number.
    QStringList names() const { return m_names; }
    /// What the empty table says.
    void setHint(const QString &hint);
    /// For the window to remember the widths of columns.
    QHeaderView *header() const;

Q_SIGNALS:
    void disconnectRequested(const QList<quint64> &connectionIds);
    /// The user wants to write to this name.
    void writeRequested(const QString &name);

private:
    QWidget *makeHeading();
    void makeTable();
    QList<quint64> selectedIds() const;
    void onSelectionChanged();
    void onFilterEdited(const QString &text);
    void showHint();

    ConnectionsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    HintTable *m_table;
    QLineEdit *m_filter;
    QPushButton *m_disconnect;
    QAction *m_disconnectAction;
    QAction *m_writeAction;
    QString m_hint;
    QStringList m_names;
};

} // namespace pushpoint
