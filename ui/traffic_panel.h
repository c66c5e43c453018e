#pragma once

#include "server/traffic/traffic_feed.h"

#include <QWidget>

class QHeaderView;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pushpoint {

class HintTable;
class TailFollower;
class TrafficModel;

/// The table of what happened, newest at the end, with its filter and pause. GUI thread; owned by
/// the window.
class TrafficPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TrafficPanel(QWidget *parent = nullptr);

    void append(TrafficFeed::Batch batch);
    /// What the empty table says.
    void setHint(const QString &hint);
    /// Puts the cursor into the filter.
    void editFilter();
    /// For the window to remember the widths of columns.
    QHeaderView *header() const;

private:
    QWidget *makeHeading();
    void makeTable();
    void showHint();
    void showHeldBack();
    void onTailChanged();

    TrafficModel *m_model;
    HintTable *m_table;
    TailFollower *m_tail;
    QLineEdit *m_filter;
    QPushButton *m_newest;
    QPushButton *m_pause;
    QPushButton *m_clear;
    QLabel *m_heldBack;
    QString m_hint;
};

} // namespace pushpoint
