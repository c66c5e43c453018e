#include "ui/charts/charts_panel.h"

#include "resources/language/retranslation.h"
#include "ui/charts/figure_chart.h"
#include "ui/words/display_text.h"
#include "ui/words/refusal_text.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

/// A second's point is complete only once the second is over, and an idle window shall cost
/// nothing.
constexpr qint64 drawIntervalMs = 1'000;

QString shortCount(double value)
{
    const double size = std::abs(value);
    if (size >= 1e6)
        return QLocale().toString(value / 1e6, 'g', 3) + u" M"_s;
    if (size >= 1e4)
        return QLocale().toString(value / 1e3, 'g', 3) + u" k"_s;
    return QLocale().toString(value, 'g', 4);
}

QString shortBytes(double value)
{
    return bytesText(static_cast<quint64>(std::max(0.0, value)));
}

QString milliseconds(double value)
{
    return durationText(static_cast<qint64>(value * 1e6));
}

} // namespace

ChartsPanel::ChartsPanel(QWidget *parent)
    : QWidget(parent), m_spans(new QButtonGroup(this)), m_hint(new QLabel),
      m_pages(new QStackedLayout), m_empty(new QLabel), m_grid(new QGridLayout),
      m_refusals(new QTableWidget(0, 2))
{
    m_refusals->setObjectName(u"refusals"_s);
    m_refusals->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_refusals->verticalHeader()->hide();
    m_refusals->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_refusals->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_refusals->setTabKeyNavigation(false);
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makeHeading());
    auto *charts = new QWidget;
    charts->setLayout(m_grid);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_empty->setObjectName(u"chartsEmpty"_s);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(charts);
    layout->addLayout(m_pages, 1);
    keepTranslated(this, [this] { setTexts(); });
}

QWidget *ChartsPanel::makeHeading()
{
    auto *heading = new QWidget;
    auto *line = new QHBoxLayout(heading);
    line->setContentsMargins(0, 0, 0, 0);
    for (const Span span : {Span::Minute, Span::QuarterHour, Span::Day}) {
        auto *button = new QToolButton;
        button->setCheckable(true);
        connect(button, &QToolButton::toggled, button, [button](bool checked) {
            QFont font = button->font(); // in dark colours the style's shade alone is not seen
            font.setBold(checked);
            button->setFont(font);
        });
        button->setChecked(span == m_span);
        m_spans->addButton(button, static_cast<int>(span));
        line->addWidget(button);
    }
    line->addStretch();
    line->addWidget(m_hint);
    connect(m_spans, &QButtonGroup::idClicked, this,
            [this](int id) { setSpan(static_cast<Span>(id)); });
    return heading;
}

void ChartsPanel::setTexts()
{
    m_refusals->setAccessibleName(tr("Refusals by cause"));
    m_refusals->setHorizontalHeaderLabels({tr("Refused because"), tr("Times")});
    m_spans->button(static_cast<int>(Span::Minute))->setText(tr("1 min"));
    m_spans->button(static_cast<int>(Span::QuarterHour))->setText(tr("15 min"));
    m_spans->button(static_cast<int>(Span::Day))->setText(tr("24 h"));
    m_hint->setText(tr("A click goes to what happened then."));
    // The charts remember nothing themselves, and their titles are made with them.
    qDeleteAll(m_charts);
    makeCharts();
    for (int i = 0; i < m_charts.size(); ++i)
        m_grid->addWidget(m_charts[i], i / 3, i % 3);
    m_grid->addWidget(m_refusals, int(m_charts.size()) / 3, int(m_charts.size()) % 3);
    draw();
}

void ChartsPanel::makeCharts()
{
    const auto perSecond = [](double value) { return rateText(value); };
    const auto bytesPerSecond = [](double value) { return tr("%1/s").arg(shortBytes(value)); };
    const auto count = [](double value) { return countText(static_cast<quint64>(value)); };
    m_charts = {
        new FigureChart(tr("Messages a second"),
                        {{Figure::Published, tr("published"), perSecond},
                         {Figure::Delivered, tr("delivered"), perSecond}},
                        {shortCount}),
        new FigureChart(tr("Not delivered, a second"),
                        {{Figure::Offline, tr("offline"), perSecond},
                         {Figure::Refused, tr("refused"), perSecond}},
                        {shortCount}),
        new FigureChart(tr("Latency, received to answered"),
                        {{Figure::MedianLatencyMs, tr("p50"), milliseconds},
                         {Figure::P99LatencyMs, tr("p99"), milliseconds}},
                        {milliseconds}),
        new FigureChart(
            tr("Online"),
            {{Figure::Connections, tr("connections"), count}, {Figure::Names, tr("names"), count}},
            {shortCount}),
        new FigureChart(tr("Contents, bytes a second"),
                        {{Figure::BytesIn, tr("in"), bytesPerSecond},
                         {Figure::BytesOut, tr("out"), bytesPerSecond}},
                        {shortBytes, 1024}),
    };
    for (FigureChart *chart : std::as_const(m_charts))
        connect(chart, &FigureChart::stepChosen, this, &ChartsPanel::timeChosen);
}

void ChartsPanel::setEmptyText(const QString &text)
{
    m_empty->setText(text);
}

void ChartsPanel::sample(qint64 wallClockMs, const TrafficTotals &totals)
{
    m_history.sample(wallClockMs, totals);
    m_totals = totals;
    m_nowMs = wallClockMs;
    if (isVisible() && wallClockMs / drawIntervalMs != m_drawnMs / drawIntervalMs)
        draw();
}

void ChartsPanel::setSpan(Span span)
{
    m_span = span;
    m_spans->button(static_cast<int>(span))->setChecked(true);
    draw();
}

void ChartsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    draw();
}

void ChartsPanel::draw()
{
    m_drawnMs = m_nowMs;
    // Straight lines at zero say less than a sentence does.
    m_hasSeenAny = m_hasSeenAny || m_totals.publishes > 0 || m_totals.connectionsOpen > 0
        || !m_totals.refusalsByCause().empty();
    m_pages->setCurrentIndex(m_hasSeenAny ? 1 : 0);
    m_hint->setVisible(m_hasSeenAny);
    if (!m_hasSeenAny)
        return;
    const std::vector<HistoryPoint> points = m_history.points(m_span);
    for (FigureChart *chart : std::as_const(m_charts))
        chart->show(points, m_span, m_nowMs);
    showRefusals();
}

void ChartsPanel::showRefusals()
{
    const auto causes = m_totals.refusalsByCause();
    m_refusals->setRowCount(int(causes.size()));
    for (int row = 0; row < int(causes.size()); ++row) {
        const auto &[cause, times] = causes[size_t(row)];
        const auto put = [this, row](int column, const QString &text, Qt::Alignment alignment) {
            QTableWidgetItem *item = m_refusals->item(row, column);
            if (item == nullptr)
                m_refusals->setItem(row, column, item = new QTableWidgetItem);
            item->setText(text);
            item->setTextAlignment(alignment | Qt::AlignVCenter);
        };
        put(0, RefusalText::phrase(cause), Qt::AlignLeft);
        // As it is called in answers and in the metrics.
        m_refusals->item(row, 0)->setToolTip(QString::fromLatin1(cause));
        put(1, countText(times), Qt::AlignRight);
    }
}

} // namespace pushpoint::ui
