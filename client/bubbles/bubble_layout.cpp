#include "client/bubbles/bubble_layout.h"

#include "client/bubbles/bubble_text.h"
#include "client/conversation/conversation_dates.h"
#include "client/conversation/conversation_model.h"
#include "client/conversation/delivery_words.h"
#include "client/conversation/links.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLocale>
#include <QTextOption>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowMargin = 14;
constexpr int rowGap = 14;
constexpr int padX = 12;
constexpr int padY = 8;
constexpr int bubbleWidthMax = 560;
constexpr double bubbleShareMax = 0.8;
constexpr double smallFontScale = 0.85;
/// A button large enough to hit.
constexpr int againHeightMin = 24;
constexpr int againPadX = 12;
constexpr int againPadY = 4;
/// Reasons come from servers, and proxies answer whole pages.
constexpr qsizetype stateCharsMax = 300;

QFont smallOf(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(QFontInfo(font).pointSizeF() * smallFontScale);
    return small;
}

QFont fixedOf(const QFont &font)
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(QFontInfo(font).pointSizeF());
    return fixed;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client", text);
}

QString stateMark(Delivery delivery)
{
    if (delivery == Delivery::Delivered)
        return u"✓ "_s;
    return hasFailed(delivery) ? u"✗ "_s : QString();
}

QString headerText(const QModelIndex &index, Direction direction)
{
    const QDateTime at = index.data(ConversationModel::TimeRole).toDateTime();
    const QString time = at.toLocalTime().time().toString(u"HH:mm:ss"_s);
    const QString peer = index.data(ConversationModel::PeerRole).toString();
    if (direction == Direction::Outgoing)
        return tr("to %1 · %2").arg(peer, time);
    return u"%1 · %2"_s.arg(peer.isEmpty() ? tr("no sender") : peer, time);
}

// Returns the width that the lines take; their heights are in the layout.
int breakLines(QTextLayout &layout, int widthMax)
{
    qreal y = 0;
    qreal width = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(widthMax);
        line.setPosition({0, y});
        y += line.height();
        width = std::max(width, line.naturalTextWidth());
    }
    layout.endLayout();
    return std::min(int(std::ceil(width)) + 1, widthMax);
}

std::unique_ptr<QTextLayout> makeText(const QString &text, const QFont &font, Qt::Alignment align)
{
    QString oneParagraph = text;
    oneParagraph.replace(u'\n', QChar::LineSeparator);
    auto layout = std::make_unique<QTextLayout>(oneParagraph, font);
    QTextOption option(align);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout->setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const Link &link : linksIn(oneParagraph)) {
        QTextCharFormat underlined;
        underlined.setFontUnderline(true);
        formats.append({int(link.start), int(link.size), underlined});
    }
    layout->setFormats(formats);
    return layout;
}

int heightOf(const QTextLayout &layout)
{
    return int(std::ceil(layout.boundingRect().height()));
}

// Returns where the row goes on.
int layOutDate(BubbleLayout &out, const QModelIndex &index, const BubbleFrame &frame)
{
    if (!isFirstOfDay(index))
        return 0;
    const QFontMetrics metrics(out.smallFont);
    const QDateTime at = index.data(ConversationModel::TimeRole).toDateTime();
    const int widthMax = std::max(1, frame.rowWidth - 4 * rowMargin);
    out.date = metrics.elidedText(dayText(at.toLocalTime().date(), frame.today), Qt::ElideRight,
                                  widthMax);
    const int height = dateHeight(frame.font);
    out.dateRect = {rowMargin, rowGap / 2, frame.rowWidth - 2 * rowMargin, height - rowGap / 2};
    return height;
}

void layOutNotice(BubbleLayout &out, const QString &text, int top, int rowWidth)
{
    const int width = std::max(1, rowWidth - 2 * rowMargin);
    out.text = makeText(text, out.smallFont, Qt::AlignHCenter);
    breakLines(*out.text, width);
    out.textTopLeft = {rowMargin, top + rowGap};
    out.height = top + heightOf(*out.text) + 2 * rowGap;
}

