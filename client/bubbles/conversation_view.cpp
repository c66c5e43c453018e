#include "client/bubbles/conversation_view.h"

#include "client/bubbles/bubble_delegate.h"
#include "client/bubbles/tones.h"
#include "client/conversation/conversation_dates.h"
#include "client/conversation/conversation_model.h"
#include "resources/language/retranslation.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace pushpoint::client {

namespace {

/// Timers stand still while a computer sleeps, and clocks are put right: the date is looked at
/// again at least as often.
constexpr std::chrono::milliseconds dateAgeMax{60'000};

} // namespace

ConversationView::ConversationView(QWidget *parent)
    : QListView(parent), m_bubbles(new BubbleDelegate(this))
{
    setItemDelegate(m_bubbles);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    keepTranslated(this, [this] {
        setAccessibleName(tr("Conversation"));
        m_bubbles->forgetHeights();
        scheduleDelayedItemsLayout();
    });
    viewport()->setMouseTracking(true);
    connect(m_bubbles, &BubbleDelegate::sendAgainClicked, this,
            &ConversationView::requestSendAgain);
    connect(m_bubbles, &BubbleDelegate::foldClicked, this, [this](const QModelIndex &index) {
        setUnfolded(index, !m_bubbles->isUnfolded(index));
    });
    connect(m_bubbles, &BubbleDelegate::linkClicked, this, &ConversationView::askAboutLink);
    m_dayTimer.setSingleShot(true);
    connect(&m_dayTimer, &QTimer::timeout, this, [this] {
        setToday(QDate::currentDate());
        waitForNextDay();
    });
    waitForNextDay();
    // The range grows after the rows were laid out: only then is there an end to go to.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_followsEnd)
            verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { m_followsEnd = isAtEnd(); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ConversationView::onScrolled);
}

void ConversationView::setModel(QAbstractItemModel *model)
{
    if (model == this->model())
        return;
    disconnect(m_modelReset);
    m_bubbles->startAnew(); // another model gives the same ids to other lines
    m_firstInView = QModelIndex();
    QListView::setModel(model);
    m_followsEnd = true;
    m_modelReset
        = connect(model, &QAbstractItemModel::modelReset, this, [this] { m_followsEnd = true; });
}

void ConversationView::setEmptyText(const QString &title, const QString &hint)
{
    m_emptyTitle = title;
    m_emptyHint = hint;
    viewport()->update();
}

void ConversationView::copySelected()
{
    QModelIndexList selected = selectionModel()->selectedIndexes();
    std::sort(selected.begin(), selected.end());
    QStringList texts;
    for (const QModelIndex &index : std::as_const(selected))
        texts.append(index.data(Qt::DisplayRole).toString());
    if (!texts.isEmpty())
        QGuiApplication::clipboard()->setText(texts.join(u'\n'));
}

void ConversationView::setToday(QDate today)
{
    if (m_bubbles->setToday(today))
        viewport()->update();
}

void ConversationView::waitForNextDay()
{
    m_dayTimer.start(std::min(untilNextDay(QDateTime::currentDateTime()), dateAgeMax));
}

void ConversationView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (model() && model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    const QRect area = viewport()->rect().adjusted(32, 0, -32, 0);
    QFont titleFont = font();
    titleFont.setPointSizeF(QFontInfo(titleFont).pointSizeF() * 1.3);
    const int wrap = Qt::TextWordWrap | Qt::AlignHCenter;
    const QRect titleSize = QFontMetrics(titleFont).boundingRect(area, wrap, m_emptyTitle);
    const QRect hintSize = QFontMetrics(font()).boundingRect(area, wrap, m_emptyHint);
    const int top = area.center().y() - (titleSize.height() + 8 + hintSize.height()) / 2;
    painter.setFont(titleFont);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRect(area.left(), top, area.width(), titleSize.height()), wrap, m_emptyTitle);
    painter.setFont(font());
    painter.setPen(mutedColor(palette()));
    painter.drawText(
        QRect(area.left(), top + titleSize.height() + 8, area.width(), hintSize.height()), wrap,
        m_emptyHint);
}

void ConversationView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    // A list view lays out anew at another height only, and a bit later.
    if (viewport()->width() != m_laidOutWidth && !m_isLayingOut)
        doItemsLayout();
    if (m_followsEnd)
        scrollToBottom();
}

