#pragma once

#include "client/history/conversation_entry.h"

#include <QDate>
#include <QModelIndex>
#include <QRect>
#include <QStyleOptionViewItem>
#include <QTextLayout>

#include <memory>

namespace pushpoint::client {

/// The inputs of a row's layout. A value.
struct BubbleFrame
{
    QFont font;
    int rowWidth = 0;
    QDate today;
    bool isUnfolded = false;
};

/// Where the parts of one row lie; in coordinates of the row. A value.
struct BubbleLayout
{
    QFont smallFont;
    QString date;   ///< above the first line of a day
    QString header; ///< who and when
    QString state;  ///< what became of it; outgoing only
    QString again;  ///< "Send again", where that can be done
    QString fold;   ///< "Show 12 more lines" or "Show less", where the text is long
    QRect dateRect;
    QRect headerRect;
    QRect bubbleRect;
    QRect foldRect;
    QRect stateRect;
    QRect againRect;
    QPoint textTopLeft;
    std::unique_ptr<QTextLayout> text;
    int height = 0;
};

/// How the state is drawn into its rectangle.
inline constexpr int bubbleStateFlags = Qt::AlignRight | Qt::AlignVCenter | Qt::TextWordWrap;

/// What can be clicked at in a row.
enum class BubblePart { None, Fold, Again };
BubblePart partAt(const BubbleLayout &layout, QPoint inRow);

BubbleLayout layOutBubble(const QModelIndex &index, const BubbleFrame &frame);

/// True where the row is the first of its day in its model.
bool isFirstOfDay(const QModelIndex &index);
/// What the date above a row adds to its height.
int dateHeight(const QFont &font);

} // namespace pushpoint::client
