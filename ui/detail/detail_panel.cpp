#include "ui/detail/detail_panel.h"

#include "resources/language/retranslation.h"
#include "ui/detail/difference_view.h"
#include "ui/detail/waterfall_delegate.h"
#include "ui/ring/whole_message.h"
#include "ui/words/display_text.h"
#include "ui/words/traffic_text.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype rawShownMax = 64 * 1024; ///< bytes, until all is asked for

} // namespace

DetailPanel::DetailPanel(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_sendAgain(new QPushButton), m_notice(new QLabel),
      m_tabs(new QTabWidget), m_json(new QTreeView), m_jsonCut(new QLabel), m_find(new QLineEdit),
      m_raw(new FixedText), m_all(new QPushButton), m_difference(new DifferenceView),
      m_head(new FixedText)
{
    m_title->setTextFormat(Qt::PlainText);
    m_notice->setObjectName(u"detailNotice"_s);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_tabs->setObjectName(u"detailTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeJson(), {});
    m_tabs->addTab(makeRaw(), {});
    m_tabs->addTab(makeHex(), {});
    m_tabs->addTab(m_difference, {});
    m_tabs->addTab(makeTiming(), {});
    m_tabs->addTab(m_head, {});
    m_tabs->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->setSpacing(4);
    layout->addWidget(makeHeading());
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    layout->addStretch();
    keepTranslated(this, [this] { setTexts(); });
}

void DetailPanel::setTexts()
{
    const QStringList titles{tr("JSON"),       tr("Raw"),    tr("Hex"),
                             tr("Difference"), tr("Timing"), tr("Request")};
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->setTabText(tab, titles[tab]);
    m_sendAgain->setText(tr("Send again"));
    m_sendAgain->setToolTip(tr("Publish the same message once more, now"));
    m_json->setAccessibleName(tr("Content as a tree"));
    m_jsonCut->setText(tr("Cut here: the tree shows the first %1 values. Raw shows all.")
                           .arg(countText(JsonOutline::nodesMax)));
    m_copyPath->setText(tr("Copy path"));
    m_copyValue->setText(tr("Copy value"));
    m_find->setPlaceholderText(tr("Find in the content; Enter for the next"));
    m_find->setAccessibleName(tr("Find in the content"));
    m_raw->setAccessibleName(tr("Raw content"));
    m_hex->setAccessibleName(tr("Content as bytes"));
    m_difference->setAccessibleName(tr("Difference"));
    m_timing->setAccessibleName(tr("Timing"));
    m_head->setAccessibleName(tr("The request's head"));
    if (m_row)
        showRow(TrafficRow(*m_row), QByteArray(m_previous));
    else
        m_notice->setText(tr("Choose a row of the traffic to see all of it."));
}

QWidget *DetailPanel::makeHeading()
{
    m_title->setObjectName(u"detailTitle"_s);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_sendAgain->setObjectName(u"sendAgain"_s);
    m_sendAgain->hide();
    connect(m_sendAgain, &QPushButton::clicked, this, [this] {
        if (m_row)
            Q_EMIT sendAgainRequested(*m_row);
    });
    auto *heading = new QWidget;
    auto *line = new QHBoxLayout(heading);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_title, 1);
    line->addWidget(m_sendAgain);
    return heading;
}

void DetailPanel::setServing(bool serving)
{
    m_serving = serving;
    showSendAgain();
}

void DetailPanel::showSendAgain()
{
    // Only what was kept whole is the same message again.
    const bool isWhole = m_row && !m_row->isGap() && !wholeContent(m_row->event).isNull();
    m_sendAgain->setVisible(isWhole);
    m_sendAgain->setEnabled(m_serving);
}

QWidget *DetailPanel::makeJson()
{
    m_json->setObjectName(u"detailJson"_s);
    m_json->setModel(&m_jsonModel);
    m_json->setUniformRowHeights(true);
    m_json->setAlternatingRowColors(true);
    m_json->setColumnWidth(JsonModel::Name, 24 * fontMetrics().averageCharWidth());
    m_json->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_copyPath = new QAction(m_json);
    m_copyPath->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    m_copyPath->setShortcutContext(Qt::WidgetShortcut);
    connect(m_copyPath, &QAction::triggered, this, &DetailPanel::copyPath);
    m_copyValue = new QAction(m_json);
    m_copyValue->setShortcut(QKeySequence::Copy);
    m_copyValue->setShortcutContext(Qt::WidgetShortcut);
    connect(m_copyValue, &QAction::triggered, this, &DetailPanel::copyValue);
    m_json->addActions({m_copyPath, m_copyValue});
    m_find->setObjectName(u"detailFind"_s);
    m_find->setClearButtonEnabled(true);
    connect(m_find, &QLineEdit::returnPressed, this, &DetailPanel::find);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 4, 0, 0);
    m_jsonCut->setObjectName(u"detailJsonCut"_s);
    m_jsonCut->setWordWrap(true);
    m_jsonCut->hide();
    layout->addWidget(m_find);
    layout->addWidget(m_json, 1);
    layout->addWidget(m_jsonCut);
    return page;
}

