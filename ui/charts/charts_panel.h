#pragma once

#include "ui/charts/traffic_history.h"

#include <QWidget>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QStackedLayout;
class QTableWidget;

namespace pushpoint::ui {

class FigureChart;

/// All figures over the last minute, quarter of an hour or day, and what was refused by its cause.
/// Draws only while it can be seen; remembers all the while. GUI thread; owned by the window.
class ChartsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ChartsPanel(QWidget *parent = nullptr);

    /// Call several times a second.
    void sample(qint64 wallClockMs, const TrafficTotals &totals);
    /// What stands in the place of the charts until there was anything to draw.
    void setEmptyText(const QString &text);
    Span span() const { return m_span; }
    void setSpan(Span span);

Q_SIGNALS:
    /// The user wants to see what happened then.
    void timeChosen(qint64 fromWallClockMs, qint64 toWallClockMs);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHeading();
    void makeCharts();
    void setTexts();
    void draw();
    void showRefusals();

    TrafficHistory m_history;
    TrafficTotals m_totals;
    qint64 m_nowMs = 0;
    qint64 m_drawnMs = 0;
    bool m_hasSeenAny = false;
    Span m_span = Span::Minute;
    QButtonGroup *m_spans;
    QLabel *m_hint;
    QStackedLayout *m_pages; ///< the empty text, the charts
    QLabel *m_empty;
    QGridLayout *m_grid;
    QList<FigureChart *> m_charts;
    QTableWidget *m_refusals;
};

} // namespace pushpoint::ui
