#include "ui/traffic/traffic_panel.h"

#include "resources/language/retranslation.h"
#include "ui/filter_bar/filter_bar.h"
#include "ui/filter_bar/kind_chips.h"
#include "ui/parts/hint_table.h"
#include "ui/parts/tail_follower.h"
#include "ui/ring/whole_message.h"
#include "ui/traffic/result_delegate.h"
#include "ui/traffic/traffic_columns.h"
#include "ui/traffic/traffic_model.h"
#include "ui/words/display_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

TrafficPanel::TrafficPanel(TrafficBounds bounds, QWidget *parent)
    : QWidget(parent), m_model(new TrafficModel(bounds, this)), m_table(new HintTable),
      m_tail(new TailFollower(m_table, m_model)),
      m_columns(new TrafficColumnsMenu(m_table, m_model)), m_filter(new FilterBar),
      m_newest(new QPushButton), m_pause(new QPushButton), m_clear(new QPushButton),
      m_heldBack(new QLabel)
{
    makeTable();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeHeading());
    layout->addWidget(m_table, 1);

    connect(m_filter, &FilterBar::filterChanged, this, [this](const FilterExpression &filter) {
        m_model->setFilter(filter);
        showHint();
    });
    connect(m_model, &TrafficModel::searchChanged, this, &TrafficPanel::showSearch);
    connect(m_pause, &QPushButton::toggled, this, [this](bool paused) {
        m_model->setPaused(paused);
        showHeldBack();
        showHint();
    });
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_model->clear();
        showHeldBack();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &TrafficPanel::tellOfRow);
    connect(m_newest, &QPushButton::clicked, m_tail, &TailFollower::follow);
    connect(m_tail, &TailFollower::changed, this, &TrafficPanel::onTailChanged);
}

QWidget *TrafficPanel::makeHeading()
{
    auto *heading = new QWidget;
    auto *title = new QLabel;
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    title->setBuddy(m_table);
    m_newest->setObjectName(u"newest"_s);
    m_pause->setObjectName(u"pause"_s);
    m_pause->setCheckable(true);
    m_clear->setObjectName(u"clear"_s);
    m_heldBack->setObjectName(u"heldBack"_s);
    keepTranslated(this, [this, title] {
        title->setText(tr("Tr&affic"));
        m_table->setAccessibleName(tr("Traffic"));
        m_newest->setToolTip(tr("Go to the newest row and stay there"));
        m_pause->setText(tr("Pa&use"));
        m_pause->setToolTip(tr("Hold the table still; recording goes on"));
        m_clear->setText(tr("Clear"));
        m_clear->setToolTip(tr("Forget the rows recorded so far"));
        showSearch();
        showHeldBack();
        onTailChanged();
    });
    auto *line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(title);
    line->addWidget(m_filter->chips());
    line->addStretch();
    line->addWidget(m_pause);
    line->addWidget(m_clear);
    m_filter->addBeside(m_newest);
    m_filter->addBeside(m_heldBack);
    auto *layout = new QVBoxLayout(heading);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(line);
    layout->addWidget(m_filter);
    return heading;
}

void TrafficPanel::makeTable()
{
    m_table->setObjectName(u"traffic"_s);
    m_table->setItemDelegate(new ResultDelegate(m_table));
    QStringList samples;
    for (const TrafficField *column : trafficColumns) {
        if (column->column.sample != nullptr)
            samples += QString::fromUtf8(column->column.sample);
    }
    m_table->setColumnSamples(samples);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QAbstractItemView::activated, this, &TrafficPanel::detailRequested);
    connect(m_table, &QWidget::customContextMenuRequested, this, &TrafficPanel::openMenu);
}

void TrafficPanel::append(const TrafficFeed::Batch &batch)
{
    m_model->append(batch);
    m_filter->noteNames(m_model->takeFreshNames());
    if (m_model->isPaused())
        showHeldBack();
}

