#pragma once

#include "server/protocol/close_code.h"
#include "server/traffic/traffic_event.h"

#include <QWidget>

class QHeaderView;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pushpoint::ui {

class ConnectionsModel;
class HintTree;

/// Who is connected, with a filter and what can be done to the selected ones. GUI thread; owned by
/// the window.
class ConnectionsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionsPanel(QWidget *parent = nullptr);

    /// @param steadyMs when the table was taken, by a clock that never jumps.
    void update(const ConnectionTable &table, qint64 steadyMs);
    void clear();
    /// Names online, bounded in number.
    QStringList names() const { return m_names; }
    /// What the empty table says.
    void setHint(const QString &hint);
    /// For the window to remember the columns.
    QHeaderView *header() const;

Q_SIGNALS:
    void disconnectRequested(const QList<quint64> &connectionIds, pushpoint::CloseCode code,
                             const QString &reason);
    void pingRequested(const QList<quint64> &connectionIds);
    /// The user wants to write to this name.
    void writeRequested(const QString &name);
    /// The user wants to see what a filter of the traffic with this text shows.
    void trafficRequested(const QString &filter);

private:
    QWidget *makeHeading();
    void makeTree();
    void makeActions();
    void setTexts();
    QList<quint64> selectedIds() const;
    void askToDisconnect();
    void showTraffic();
    void onSelectionChanged();
    void showHint();

    ConnectionsModel *m_model;
    HintTree *m_tree;
    QLabel *m_title;
    QLineEdit *m_filter;
    QPushButton *m_ping;
    QPushButton *m_disconnect;
    QAction *m_writeAction;
    QAction *m_trafficAction;
    QAction *m_pingAction;
    QAction *m_disconnectAction;
    QString m_hint;
    QStringList m_names;
};

/// The text of a traffic filter for what goes to this name, quoted where need be.
QString trafficFilterTo(const QString &name);

} // namespace pushpoint::ui
