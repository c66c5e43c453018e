#include "client/bubble_layout.h"

#include "client/conversation_model.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLocale>
#include <QTextOption>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowMargin = 14;
constexpr int rowGap = 14;
constexpr int padX = 12;
constexpr int padY = 8;
constexpr int bubbleWidthMax = 560;
constexpr double bubbleShareMax = 0.8;
constexpr double smallFontScale = 0.85;

// One bubble must stay cheap to lay out and short enough to scroll past.
constexpr qsizetype shownCharsMax = 4'000;
constexpr qsizetype shownLinesMax = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("BubbleLayout", text);
}

QString stateText(Delivery delivery, const QString &detail)
{
    switch (delivery) {
    case Delivery::None:
        return {};
    case Delivery::Sending:
        return tr("sending…");
    case Delivery::Delivered:
        return detail.isEmpty() ? tr("✓ delivered") : u"✓ "_s + detail;
    case Delivery::Offline:
        return tr("✗ not delivered: %1").arg(detail);
    case Delivery::Refused:
        return tr("✗ refused: %1").arg(detail);
    case Delivery::Unreachable:
        return tr("waiting: %1").arg(detail);
    }
    return {};
}

QString headerText(const QModelIndex &index, Direction direction)
{
    const QDateTime at = index.data(ConversationModel::TimeRole).toDateTime();
    const QString clock = at.time().toString(u"HH:mm:ss"_s);
    const QString time = at.date() == QDate::currentDate()
        ? clock
        : QLocale().toString(at.date(), QLocale::ShortFormat) + u' ' + clock;
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
    QString oneParagraph = shownText(text);
    oneParagraph.replace(u'\n', QChar::LineSeparator);
    auto layout = std::make_unique<QTextLayout>(oneParagraph, font);
    QTextOption option(align);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout->setTextOption(option);
    return layout;
}

int heightOf(const QTextLayout &layout)
{
    return int(std::ceil(layout.boundingRect().height()));
}

void layOutNotice(BubbleLayout &out, const QString &text, int rowWidth)
{
    const int width = std::max(1, rowWidth - 2 * rowMargin);
    out.text = makeText(text, out.smallFont, Qt::AlignHCenter);
    breakLines(*out.text, width);
    out.textTopLeft = {rowMargin, rowGap};
    out.height = heightOf(*out.text) + 2 * rowGap;
}

// Under the bubble, at its right edge: "✗ not delivered: … · Send again".
void layOutState(BubbleLayout &out, Delivery delivery, const QString &detail, int rowWidth)
{
    const QFontMetrics metrics(out.smallFont);
    const int right = rowWidth - rowMargin;
    const int top = out.bubbleRect.bottom() + 3;
    int againWidth = 0;
    if (hasFailed(delivery)) {
        out.again = tr("Send again");
        againWidth = metrics.horizontalAdvance(out.again);
        out.againRect = {right - againWidth, top, againWidth, metrics.height()};
        againWidth += metrics.horizontalAdvance(u' ') * 2;
    }
    const int widthMax = std::max(1, rowWidth - 2 * rowMargin - againWidth);
    QString oneLine = stateText(delivery, detail);
    oneLine.replace(u'\n', u' ');
    out.state = metrics.elidedText(oneLine, Qt::ElideRight, widthMax);
    const int width = std::min(metrics.horizontalAdvance(out.state) + 1, widthMax);
    out.stateRect = {right - againWidth - width, top, width, metrics.height()};
    out.height = out.stateRect.bottom() + 1 + rowGap / 2;
}

} // namespace

BubbleLayout layOutBubble(const QModelIndex &index, const QFont &font, int rowWidth)
{
    BubbleLayout out;
    out.smallFont = font;
    out.smallFont.setPointSizeF(QFontInfo(font).pointSizeF() * smallFontScale);
    const QString text = index.data(Qt::DisplayRole).toString();
    const auto direction = Direction(index.data(ConversationModel::DirectionRole).toInt());
    if (direction == Direction::Notice) {
        layOutNotice(out, text, rowWidth);
        return out;
    }

    const QFontMetrics smallMetrics(out.smallFont);
    const int rowInner = std::max(1, rowWidth - 2 * rowMargin);
    const int bubbleMax = std::min(int(rowInner * bubbleShareMax), bubbleWidthMax);
    out.text = makeText(text, font, {});
    const int textWidth = breakLines(*out.text, std::max(1, bubbleMax - 2 * padX));
    QString oneLine = headerText(index, direction);
    oneLine.replace(u'\n', u' ');
    out.header = smallMetrics.elidedText(oneLine, Qt::ElideMiddle, rowInner);
    out.headerRect = {rowMargin, rowGap / 2, rowInner, smallMetrics.height()};

    const bool isMine = direction == Direction::Outgoing;
    const int bubbleWidth = textWidth + 2 * padX;
    const int left = isMine ? rowWidth - rowMargin - bubbleWidth : rowMargin;
    out.bubbleRect
        = {left, out.headerRect.bottom() + 3, bubbleWidth, heightOf(*out.text) + 2 * padY};
    out.textTopLeft = out.bubbleRect.topLeft() + QPoint(padX, padY);
    out.height = out.bubbleRect.bottom() + 1 + rowGap / 2;
    if (isMine) {
        layOutState(out, Delivery(index.data(ConversationModel::DeliveryRole).toInt()),
                    index.data(ConversationModel::DeliveryTextRole).toString(), rowWidth);
    }
    return out;
}

QString shownText(const QString &text)
{
    qsizetype end = std::min(text.size(), shownCharsMax);
    qsizetype at = -1;
    for (qsizetype lines = 0; lines < shownLinesMax; ++lines) {
        at = text.indexOf(u'\n', at + 1);
        if (at < 0 || at >= end)
            break;
        if (lines + 1 == shownLinesMax)
            end = at;
    }
    if (end == text.size())
        return text;
    if (end > 0 && text[end - 1].isHighSurrogate())
        --end; // not through the middle of a character
    return text.left(end) + u"…\n"_s
        + tr("(%1 more characters; copying takes them all)")
              .arg(QLocale().toString(text.size() - end));
}

} // namespace pushpoint