void TrafficPanel::append(const std::vector<TrafficRow> &rows)
{
    m_model->append(rows);
    m_filter->noteNames(m_model->takeFreshNames());
}

void TrafficPanel::setRecorded()
{
    m_pause->hide();
    m_clear->hide();
}

void TrafficPanel::setHint(const QString &hint)
{
    m_hint = hint;
    showHint();
}

void TrafficPanel::tellOfRow(const QModelIndex &current)
{
    if (!current.isValid())
        return; // it has left; who shows it goes on showing it
    const quint64 sequence = m_model->sequenceOf(current.row());
    const TrafficRow row = m_model->ring().at(sequence);
    QByteArray previous;
    if (const auto before = m_model->ring().previousOfPair(sequence))
        previous = wholeContent(m_model->ring().at(*before).event);
    Q_EMIT rowChosen(row, previous);
}

void TrafficPanel::openMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    Q_EMIT contextMenuRequested(menu);
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addAction(tr("Select all"), m_table, &QAbstractItemView::selectAll);
    menu->addMenu(m_columns);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

std::vector<quint64> TrafficPanel::selectedSequences() const
{
    // By ranges: selectedRows() takes the square of their number.
    std::vector<quint64> sequences;
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            sequences.push_back(m_model->sequenceOf(row));
    }
    std::sort(sequences.begin(), sequences.end());
    return sequences;
}

bool TrafficPanel::goTo(quint64 sequence)
{
    const int row = m_model->rowOf(sequence);
    if (row < 0)
        return false;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, TrafficModel::Time), QAbstractItemView::PositionAtCenter);
    return true;
}

void TrafficPanel::setFilterText(const QString &text)
{
    m_filter->setText(text);
}

void TrafficPanel::editFilter()
{
    m_filter->edit();
}

QHeaderView *TrafficPanel::header() const
{
    return m_table->horizontalHeader();
}

void TrafficPanel::showHint()
{
    if (m_model->isSearching())
        m_table->setHint(tr("Looking for what matches the filter …"));
    else if (!m_filter->text().isEmpty())
        m_table->setHint(tr("Nothing matches the filter."));
    else if (m_model->isPaused())
        m_table->setHint(tr("Paused. Recording goes on; end the pause to see it."));
    else
        m_table->setHint(m_hint);
}

void TrafficPanel::showSearch()
{
    QString notice;
    if (m_model->isSearching())
        notice = tr("searching …");
    else if (const quint64 rows = m_model->tooCostlyRows(); rows > 0)
        notice = tr("the pattern is too costly: %1 rows given up").arg(countText(rows));
    m_filter->setNotice(notice);
    showHint();
}

void TrafficPanel::showHeldBack()
{
    m_heldBack->setVisible(m_model->isPaused());
    const TrafficRing &ring = m_model->ring();
    // What ends first, the rows or the bytes, is what matters to who wants to lose nothing.
    const double full
        = std::max(static_cast<double>(ring.size()) / static_cast<double>(ring.bounds().rows),
                   static_cast<double>(ring.bytes()) / static_cast<double>(ring.bounds().bytes));
    m_heldBack->setText(tr("paused, %1 more recorded, memory %2 % full")
                            .arg(countText(m_model->heldBackRows()))
                            .arg(QLocale().toString(std::min(full, 1.0) * 100, 'f', 0)));
    m_heldBack->setToolTip(tr("%1 of %2 rows, %3 of %4. When it is full, the oldest leave.")
                               .arg(countText(ring.size()), countText(ring.bounds().rows),
                                    bytesText(static_cast<quint64>(ring.bytes())),
                                    bytesText(static_cast<quint64>(ring.bounds().bytes))));
}

void TrafficPanel::onTailChanged()
{
    m_newest->setVisible(!m_tail->isFollowing());
    m_newest->setText(tr("↓ %1 new").arg(countText(m_tail->unseenRows())));
}

} // namespace pushpoint::ui
