#pragma once

#include "ui/charts/traffic_history.h"

#include <QChartView>

#include <functional>

class QCategoryAxis;
class QDateTimeAxis;
class QGraphicsLineItem;
class QLineSeries;

namespace pushpoint::ui {

/// One figure of a chart: which, what it is called and how its values read.
struct ChartedFigure
{
    Figure figure;
    QString title;
    std::function<QString(double)> text;
};

/// How the values beside an axis are written and stepped.
struct AxisScale
{
    std::function<QString(double)> text;
    double unitStep = 1000; ///< each unit is that many of the one before: 1024 for bytes
};

/// A chart of a few figures over time. Shows the values under the mouse or the cursor keys; a click
/// or Enter tells which step is meant. Colours follow the palette. GUI thread.
class FigureChart : public QChartView
{
    Q_OBJECT

public:
    FigureChart(const QString &title, QList<ChartedFigure> figures, AxisScale scale,
                QWidget *parent = nullptr);

    /// @param points oldest first.
    void show(const std::vector<HistoryPoint> &points, Span span, qint64 nowWallClockMs);

Q_SIGNALS:
    /// The user wants to see what happened in this step.
    void stepChosen(qint64 fromWallClockMs, qint64 toWallClockMs);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void adoptPalette();
    void scaleValues();
    int indexNear(QPointF viewPosition) const;
    void markStep(int index);
    QString stepText(int index) const;

    QList<ChartedFigure> m_figures;
    AxisScale m_scale;
    QList<QLineSeries *> m_series; ///< as m_figures
    QDateTimeAxis *m_times;
    QCategoryAxis *m_values;
    QGraphicsLineItem *m_mark;
    std::vector<HistoryPoint> m_points;
    Span m_span = Span::Minute;
    int m_marked = -1; ///< index into m_points; below zero: none
};

} // namespace pushpoint::ui