QWidget *DetailPanel::makeRaw()
{
    m_raw->setObjectName(u"detailRaw"_s);
    m_all->setObjectName(u"detailAll"_s);
    connect(m_all, &QPushButton::clicked, this, [this] { showRaw(true); });
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_raw, 1);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
    return page;
}

QWidget *DetailPanel::makeHex()
{
    auto *hex = new QListView;
    m_hex = hex;
    hex->setModel(&m_hexModel);
    hex->setFont(fixedTextFont());
    hex->setUniformItemSizes(true);
    hex->setSelectionMode(QAbstractItemView::ExtendedSelection);
    return hex;
}

QWidget *DetailPanel::makeTiming()
{
    auto *table = new QTableView;
    table->setObjectName(u"detailTiming"_s);
    m_timing = table;
    table->setModel(&m_timingModel);
    table->setItemDelegateForColumn(TimingModel::Bar, new WaterfallDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->setColumnWidth(TimingModel::Step, 26 * fontMetrics().averageCharWidth());
    return table;
}

QString DetailPanel::noticeOf(const TrafficRow &row) const
{
    if (row.isGap())
        return TrafficText::gap(row.lost);
    if (!isAcceptedPublish(row.event.kind))
        return TrafficText::details(row.event);
    if (row.event.trace)
        return {};
    if (row.traceLeft)
        return tr("Its trace has left to keep the memory within its bound (--traffic-bytes). Of "
                  "the "
                  "content this is the beginning, up to %1.")
            .arg(bytesText(quint64(row.event.preview.size())));
    return tr("The server made no trace of it. Of the content this is the beginning, up to %1.")
        .arg(bytesText(quint64(row.event.preview.size())));
}

void DetailPanel::showRow(const TrafficRow &row, const QByteArray &previous)
{
    m_row = row;
    m_previous = previous;
    const TrafficEvent &event = row.event;
    const auto &trace = event.trace;
    const QString from = event.from.isEmpty() ? tr("(nobody said)") : visibleText(event.from);
    m_title->setText(row.isGap() ? QString()
                                 : tr("%1 — %2 → %3, %4")
                                       .arg(dateClockText(event.wallClockMs), from,
                                            visibleText(event.to), TrafficText::result(event)));
    showSendAgain();
    QStringList notices{TrafficText::nodes(event), noticeOf(row)};
    notices.removeAll(QString());
    const QString notice = notices.join(u'\n');
    m_notice->setText(notice);
    m_notice->setVisible(!notice.isEmpty());
    m_content = trace ? trace->contentJson : event.preview;
    m_tabs->setVisible(!m_content.isEmpty());
    const bool isWhole = !wholeContent(event).isNull();
    m_jsonModel.setJson(isWhole ? m_content : QByteArray());
    m_jsonCut->setVisible(m_jsonModel.isCut());
    m_json->expandToDepth(1);
    m_tabs->setTabEnabled(0, isWhole);
    showRaw(false);
    m_hexModel.setBytes(m_content);
    m_difference->show(isWhole ? previous : QByteArray(), m_content);
    m_timingModel.setTrace(trace);
    m_tabs->setTabEnabled(4, trace != nullptr);
    const QByteArray head = trace ? trace->requestHead : QByteArray();
    m_head->setPlainText(head.isEmpty()
                             ? tr("It came by no request: by WebSocket or from this window, or its "
                                  "trace is not kept.")
                             : QString::fromUtf8(head));
}

void DetailPanel::showRaw(bool whole)
{
    const bool isCut = !whole && m_content.size() > rawShownMax;
    m_raw->setPlainText(
        QString::fromUtf8(isCut ? withoutHalfCharacter(QByteArrayView(m_content).first(rawShownMax))
                                : QByteArrayView(m_content)));
    m_all->setVisible(isCut);
    m_all->setText(tr("Cut here: show all (%1)").arg(bytesText(quint64(m_content.size()))));
}

void DetailPanel::find()
{
    const QModelIndex found = m_jsonModel.find(m_find->text(), m_json->currentIndex());
    if (!found.isValid())
        return;
    m_json->setCurrentIndex(found); // opens what it stands in
    m_json->scrollTo(found);
}

void DetailPanel::copyPath()
{
    QGuiApplication::clipboard()->setText(m_jsonModel.path(m_json->currentIndex()));
}

void DetailPanel::copyValue()
{
    const QByteArray value = m_jsonModel.value(m_json->currentIndex());
    QGuiApplication::clipboard()->setText(QString::fromUtf8(value));
}

} // namespace pushpoint::ui