void ConversationView::doItemsLayout()
{
    const bool isOuter = !std::exchange(m_isLayingOut, true);
    m_laidOutWidth = viewport()->width();
    QListView::doItemsLayout();
    if (!isOuter)
        return;
    if (viewport()->width() != m_laidOutWidth) { // the scroll bar has come, or gone
        m_laidOutWidth = viewport()->width();
        QListView::doItemsLayout();
    }
    m_isLayingOut = false;
    QScrollBar *bar = verticalScrollBar();
    if (m_followsEnd)
        bar->setValue(bar->maximum());
    else if (m_firstInView.isValid())
        bar->setValue(bar->value() + visualRect(m_firstInView).top() - m_firstTop);
    onScrolled();
}

void ConversationView::onScrolled()
{
    if (m_isLayingOut)
        return; // places on the way to where they will be
    m_firstInView = indexAt({viewport()->width() / 2, 0});
    m_firstTop = visualRect(m_firstInView).top();
    const QScrollBar *bar = verticalScrollBar();
    if (!m_followsEnd && bar->value() - bar->minimum() < bar->pageStep())
        Q_EMIT topReached();
}

void ConversationView::followEnd()
{
    m_followsEnd = true;
    scrollToBottom();
}

void ConversationView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid())
        return;
    QMenu menu(this);
    menu.addAction(tr("Copy"), this, &ConversationView::copySelected);
    const QPersistentModelIndex line(index);
    if (index.data(ConversationModel::CanSendAgainRole).toBool())
        menu.addAction(tr("Send again"), this, [this, line] { requestSendAgain(line); });
    if (const bool isUnfolded = m_bubbles->isUnfolded(index); BubbleDelegate::isLong(index)) {
        menu.addAction(isUnfolded ? tr("Show less") : tr("Show all"), this,
                       [this, line, isUnfolded] { setUnfolded(line, !isUnfolded); });
    }
    menu.exec(event->globalPos());
}

void ConversationView::keyPressEvent(QKeyEvent *event)
{
    if (event == QKeySequence::Copy)
        return copySelected();
    if (currentIndex().isValid()) {
        switch (event->key()) {
        case Qt::Key_Return: // and not activated(), which on some desktops a single click brings
        case Qt::Key_Enter:
            return onEnter(currentIndex());
        case Qt::Key_Right:
        case Qt::Key_Left:
            return setUnfolded(currentIndex(), event->key() == Qt::Key_Right);
        default:
            break;
        }
    }
    QListView::keyPressEvent(event);
    m_followsEnd = isAtEnd();
}

void ConversationView::mouseMoveEvent(QMouseEvent *event)
{
    QListView::mouseMoveEvent(event);
    const QPoint position = event->position().toPoint();
    const QModelIndex index = indexAt(position);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    if (index.isValid() && m_bubbles->isClickable(option, index, position))
        viewport()->setCursor(Qt::PointingHandCursor);
    else
        viewport()->unsetCursor();
}

void ConversationView::askAboutLink(const QUrl &url)
{
    auto *box = new QMessageBox(this);
    box->setObjectName(QStringLiteral("linkQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText); // the address is somebody else's words
    box->setWindowTitle(tr("Open this address?"));
    // Encoded in full: a host of another script's letters shows as what it is.
    box->setText(tr("Open this address in the browser?"));
    box->setInformativeText(url.toString(QUrl::FullyEncoded));
    auto *open = box->addButton(tr("&Open"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(open, &QPushButton::clicked, this, [this, url] { Q_EMIT linkConfirmed(url); });
    box->open();
}

bool ConversationView::isAtEnd() const
{
    const QScrollBar *bar = verticalScrollBar();
    return bar->sliderPosition() >= bar->maximum() - 4 && !(model() && model()->canFetchMore({}));
}

void ConversationView::requestSendAgain(const QModelIndex &index)
{
    if (index.data(ConversationModel::CanSendAgainRole).toBool())
        Q_EMIT sendAgainRequested(index.data(ConversationModel::IdRole).toULongLong());
}

void ConversationView::onEnter(const QModelIndex &index)
{
    if (index.data(ConversationModel::CanSendAgainRole).toBool())
        requestSendAgain(index);
    else
        setUnfolded(index, !m_bubbles->isUnfolded(index));
}

void ConversationView::setUnfolded(const QModelIndex &index, bool isUnfolded)
{
    if (isUnfolded == m_bubbles->isUnfolded(index) || !BubbleDelegate::isLong(index))
        return;
    m_followsEnd = false; // the line stays where it was clicked at
    m_bubbles->setUnfolded(index, isUnfolded);
    if (!isUnfolded) {
        doItemsLayout();
        scrollTo(index);
        m_followsEnd = isAtEnd();
    }
}

} // namespace pushpoint::client
