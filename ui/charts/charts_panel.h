#pragma once

#include "ui/charts/traffic_history.h"

#include <QWidget>

class QButtonGroup;
class QTableWidget;

namespace pushpoint {

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
    void draw();
    void showRefusals();

    TrafficHistory m_history;
    TrafficTotals m_totals;
    qint64 m_nowMs = 0;
    qint64 m_drawnMs = 0;
    Span m_span = Span::Minute;
    QButtonGroup *m_spans;
    QList<FigureChart *> m_charts;
    QTableWidget *m_refusals;
};

} // namespace pushpoint
