#include "ui/parts/hint_tree.h"

#include "ui/parts/hint.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace pushpoint::ui {

HintTree::HintTree(QWidget *parent) : QTreeView(parent)
{
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setUniformRowHeights(true); // else each of ten thousand is measured
    setAllColumnsShowFocus(true);
    setTabKeyNavigation(false); // Tab leaves the tree, as from every other widget
    header()->setSectionsMovable(true);
    header()->setFirstSectionMovable(true);
    header()->setStretchLastSection(true);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header(), &QWidget::customContextMenuRequested, this, &HintTree::openColumnMenu);
}

void HintTree::setHint(const QString &hint)
{
    if (hint == m_hint)
        return;
    m_hint = hint;
    setAccessibleDescription(hint);
    viewport()->update();
}

void HintTree::setColumnSamples(const QStringList &samples)
{
    const int margin = 2 * fontMetrics().averageCharWidth() + 4;
    for (int column = 0; column < samples.size(); ++column) {
        // Not the header's own hint, which has room for the mark of sorting in every column.
        const int title = header()->fontMetrics().horizontalAdvance(
                              model()->headerData(column, Qt::Horizontal).toString())
            + margin;
        const int sample = fontMetrics().horizontalAdvance(samples[column]) + margin;
        setColumnWidth(column, std::max(title, sample));
    }
}

QString HintTree::selectedText() const
{
    QStringList lines;
    // By what is seen, from the top: selectedRows() is in the order of selecting.
    for (QModelIndex row = model() ? model()->index(0, 0) : QModelIndex(); row.isValid();
         row = indexBelow(row)) {
        if (!selectionModel()->isSelected(row))
            continue;
        QStringList cells;
        for (int place = 0; place < header()->count(); ++place) {
            const int column = header()->logicalIndex(place);
            if (!header()->isSectionHidden(column))
                cells += row.siblingAtColumn(column).data().toString();
        }
        lines += cells.join(u'\t');
    }
    return lines.join(u'\n');
}

void HintTree::openColumnMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int place = 0; place < header()->count(); ++place) {
        const int column = header()->logicalIndex(place);
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header()->isSectionHidden(column));
        action->setEnabled(column != 0); // the tree hangs on it
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { header()->setSectionHidden(column, !shown); });
    }
    menu->popup(header()->mapToGlobal(at));
}

void HintTree::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (model() == nullptr || model()->rowCount() == 0)
        drawHint(viewport(), m_hint);
}

void HintTree::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (const QString text = selectedText(); !text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

} // namespace pushpoint::ui
