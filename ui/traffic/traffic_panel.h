#pragma once

#include "server/traffic/traffic_feed.h"
#include "ui/ring/traffic_row.h"

#include <QWidget>

class QHeaderView;
class QLabel;
class QMenu;
class QPushButton;

namespace pushpoint::ui {

class FilterBar;
class HintTable;
class TailFollower;
class TrafficColumnsMenu;
class TrafficModel;

/// The table of what happened, newest at the end, with its filter and pause. GUI thread; owned by
/// the window.
class TrafficPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TrafficPanel(TrafficBounds bounds = {}, QWidget *parent = nullptr);

    void append(const TrafficFeed::Batch &batch);
    /// Adds rows as they are: a recording's.
    void append(const std::vector<TrafficRow> &rows);
    /// It shows a recording: there is nothing to pause or to forget.
    void setRecorded();
    /// What the empty table says.
    void setHint(const QString &hint);
    /// Puts the cursor into the filter.
    void editFilter();
    void setFilterText(const QString &text);
    /// For the window to remember the widths of columns.
    QHeaderView *header() const;

    TrafficModel *model() const { return m_model; }
    /// The numbers of the selected rows, oldest first; see TrafficModel::ring().
    std::vector<quint64> selectedSequences() const;
    /// Makes a shown row the current one and scrolls to it. False: it is not shown.
    bool goTo(quint64 sequence);

Q_SIGNALS:
    /// A row was opened, by Enter or a double click.
    void detailRequested();
    /// Another row became the current one. @param previous see DetailPanel::showRow().
    void rowChosen(const pushpoint::ui::TrafficRow &row, const QByteArray &previous);
    /// The menu of the selected rows is about to open: receivers add their actions to it. It is
    /// deleted when it closes.
    void contextMenuRequested(QMenu *menu);

private:
    QWidget *makeHeading();
    void makeTable();
    void openMenu(const QPoint &at);
    void tellOfRow(const QModelIndex &current);
    void showHint();
    void showSearch();
    void showHeldBack();
    void onTailChanged();

    TrafficModel *m_model;
    HintTable *m_table;
    TailFollower *m_tail;
    TrafficColumnsMenu *m_columns;
    FilterBar *m_filter;
    QPushButton *m_newest;
    QPushButton *m_pause;
    QPushButton *m_clear;
    QLabel *m_heldBack;
    QString m_hint;
};

} // namespace pushpoint::ui
