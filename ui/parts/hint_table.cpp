#include "ui/parts/hint_table.h"

#include "ui/parts/hint.h"
#include "ui/parts/steady_scroll_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace pushpoint::ui {

namespace {

/// Qt fills what is higher than this by several threads, and to wake them costs more than filling:
/// a sixth of what the window took for busy traffic. (QtGui 6.4, qdrawhelper.cpp: 64 lines each.)
constexpr int stripHeight = 48;

} // namespace

HintTable::HintTable(QWidget *parent) : QTableView(parent)
{
    setVerticalScrollBar(new SteadyScrollBar(Qt::Vertical, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // see paintBackground()
    setTabKeyNavigation(false); // Tab leaves the table, as from every other widget
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsMovable(true);
}

void HintTable::setHint(const QString &hint)
{
    if (hint == m_hint)
        return;
    m_hint = hint;
    setAccessibleDescription(hint);
    viewport()->update();
}

void HintTable::setColumnSamples(const QStringList &samples)
{
    const int margin = 2 * fontMetrics().averageCharWidth() + 8;
    for (int column = 0; column < samples.size(); ++column) {
        const int title = horizontalHeader()->sectionSizeHint(column);
        const int sample = fontMetrics().horizontalAdvance(samples[column]) + margin;
        setColumnWidth(column, std::max(title, sample));
    }
}

QString HintTable::selectedText() const
{
    if (selectionModel() == nullptr)
        return {};
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells += row.siblingAtColumn(column).data().toString();
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n');
}

void HintTable::paintBackground(const QRect &area)
{
    QPainter painter(viewport());
    for (int top = area.top(); top <= area.bottom(); top += stripHeight) {
        const int height = std::min(stripHeight, area.bottom() + 1 - top);
        painter.fillRect(area.left(), top, area.width(), height, palette().brush(QPalette::Base));
    }
}

void HintTable::paintEvent(QPaintEvent *event)
{
    paintBackground(event->rect());
    QTableView::paintEvent(event);
    if (model() == nullptr || model()->rowCount() == 0)
        drawHint(viewport(), m_hint);
}

void HintTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (const QString text = selectedText(); !text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace pushpoint::ui
