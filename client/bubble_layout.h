#pragma once

#include "client/conversation_entry.h"

#include <QModelIndex>
#include <QRect>
#include <QStyleOptionViewItem>
#include <QTextLayout>

#include <memory>

namespace pushpoint {

/// Where the parts of one bubble lie, for one width and font; in coordinates of the row. A value.
struct BubbleLayout
{
    QFont smallFont;
    QString header; ///< who and when
    QString state;  ///< what became of it; outgoing only
    QString again;  ///< "Send again", where that can be done
    QRect headerRect;
    QRect bubbleRect;
    QRect stateRect;
    QRect againRect;
    QPoint textTopLeft;
    std::unique_ptr<QTextLayout> text;
    int height = 0;
};

/// Lays out a row of this width.
BubbleLayout layOutBubble(const QModelIndex &index, const QFont &font, int rowWidth);

/// The text as far as it is shown: very long ones are cut, with a word about how much is left.
QString shownText(const QString &text);

} // namespace pushpoint