// Under the bubble, at its right edge: "✗ not delivered: …  ( Send again )".
void layOutState(BubbleLayout &out, const QModelIndex &index, int rowWidth)
{
    const auto delivery = Delivery(index.data(ConversationModel::DeliveryRole).toInt());
    const QString detail = index.data(ConversationModel::DeliveryTextRole).toString();
    const QFontMetrics metrics(out.smallFont);
    const int right = rowWidth - rowMargin;
    const int top = out.bubbleRect.bottom() + 4;
    int againWidth = 0;
    int againHeight = metrics.height();
    if (index.data(ConversationModel::CanSendAgainRole).toBool()) {
        out.again = tr("Send again");
        againWidth = metrics.horizontalAdvance(out.again) + 2 * againPadX;
        againHeight = std::max(againHeight + 2 * againPadY, againHeightMin);
        out.againRect = {right - againWidth, top, againWidth, againHeight};
        againWidth += rowGap / 2;
    }
    out.state
        = stateMark(delivery) + deliveryWords(delivery, detail.left(stateCharsMax).simplified());
    const int widthMax = std::max(1, rowWidth - 2 * rowMargin - againWidth);
    const QRect wanted
        = metrics.boundingRect(QRect(0, 0, widthMax, 0), bubbleStateFlags, out.state);
    const int height = std::max(wanted.height(), againHeight);
    out.stateRect = {rowMargin, top, widthMax, height};
    out.height = top + height + rowGap / 2;
}

} // namespace

BubbleLayout layOutBubble(const QModelIndex &index, const BubbleFrame &frame)
{
    BubbleLayout out;
    const int rowWidth = frame.rowWidth;
    out.smallFont = smallOf(frame.font);
    const int top = layOutDate(out, index, frame);
    const QString text = index.data(Qt::DisplayRole).toString();
    const auto direction = Direction(index.data(ConversationModel::DirectionRole).toInt());
    if (direction == Direction::Notice) {
        layOutNotice(out, text, top, rowWidth);
        return out;
    }

    const QFontMetrics smallMetrics(out.smallFont);
    const int rowInner = std::max(1, rowWidth - 2 * rowMargin);
    const int bubbleMax = std::min(int(rowInner * bubbleShareMax), bubbleWidthMax);
    const BubbleText shown = bubbleText(text, frame.isUnfolded);
    out.text = makeText(shown.shown, shown.isJson ? fixedOf(frame.font) : frame.font, {});
    int textWidth = breakLines(*out.text, std::max(1, bubbleMax - 2 * padX));
    out.fold = foldLabel(shown);
    const int foldHeight = out.fold.isEmpty() ? 0 : smallMetrics.height() + 2 * againPadY;
    textWidth = std::max(textWidth, smallMetrics.horizontalAdvance(out.fold));
    QString oneLine = headerText(index, direction);
    oneLine.replace(u'\n', u' ');
    out.header = smallMetrics.elidedText(oneLine, Qt::ElideMiddle, rowInner);
    out.headerRect = {rowMargin, top + rowGap / 2, rowInner, smallMetrics.height()};

    const bool isMine = direction == Direction::Outgoing;
    const int bubbleWidth = textWidth + 2 * padX;
    const int left = isMine ? rowWidth - rowMargin - bubbleWidth : rowMargin;
    const int textHeight = heightOf(*out.text);
    out.bubbleRect
        = {left, out.headerRect.bottom() + 3, bubbleWidth, textHeight + foldHeight + 2 * padY};
    out.textTopLeft = out.bubbleRect.topLeft() + QPoint(padX, padY);
    if (foldHeight > 0)
        out.foldRect = {out.textTopLeft.x(), out.textTopLeft.y() + textHeight,
                        smallMetrics.horizontalAdvance(out.fold) + 1, foldHeight};
    out.height = out.bubbleRect.bottom() + 1 + rowGap / 2;
    if (isMine)
        layOutState(out, index, rowWidth);
    return out;
}

BubblePart partAt(const BubbleLayout &layout, QPoint inRow)
{
    if (layout.againRect.contains(inRow))
        return BubblePart::Again;
    if (layout.foldRect.contains(inRow))
        return BubblePart::Fold;
    return BubblePart::None;
}

bool isFirstOfDay(const QModelIndex &index)
{
    const QModelIndex before = index.siblingAtRow(index.row() - 1);
    return beginsDay(before.data(ConversationModel::TimeRole).toDateTime(),
                     index.data(ConversationModel::TimeRole).toDateTime());
}

int dateHeight(const QFont &font)
{
    return QFontMetrics(smallOf(font)).height() + rowGap + rowGap / 2;
}

} // namespace pushpoint::client
