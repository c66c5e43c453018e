#include "ui/charts/figure_chart.h"

#include "ui/words/display_text.h"

#include <QCategoryAxis>
#include <QChart>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QGraphicsLineItem>
#include <QKeyEvent>
#include <QLegend>
#include <QLineSeries>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int gridLines = 3;

/// Middle tones, with at least 3:1 against white and against a dark window, and told apart without
/// their hue too: the second is dashed.
constexpr std::array<QRgb, 2> lineColors{0xff2f7fd1, 0xffc9730a};

/// The next of 1.5, 3, 6, 9 times a power of ten: all divide into three round steps.
double niceCeiling(double value)
{
    if (value <= 0)
        return gridLines;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.5, 3.0, 6.0, 9.0}) {
        if (value <= factor * power)
            return factor * power;
    }
    return 15 * power;
}

/// The same for what is told in units of `unitStep`, each that many of the one before: the steps
/// are round in the unit that they are written in.
double niceCeiling(double value, double unitStep)
{
    double unit = 1;
    while (value / unit >= unitStep)
        unit *= unitStep;
    return niceCeiling(value / unit) * unit;
}

} // namespace

FigureChart::FigureChart(const QString &title, QList<ChartedFigure> figures, AxisScale scale,
                         QWidget *parent)
    : QChartView(new QChart, parent), m_figures(std::move(figures)), m_scale(std::move(scale)),
      m_times(new QDateTimeAxis(this)), m_values(new QCategoryAxis(this)),
      m_mark(new QGraphicsLineItem(chart()))
{
    chart()->setTitle(title);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundVisible(false);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    chart()->addAxis(m_times, Qt::AlignBottom);
    chart()->addAxis(m_values, Qt::AlignLeft);
    m_times->setTickCount(4);
    m_values->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    for (qsizetype i = 0; i < m_figures.size(); ++i) {
        auto *series = new QLineSeries(this);
        series->setName(m_figures[i].title);
        series->setPen(QPen(QColor::fromRgb(lineColors[size_t(i) % lineColors.size()]), 1.6,
                            i == 0 ? Qt::SolidLine : Qt::DashLine));
        chart()->addSeries(series);
        series->attachAxis(m_times);
        series->attachAxis(m_values);
        m_series += series;
    }
    m_mark->hide();
    m_mark->setZValue(10);
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMinimumSize(220, 140);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    adoptPalette();
    show({}, Span::Minute, 0);
}

void FigureChart::show(const std::vector<HistoryPoint> &points, Span span, qint64 nowWallClockMs)
{
    const qint64 markedMs
        = m_marked >= 0 ? m_points[static_cast<size_t>(m_marked)].wallClockMs : -1;
    m_points = points;
    m_span = span;
    m_times->setFormat(span == Span::Day ? u"HH:mm"_s : u"HH:mm:ss"_s);
    m_times->setRange(QDateTime::fromMSecsSinceEpoch(nowWallClockMs - spanMs(span)),
                      QDateTime::fromMSecsSinceEpoch(nowWallClockMs));
    scaleValues();
    for (qsizetype i = 0; i < m_figures.size(); ++i) {
        QList<QPointF> line;
        line.reserve(static_cast<qsizetype>(points.size()));
        for (const HistoryPoint &point : points) {
            const double value = point[m_figures[i].figure];
            line.append({double(point.wallClockMs), std::isnan(value) ? 0.0 : value});
        }
        m_series[i]->replace(line);
    }
    const auto marked = std::ranges::find_if(
        m_points, [markedMs](const HistoryPoint &p) { return p.wallClockMs == markedMs; });
    markStep(marked == m_points.end() ? -1 : int(marked - m_points.begin()));
}

