#include "client/window/parts/peer_delegate.h"

#include "client/bubbles/tones.h"
#include "client/conversation/peer_model.h"

#include <QLocale>
#include <QPainter>

namespace pushpoint::client {

namespace {

constexpr int padX = 12;
constexpr int padY = 8;
constexpr int dotSide = 8;

QString timeText(const QDateTime &at)
{
    const QDate today = QDate::currentDate();
    return at.date() == today ? QLocale().toString(at.time(), QLocale::ShortFormat)
                              : QLocale().toString(at.date(), QLocale::ShortFormat);
}

// Returns the width it took.
int paintBadge(QPainter &painter, const QRect &line, int unread, const QPalette &palette)
{
    const QString text = unread > 99 ? QStringLiteral("99+") : QString::number(unread);
    const int height = painter.fontMetrics().height();
    const int width = std::max(height, painter.fontMetrics().horizontalAdvance(text) + 10);
    const QRect badge(line.right() - width + 1, line.top(), width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Highlight));
    painter.drawRoundedRect(badge, height / 2.0, height / 2.0);
    painter.setPen(palette.color(QPalette::HighlightedText));
    painter.drawText(badge, Qt::AlignCenter, text);
    return width + 6;
}

} // namespace

void PeerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const QPalette &palette = option.palette;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(
            option.rect,
            blend(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.22));
    }
    const int unread = index.data(PeerModel::UnreadRole).toInt();
    const int lineHeight = option.fontMetrics.height();
    QRect top = option.rect.adjusted(padX, padY, -padX, 0);
    top.setHeight(lineHeight);
    QRect bottom = top.translated(0, lineHeight + 2);

    const bool isOnline = index.data(PeerModel::IsOnlineRole).toBool();
    painter->setPen(isOnline ? QPen(Qt::NoPen) : QPen(mutedColor(palette), 1));
    painter->setBrush(isOnline ? QBrush(successColor(palette)) : QBrush(Qt::NoBrush));
    painter->drawEllipse(top.left(), top.center().y() - dotSide / 2, dotSide, dotSide);
    top.setLeft(top.left() + dotSide + 6);

    painter->setFont(option.font);
    painter->setPen(mutedColor(palette));
    const QString time = timeText(index.data(PeerModel::LastTimeRole).toDateTime());
    painter->drawText(top, Qt::AlignRight | Qt::AlignVCenter, time);
    QFont name = option.font;
    name.setBold(unread > 0);
    painter->setFont(name);
    painter->setPen(palette.color(QPalette::Text));
    const int nameWidth = top.width() - option.fontMetrics.horizontalAdvance(time) - 8;
    painter->drawText(
        top, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(name).elidedText(index.data().toString(), Qt::ElideRight, nameWidth));
    painter->setFont(option.font);
    const int badge = unread > 0 ? paintBadge(*painter, bottom, unread, palette) : 0;
    bottom.setWidth(bottom.width() - badge);
    // What was typed for the conversation that is shown stands in its own field.
    QString text = index.data(PeerModel::DraftRole).toString();
    if (text.isEmpty() || option.state.testFlag(QStyle::State_Selected)) {
        text = index.data(PeerModel::LastTextRole).toString();
    } else {
        const QString mark = tr("Draft:");
        painter->setPen(failureColor(palette));
        painter->drawText(bottom, Qt::AlignLeft | Qt::AlignVCenter, mark);
        bottom.setLeft(bottom.left() + option.fontMetrics.horizontalAdvance(mark) + 4);
    }
    painter->setPen(mutedColor(palette));
    painter->drawText(bottom, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(text, Qt::ElideRight, bottom.width()));
    painter->restore();
}

QSize PeerDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, 2 * option.fontMetrics.height() + 2 + 2 * padY};
}

} // namespace pushpoint::client