void FigureChart::scaleValues()
{
    double highest = 0;
    for (const HistoryPoint &point : m_points) {
        for (const ChartedFigure &figure : m_figures) {
            if (const double value = point[figure.figure]; value > highest) // not for NaN
                highest = value;
        }
    }
    const double top = niceCeiling(highest, m_scale.unitStep);
    if (m_values->max() == top && m_values->count() > 0)
        return;
    for (const QString &label : m_values->categoriesLabels())
        m_values->remove(label);
    m_values->setStartValue(0); // removing the labels has moved it
    m_values->setRange(0, top);
    for (int i = 0; i <= gridLines; ++i) {
        const double value = top * i / gridLines;
        m_values->append(m_scale.text(value), value);
    }
}

int FigureChart::indexNear(QPointF viewPosition) const
{
    if (m_points.empty() || !chart()->plotArea().contains(viewPosition))
        return -1;
    const double ms = chart()->mapToValue(viewPosition).x();
    const auto nearer = [ms](const HistoryPoint &a, const HistoryPoint &b) {
        return std::abs(double(a.wallClockMs) - ms) < std::abs(double(b.wallClockMs) - ms);
    };
    return int(std::ranges::min_element(m_points, nearer) - m_points.begin());
}

void FigureChart::markStep(int index)
{
    m_marked = index;
    m_mark->setVisible(index >= 0);
    if (index < 0)
        return;
    const double x = chart()->mapToPosition({double(m_points[size_t(index)].wallClockMs), 0}).x();
    const QRectF plot = chart()->plotArea();
    m_mark->setLine(x, plot.top(), x, plot.bottom());
}

QString FigureChart::stepText(int index) const
{
    const HistoryPoint &point = m_points[size_t(index)];
    QStringList lines{dateClockText(point.wallClockMs)};
    for (const ChartedFigure &figure : m_figures) {
        const double value = point[figure.figure];
        lines += tr("%1: %2").arg(figure.title, std::isnan(value) ? u"–"_s : figure.text(value));
    }
    return lines.join(u'\n');
}

void FigureChart::mouseMoveEvent(QMouseEvent *event)
{
    const int index = indexNear(event->position());
    markStep(index);
    if (index >= 0)
        QToolTip::showText(event->globalPosition().toPoint(), plainToolTip(stepText(index)), this);
    else
        QToolTip::hideText();
}

void FigureChart::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    const int index = event->button() == Qt::LeftButton ? indexNear(event->position()) : -1;
    if (index >= 0) {
        const qint64 fromMs = m_points[size_t(index)].wallClockMs;
        Q_EMIT stepChosen(fromMs, fromMs + stepMs(m_span));
    }
}

void FigureChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    if (!hasFocus())
        markStep(-1);
}

void FigureChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_points.size()) - 1;
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (sideways && last >= 0) {
        const int step = event->key() == Qt::Key_Left ? -1 : 1;
        markStep(m_marked < 0 ? last : std::clamp(m_marked + step, 0, last));
        const QPointF top = chart()->mapToPosition(
            {double(m_points[size_t(m_marked)].wallClockMs), m_values->max()});
        QToolTip::showText(mapToGlobal(top.toPoint()), plainToolTip(stepText(m_marked)), this);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_marked >= 0) {
        const qint64 fromMs = m_points[size_t(m_marked)].wallClockMs;
        Q_EMIT stepChosen(fromMs, fromMs + stepMs(m_span));
    } else {
        QChartView::keyPressEvent(event);
    }
}

void FigureChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        adoptPalette();
}

void FigureChart::adoptPalette()
{
    const QColor text = palette().color(QPalette::Text);
    QColor faint = text;
    faint.setAlphaF(0.18F);
    QFont bold = font();
    bold.setBold(true);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    chart()->setTitleBrush(text);
    chart()->setTitleFont(bold);
    chart()->legend()->setLabelColor(text);
    chart()->legend()->setFont(small);
    for (QAbstractAxis *axis : std::initializer_list<QAbstractAxis *>{m_times, m_values}) {
        axis->setLabelsColor(text);
        axis->setLabelsFont(small);
        axis->setLinePenColor(faint);
        axis->setGridLineColor(faint);
    }
    m_mark->setPen(QPen(text, 1, Qt::DotLine));
    setBackgroundBrush(palette().color(QPalette::Base));
}

} // namespace pushpoint::ui
